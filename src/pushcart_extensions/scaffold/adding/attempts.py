"""Edits that are tried one by one, so that everything that stands in the way is told at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pushcart_extensions.errors import EditError, InputProblem

Result = TypeVar("Result")


def raise_unreadable(error: EditError) -> None:
    """Raise an error again where the system is behind it, and not what a file holds.

    A file that can be edited in no way may be left alone; one that could not be read just now may not.
    """
    if isinstance(error.__cause__, OSError):
        raise error


class Attempts:
    """Collects what is refused.

    Attributes:
        problems: What stands in the way, each once.
    """

    def __init__(self) -> None:
        self.problems: list[InputProblem] = []

    def result(self, attempt: Callable[[], Result]) -> Result | None:
        """Return what an attempt gives; None where it is refused."""
        try:
            return attempt()
        except EditError as error:
            hint = "writing it as a list of names" if "__all__" in error.reason else None
            problem = InputProblem(error.path or "the package", None, f"stays as it is: {error.reason}", hint)
            if str(problem) not in map(str, self.problems):
                self.problems.append(problem)
            return None
