"""What a user gave that can't be used."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError


class InputProblem:
    """One thing wrong with what the user gave.

    Attributes:
        place: Where it was given: ``NAME``, ``--source``, ``answers.yml: author``.
        value: What was given, as text; None where nothing was.
        reason: A clause that says what is wrong, without its full stop.
        hint: What to give instead, or None.
    """

    __slots__ = ("hint", "place", "reason", "value")

    def __init__(self, place: str, value: str | None, reason: str, hint: str | None = None) -> None:
        self.place = place
        self.value = value
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        longest = 60
        shown = ""
        if self.value is not None:
            shown = f" {self.value if len(self.value) <= longest else self.value[: longest - 1] + '…'!r}"
        return f"{self.place}{shown} {self.reason}" + (f"\n  try {self.hint}" if self.hint else "")


class InvalidInputError(PushcartError):
    """What the user gave can't be used; all its problems at once.

    Attributes:
        problems: What is wrong, in the order in which it was given.
    """

    exit_status = 2

    def __init__(self, problems: tuple[InputProblem, ...]) -> None:
        self.problems = problems
        if len(problems) == 1:
            message = str(problems[0])
        else:
            message = "\n".join(
                (f"{len(problems)} problems", *(f"  {problem}".replace("\n", "\n  ") for problem in problems))
            )
        super().__init__(message)


class UnfitPackageError(InvalidInputError):
    """A package that is there can't take what is asked for; it stays as it is.

    Attributes:
        problems: What stands in the way, all of it.
    """

    exit_status = 1
