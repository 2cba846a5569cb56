"""Classes that answer a question with an exception: a problem that names them, and nothing else suffers."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from pushcart_extensions import (
    ExtensionWarning,
    OrderingError,
    StageLoadError,
    WorkflowError,
    get_source,
    load_workflow,
    order,
)
from pushcart_extensions.errors.wording import described
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.construction import why_abstract
from pushcart_extensions.runtime.option_checks import option_problems

from .site import Site

CLASS = """
from pushcart_extensions import SourceBase
{before}
class OddSource(SourceBase{bases}):
{body}
    def get_increment(self):
        return []
"""
MUTE = "class Mute:\n    def __repr__(self): raise RuntimeError('mute')\n"
META = "class Meta(type):\n    @property\n    def {name}(cls): raise RuntimeError('asked')\n"


def odd(body: str = "pass", before: str = "", bases: str = "") -> str:
    return CLASS.format(
        before=before, bases=bases, body="\n".join(f"    {line}" for line in body.splitlines())
    )


ODD = [
    (odd("provides = 5"), "provides is 5 where a set of strings belongs"),
    (odd("provides = Mute()", MUTE), "provides is <Mute> where a set of strings belongs"),
    (odd("needs = [Mute()]", MUTE), "needs holds <Mute>, which is no flag"),
    (odd("first = Mute()", MUTE), "first is <Mute> where True or False belongs"),
    (
        odd(before=META.format(name="provides"), bases=", metaclass=Meta"),
        "provides can't be read: RuntimeError: asked",
    ),
    (
        odd("provides = Set()", "class Set(set):\n    def __iter__(self): raise RuntimeError('asked')\n"),
        "provides can't be read: RuntimeError: asked",
    ),
    (
        odd("@property\ndef uses(self): raise RuntimeError('asked')"),
        "uses can't be read: RuntimeError: asked",
    ),
    (
        odd("@property\ndef uses(self): raise SystemExit(0)"),
        "uses can't be read: SystemExit: 0",
    ),
    (
        odd(before=META.format(name="__signature__"), bases=", metaclass=Meta"),
        "its signature can't be had: RuntimeError: asked",
    ),
    (odd("__signature__ = 'text'"), "its signature can't be had: "),
    (odd("__signature__ = 5"), "its signature can't be had: TypeError: "),
    (odd() + "OddSource.__abstractmethods__ = 5\n", "its abstract methods can't be told: TypeError: "),
]


@pytest.mark.parametrize(("text", "message"), ODD)
def test_an_odd_class_is_a_problem_of_the_workflow(site: Site, text: str, message: str) -> None:
    site.source("pushcart-odd", "odd", text=text)
    with pytest.raises(WorkflowError, match=r"sources\[0\]") as caught:
        load_workflow({"sources": ["odd"]})
    (problem,) = caught.value.problems
    assert message in problem.message


def test_each_attribute_that_cannot_be_read_is_told_of() -> None:
    class Odd:
        provides = frozenset({"odd"})

        @property
        def needs(self) -> frozenset[str]:
            raise RuntimeError("asked")

        @property
        def last(self) -> bool:
            raise ValueError

    with pytest.raises(OrderingError) as caught:
        order([Odd()])
    assert [problem.message.partition(": ")[2] for problem in caught.value.problems] == [
        "needs can't be read: RuntimeError: asked",
        "last can't be read: ValueError",
    ]


def test_sets_of_a_class_of_their_own_are_sets() -> None:
    class Flags(frozenset[str]):
        pass

    class Clock:
        provides = Flags({"clock"})

    class User:
        needs = Flags({"clock"})

    assert order([User, Clock]) == [Clock, User]


def test_a_scanned_module_whose_classes_cannot_be_told_is_named(site: Site) -> None:
    text = odd(before=META.format(name="__module__"), bases=", metaclass=Meta")
    site.source("pushcart-odd", "odd", registered=False, text=text)
    with pytest.raises(StageLoadError, match=r"pushcart-odd .* RuntimeError: asked"):
        get_source("odd")


def test_an_extension_that_cannot_say_whether_it_is_always_enabled_is_left_out(site: Site) -> None:
    site.module(
        "pushcart_odd/odd.py", dedent(META.format(name="always")) + "class Odd(metaclass=Meta): ...\n"
    )
    site.metadata("pushcart-odd", {"web.extension": {"odd": "pushcart_odd.odd:Odd"}})
    with pytest.warns(ExtensionWarning, match="odd of pushcart-odd is left out: always can't be read"):
        load_workflow({"sources": ["rows"]})


FROZEN = "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass Frozen(Exception):\n    why: str\n"


@pytest.mark.parametrize("method", ["__init__", "open", "get_increment"])
def test_an_error_that_takes_no_note_is_raised_all_the_same(site: Site, method: str) -> None:
    text = odd(f"def {method}(self):\n    raise Frozen('luck')\n", FROZEN)
    if method == "get_increment":
        text = text.replace("        return []", "        raise Frozen('luck')")
    site.source("pushcart-odd", "odd", text=text)
    with pytest.raises(Exception, match="luck") as caught:
        load_workflow({"sources": ["odd"]}).run()
    assert type(caught.value).__name__ == "Frozen"


def test_a_later_error_that_cannot_be_printed_is_noted_all_the_same(site: Site) -> None:
    mute = "class Mute(Exception):\n    def __str__(self): raise RuntimeError('mute')\n"
    text = odd("def close(self): raise Mute", mute).replace("return []", "raise ValueError('first')")
    site.source("pushcart-odd", "odd", text=text)
    with pytest.raises(ValueError, match="first") as caught:
        load_workflow({"sources": ["odd"]}).run()
    assert "also: Mute: (its message can't be printed)" in caught.value.__notes__


def test_an_interruption_at_import_says_whose(site: Site) -> None:
    site.source("pushcart-odd", "odd", text="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt) as caught:
        get_source("odd")
    assert caught.value.__notes__ == [
        "raised while source 'odd' of pushcart-odd (module pushcart_odd.sources.odd) was imported"
    ]


def interrupted(*_: object) -> object:
    raise KeyboardInterrupt


class InterruptingError(Exception):
    __str__ = interrupted  # type: ignore[assignment]


def answering(name: str, answer: Callable[..., object] = interrupted) -> type:
    """Return a class that answers a question with an interruption, as Ctrl-C at that moment would."""
    metaclass = type("Meta", (type,), {name: property(answer)})
    made: type = metaclass("Odd", (), {})
    return made


def hesitating(_: object) -> object:
    raise ValueError("not yet")


QUESTIONS: dict[str, Callable[[], object]] = {
    "metadata": lambda: Component(answering("provides")),
    "metadata after a refusal": lambda: Component(
        type("Odd", (), {"provides": property(hesitating), "last": property(interrupted)})()
    ),
    "abstract methods": lambda: why_abstract(answering("__abstractmethods__")),
    "signature": lambda: list(option_problems(answering("__signature__"), None)),
    "message": lambda: described(InterruptingError()),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_ctrl_c_while_a_class_is_asked_is_ctrl_c(ask: Callable[[], object]) -> None:
    with pytest.raises(KeyboardInterrupt):
        ask()


def test_a_signature_that_is_none_is_a_problem_and_no_reason_to_take_anything() -> None:
    class Signature(type):
        asked = 0

        @property
        def __signature__(cls) -> object:
            cls.asked += 1
            if cls.asked == 1:
                raise ValueError("asked")
            return "here"

    class Odd(metaclass=Signature): ...

    assert [message for _, message in option_problems(Odd, None)] == [
        "its signature can't be had: ValueError: asked"
    ]
