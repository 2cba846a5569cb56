"""One stage in memory."""

from __future__ import annotations

import pytest

from pushcart_extensions import DestinationBase, SourceBase, TransformationBase, UnknownStageError
from pushcart_extensions.testing import run_destination, run_source, run_transformation


class Stage:
    def __init__(self, *fail: str, default: str = "x") -> None:
        self.fail = fail
        self.default = default
        self.log: list[str] = []

    def act(self, what: str) -> None:
        self.log.append(what)
        if what in self.fail:
            raise ValueError(what)

    def open(self) -> None:
        self.act("open")

    def close(self) -> None:
        self.act("close")


class Source(Stage, SourceBase[list[str]]):
    last: Source | None = None

    def get_increment(self) -> list[str]:
        type(self).last = self
        self.act("get")
        return [*self.log, self.default]


class Transformation(Stage, TransformationBase[list[str], int]):
    def transform(self, data: list[str]) -> int:
        self.act("transform")
        return len(data)


class Destination(Stage, DestinationBase[int]):
    written = 0

    def write(self, data: int) -> None:
        self.act("write")
        self.written = data


def test_a_stage_is_opened_called_and_closed() -> None:
    assert run_source(Source) == ["open", "get", "x"]
    assert run_transformation(Transformation, ["a", "b"]) == 2
    destination = run_destination(Destination, 3)
    assert destination.log == ["open", "write", "close"]
    assert destination.written == 3


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (None, "x"),
        ({"default": "y"}, "y"),
        ({"type": "source", "default": "z"}, "z"),
        (["-"], "x"),
        ((), "x"),
    ],
)
def test_options_are_given_as_in_a_workflow(
    options: dict[str, str] | list[str] | None, expected: str
) -> None:
    assert run_source(Source, options)[-1] == expected


def test_options_of_another_form_are_refused() -> None:
    with pytest.raises(TypeError, match="a mapping, a list or None"):
        run_source(Source, 3)  # type: ignore[call-overload]


def test_a_key_is_looked_up() -> None:
    assert run_source("rows", {"rows": [{"a": 1}]}) == [{"a": 1}]
    with pytest.raises(UnknownStageError, match="'rows'"):
        run_source("rowz")


def test_a_stage_is_closed_after_a_failure() -> None:
    with pytest.raises(ValueError, match="get"):
        run_source(Source, ["get"])
    assert Source.last is not None
    assert Source.last.log == ["open", "get", "close"]


def test_a_failure_to_close_is_no_less_a_failure() -> None:
    with pytest.raises(ValueError, match="close"):
        run_transformation(Transformation, [], ["close"])


def test_the_first_failure_is_raised_and_the_second_noted() -> None:
    with pytest.raises(ValueError, match="write") as caught:
        run_destination(Destination, 1, ["write", "close"])
    assert caught.value.__notes__ == ["also: ValueError: close"]
