"""What keeps the checker from checking."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError
from pushcart_extensions.errors.wording import in_one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class NotAPackageError(PushcartError):
    """A path that was to be checked holds no package.

    Attributes:
        path: The path as it was given.
        reason: A clause that says what is there instead.
        way_out: A clause that says what to name.
    """

    exit_status = 2

    def __init__(
        self, path: str, reason: str, way_out: str = "name the folder that holds pyproject.toml"
    ) -> None:
        self.path = path
        self.reason = reason
        self.way_out = way_out
        super().__init__(f"{in_one_line(path) or '(empty)'} {reason}; {in_one_line(way_out)}")


class NothingCheckedError(PushcartError):
    """No rule that was asked for had anything to judge, so that "no fault" would say nothing.

    Attributes:
        path: The package.
        reason: A clause that says why.
    """

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"nothing of {in_one_line(path)} was checked: {reason}")


class PathsError(PushcartError):
    """Several paths that were to be checked hold no package.

    Attributes:
        problems: What is wrong with each.
    """

    exit_status = 2

    def __init__(self, problems: Sequence[NotAPackageError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join((f"{len(self.problems)} paths", *(f"  {one}" for one in self.problems))))


class InterpreterError(PushcartError):
    """What ``--python`` names is no Python.

    Attributes:
        asked: What was named.
    """

    exit_status = 2

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(
            f"--python {in_one_line(asked)} is no Python; "
            "name an executable or a virtual environment's folder"
        )
