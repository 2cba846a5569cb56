"""The base classes."""

from __future__ import annotations

import abc
import dataclasses
import inspect
import typing

import pytest

import pushcart_extensions
from pushcart_extensions import SourceBase, TransformationBase
from pushcart_extensions.contract.kinds import STAGE_KINDS

from .site import Site

BASES = [getattr(pushcart_extensions, kind.base or "") for kind in STAGE_KINDS]


class Rows(SourceBase[list[int]]):
    def get_increment(self) -> list[int]:
        return [1]


def test_opening_and_closing_do_nothing_by_default() -> None:
    Rows().open()
    Rows().close()


@pytest.mark.parametrize(
    ("base", "method"), [(base, kind.method) for base, kind in zip(BASES, STAGE_KINDS, strict=True)]
)
def test_a_class_without_its_required_method_cannot_be_made(base: type, method: str) -> None:
    lacking = type("Lacking", (base,), {})
    assert inspect.isabstract(lacking)
    with pytest.raises(TypeError, match=f"Lacking.*{method}"):
        lacking()
    whole = type("Whole", (lacking,), {method: lambda *_: None})
    assert not inspect.isabstract(whole)
    whole()


@pytest.mark.parametrize("base", BASES)
def test_the_base_itself_cannot_be_made(base: type) -> None:
    with pytest.raises(TypeError, match=base.__name__):
        base()


@pytest.mark.parametrize(("base", "arguments"), list(zip(BASES, [(), (1,), (1,)], strict=True)))
def test_there_is_nothing_behind_a_required_method(base: type, arguments: tuple[int, ...]) -> None:
    (method,) = vars(base)["__abstractmethods__"]
    whole = type(
        "Whole", (base,), {method: lambda self, *data: getattr(super(type(self), self), method)(*data)}
    )
    with pytest.raises(NotImplementedError):
        getattr(whole(), method)(*arguments)


def test_a_mixin_may_bring_the_method() -> None:
    class Mixin:
        def get_increment(self) -> list[int]:
            return [2]

    class Mixed(Mixin, SourceBase[list[int]]):
        pass

    assert Mixed().get_increment() == [2]


def test_a_mixin_may_have_a_metaclass_of_its_own() -> None:
    class Meta(type):
        pass

    class Model(metaclass=Meta):
        pass

    class Stored(Model, SourceBase[int]):
        def get_increment(self) -> int:
            return 3

    assert type(Stored) is Meta
    assert Stored().get_increment() == 3


def test_abc_may_be_a_base_too() -> None:
    class Half(SourceBase[int], abc.ABC):
        @abc.abstractmethod
        def more(self) -> int: ...

    assert Half.__abstractmethods__ == {"get_increment", "more"}

    class Whole(Half):
        def get_increment(self) -> int:
            return self.more()

        def more(self) -> int:
            return 4

    assert Whole().get_increment() == 4


def test_an_abstract_method_of_ones_own_counts_without_abc() -> None:
    class Http(SourceBase[int]):
        def get_increment(self) -> int:
            return self.page()

        @abc.abstractmethod
        def page(self) -> int: ...

    with pytest.raises(TypeError, match="page"):
        Http()  # type: ignore[abstract]


def test_a_dataclass_with_slots_is_a_stage() -> None:
    @dataclasses.dataclass(slots=True)
    class Counted(SourceBase[int]):
        count: int = 5

        def get_increment(self) -> int:
            return self.count

    assert Counted(6).get_increment() == 6


def test_a_constructor_keeps_its_signature_and_refuses_what_it_does_not_know() -> None:
    assert not inspect.signature(Rows).parameters
    with pytest.raises(TypeError):
        Rows(1)  # type: ignore[call-arg]


def test_subscripting_works_at_run_time_and_through_a_generic_class_between() -> None:
    kind = typing.TypeVar("kind")

    class Paged(SourceBase[kind], typing.Generic[kind]):
        pass

    class Numbers(Paged[int]):
        def get_increment(self) -> int:
            return 7

    assert Numbers().get_increment() == 7
    assert typing.get_origin(SourceBase[int]) is SourceBase
    assert typing.get_args(TransformationBase[int, str]) == (int, str)


def test_the_bases_cost_no_heavy_import(site: Site) -> None:
    code = """
    before = set(sys.modules)
    from pushcart_extensions import SourceBase, TransformationBase, DestinationBase
    SourceBase[int], TransformationBase[int, str], DestinationBase[int]
    gained = sorted(set(sys.modules) - before)
    import json
    print(json.dumps(gained))
    """
    ours = [
        "__future__",
        "_functools",  # the C half alone
        "pushcart_extensions",
        "pushcart_extensions.runtime",
        "pushcart_extensions.runtime.bases",
    ]
    assert site.ask(code) == ours
