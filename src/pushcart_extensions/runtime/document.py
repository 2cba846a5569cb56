"""A workflow as plain data, with the place of each part of it."""

from __future__ import annotations

from pushcart_extensions.errors import WorkflowProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    Path = tuple[str | int, ...]
    Position = tuple[int, int]
    """Line and column, both counted from 1."""


class Document:
    """What a workflow file, or a mapping in its place, says.

    Attributes:
        data: Mappings, lists and scalars.
        name: The file, for messages; None for a mapping.
        keys: Where a key of a mapping, or an item of a list, stands.
        values: Where its value starts.
        faults: What YAML itself has to say against it, beside all that the data may be blamed for.
        unread: Parts, as people write them, whose value couldn't be had; None stands for it.
    """

    __slots__ = ("data", "faults", "keys", "name", "unread", "values")

    def __init__(  # noqa: PLR0913 - as many as it has facts
        self,
        data: object,
        name: str | None = None,
        keys: Mapping[Path, Position] | None = None,
        values: Mapping[Path, Position] | None = None,
        *,
        faults: Sequence[WorkflowProblem] = (),
        unread: Collection[str] = (),
    ) -> None:
        self.data = data
        self.name = name
        self.keys = keys or {}
        self.values = values or {}
        self.faults = tuple(faults)
        self.unread = frozenset(unread)

    def problem(self, path: Path, message: str, *, at_value: bool = False) -> WorkflowProblem:
        """Return a problem with the place of the part that ``path`` leads to.

        Where the part has no place of its own (it is missing, say), the nearest part around it has.
        """
        places = self.values if at_value else self.keys
        inner = path
        while inner and inner not in places:
            inner = inner[:-1]
        line, column = places.get(inner, self.values.get((), (None, None)))
        return WorkflowProblem(dotted(path), message, file=self.name, line=line, column=column)

    def place(self, path: Path) -> str:
        """Return where a part stands: ``workflow.yaml:3:5``, or its dotted path without a file."""
        return self.problem(path, "").place


def dotted(path: Path) -> str:
    """Return a path as people write it: ``sources[0].url``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
