"""Several things that may fail, and the one error that is raised."""

from __future__ import annotations

import pytest

from pushcart_extensions.runtime.failures import Failures


def raised(*errors: BaseException) -> BaseException:
    failures = Failures()
    for error in errors:
        failures.add(error)
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - any, and it is looked at
        failures.raise_first()
    return caught.value


def test_without_an_error_nothing_is_raised() -> None:
    failures = Failures()
    assert failures.attempt(int, "1")
    failures.raise_first()


def test_later_errors_are_notes_of_the_first() -> None:
    first = raised(ValueError("one"), KeyError("two"))
    assert isinstance(first, ValueError)
    assert first.__notes__ == ["also: KeyError: 'two'"]


def test_one_error_that_comes_twice_is_told_once() -> None:
    error = ValueError("one")
    assert raised(error, error) is error
    assert not hasattr(error, "__notes__")


def test_what_ends_the_process_outranks_an_ordinary_error_and_no_other() -> None:
    leaving = raised(ValueError("one"), SystemExit(3), KeyboardInterrupt("two"))
    assert isinstance(leaving, SystemExit)
    assert leaving.__notes__ == ["also: ValueError: one", "also: KeyboardInterrupt: two"]
