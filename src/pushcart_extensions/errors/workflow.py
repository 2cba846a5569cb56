"""Workflows that can't be run as they are written."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class WorkflowProblem:
    """One thing wrong with a workflow.

    Attributes:
        path: Which part of it: ``sources[0].url``; empty for the whole.
        message: What is wrong and the way out.
        file: The file; None for a workflow given as a mapping.
        line: The line, counted from 1, or None.
        column: The column, counted from 1, or None.
    """

    __slots__ = ("column", "file", "line", "message", "path")

    def __init__(
        self,
        path: str,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.path = path
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """Where it is, ``workflow.yaml:3:5``; the path where there is no file."""
        if self.file is None:
            return self.path or "workflow"
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        part = f"{self.path}: " if self.path and self.file is not None else ""
        # A problem is a line; what a message quotes may be longer.
        return f"{self.place}: {part}{self.message}".replace("\n", "\n  ")

    def __repr__(self) -> str:
        return f"<WorkflowProblem {self}>"


class WorkflowError(PushcartError):
    """A workflow that can't be run as it is written.

    Attributes:
        problems: Everything that is wrong with it, in the order of the file.
    """

    def __init__(self, problems: Sequence[WorkflowProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.line or 0, one.column or 0)))
        super().__init__("\n".join(map(str, self.problems)))


class WorkflowFileError(PushcartError):
    """A workflow file that can't be read at all.

    Attributes:
        path: The file.
        reason: What the system says.
    """

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path or '(empty)'} can't be read: {reason}")


class SharedIteratorError(PushcartError):
    """Data that can be read only once would go to more than one stage.

    Attributes:
        stage: The stage that returned the data, as ``source 'rest_api'``.
        type_name: The type of the data.
        takers: How many stages would read them: destinations.
    """

    def __init__(self, stage: str, type_name: str, takers: int) -> None:
        self.stage = stage
        self.type_name = type_name
        self.takers = takers
        super().__init__(
            f"{stage} returned a {type_name}, which can be read once, for {takers} stages: "
            "all but the first would get nothing; return a list(...) of it"
        )
