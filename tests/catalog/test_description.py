"""A class may answer any question with anything: that is a fault, and what can be said of it is said."""

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions import SourceBase
from pushcart_extensions.catalog import Described, Fault
from pushcart_extensions.catalog.description import describe
from pushcart_extensions.catalog.options import describe_options
from pushcart_extensions.runtime.stage import Stage

RECORD = Stage(
    kind="source", key="odd", distribution="pushcart-odd", module="m", class_name="Odd", found_by="scan"
)


class Mute:
    """Has no words for itself."""

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        raise RuntimeError("mute")


class Leaving:
    """Ends the process rather than say what it is."""

    def __repr__(self) -> str:
        raise SystemExit(0)


class Text(str):
    """Is a text, and no help."""

    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError("asked")

    expandtabs = strip = isprintable = __iter__ = __str__  # type: ignore[assignment]


class Flags(set[str]):
    """Holds what nobody can see."""

    def __iter__(self) -> Any:
        raise RuntimeError("asked")


def refuse(*_: object) -> Any:
    raise RuntimeError("asked")


def odd(meta: dict[str, Any] | None = None, **attributes: Any) -> type:
    metaclass = type("Meta", (type,), meta or {})
    attributes.setdefault("get_increment", lambda _self: [])
    made: type = metaclass("Odd", (SourceBase,), {"__module__": "m", **attributes})
    return made


def said(cls: type) -> tuple[Described | None, list[str]]:
    found = describe(RECORD, cls, names=("odd",), found_by="scan", version=None)
    described = [one for one in found if isinstance(one, Described)]
    messages = [
        one.message.removeprefix("source 'odd' of pushcart-odd ") for one in found if isinstance(one, Fault)
    ]
    return (described[0] if described else None), messages


LISTED: list[tuple[type, str]] = [
    (odd(provides=5), "has odd metadata: provides is 5 where a set of strings belongs"),
    (odd(provides="text"), "has odd metadata: provides is the string 'text' where a set belongs: {'text'}"),
    (odd(provides=Mute()), "has odd metadata: provides is <Mute> where a set of strings belongs"),
    (odd(uses=[Mute()]), "has odd metadata: uses holds <Mute>, which is no flag"),
    (odd(uses=Flags({"a"})), "has odd metadata: uses can't be read: RuntimeError: asked"),
    (odd(first=Mute()), "has odd metadata: first is <Mute> where True or False belongs"),
    (odd({"needs": property(refuse)}), "has odd metadata: needs can't be read: RuntimeError: asked"),
    (odd(__doc__=5), "has no docstring: __doc__ is 5"),
]


@pytest.mark.parametrize(("cls", "message"), LISTED)
def test_what_is_odd_about_a_class_is_a_fault_beside_its_description(cls: type, message: str) -> None:
    described, messages = said(cls)
    assert described is not None
    assert (described.target, described.key) == ("m:Odd", "odd")
    assert messages == [message]


UNDESCRIBED: list[tuple[type, str]] = [
    (odd({"__doc__": property(refuse)}), "RuntimeError: asked"),
    (odd({"__signature__": property(refuse)}), "RuntimeError: asked"),
    (odd(__signature__=5), "TypeError: unexpected object 5 in __signature__ attribute"),
    (odd(__init__=5), "TypeError: 5 is not a callable object"),
    (odd({"__getattr__": refuse}), "RuntimeError: asked"),
]


@pytest.mark.parametrize(("cls", "message"), UNDESCRIBED)
def test_a_class_that_answers_with_an_exception_is_a_fault(cls: type, message: str) -> None:
    assert said(cls) == (None, [f"can't be described: {message}"])


def test_ctrl_c_while_a_class_is_described_is_ctrl_c() -> None:
    def interrupted(_: object) -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        said(odd({"__doc__": property(interrupted)}))


def test_a_constructor_that_says_nothing_takes_any_option() -> None:
    (option,) = describe_options(type("Odd", (dict,), {}))
    assert (option.name, option.required, option.by_name, option.by_position) == (
        "**options",
        False,
        True,
        True,
    )


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_default_that_json_has_no_form_for_is_not_in_the_schema(value: float) -> None:
    cls = type("Odd", (), {"__init__": default(value)})
    (option,) = describe_options(cls)
    assert (option.default, "default" in option.schema) == (repr(value), False)


def default(value: object) -> Any:
    def __init__(self: object, option: Any = value) -> None: ...  # noqa: N807

    return __init__


def annotation(value: object) -> Any:
    constructor = default(1)
    constructor.__annotations__ = {"option": value}
    return constructor


@pytest.mark.parametrize(
    ("constructor", "type_", "shown"),
    [
        (default(Mute()), "Any", "<Mute>"),
        (default(Leaving()), "Any", "<Leaving>"),
        (default("\x1b[31m"), "Any", "'\\x1b[31m'"),
        (annotation([int]), "[<class 'int'>]", "1"),
        (annotation(Mute()), "<Mute>", "1"),
        (annotation(Text("int")), "int", "1"),
        (annotation(5), "5", "1"),
    ],
)
def test_an_option_of_any_kind_is_shown(constructor: Any, type_: str, shown: str) -> None:
    described, messages = said(odd(__init__=constructor))
    assert messages == []
    assert described is not None
    (option,) = described.options
    assert (option.type, option.default) == (type_, shown)


def test_what_would_steer_a_terminal_is_shown() -> None:
    described, messages = said(odd(__doc__="\x1b[31mRed.", __qualname__="Odd\x07", provides={"\x1b[0m"}))
    assert messages == []
    assert described is not None
    assert (described.summary, described.target) == ("\\x1b[31mRed.", "m:Odd\\x07")
    assert described.metadata == {"provides": ["\\x1b[0m"]}


def test_texts_and_flags_of_a_class_of_their_own_are_read() -> None:
    described, messages = said(odd(__doc__=Text("Odd."), uses=[Text("clock")]))
    assert messages == []
    assert described is not None
    assert (described.summary, described.flags("uses")) == ("Odd.", ["clock"])


def test_what_instances_alone_know_is_told_apart() -> None:
    described, messages = said(odd(provides=property(refuse)))
    assert messages == []
    assert described is not None
    assert described.computed == ("provides",)
