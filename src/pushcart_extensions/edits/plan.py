"""What is to become of files: each with the bytes that it has and those that it is to have."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.edits.text import Change, changed, decoded
from pushcart_extensions.errors import EditError


class FileEdit(NamedTuple):
    """The change of one file.

    Attributes:
        path: Relative to the folder that the plan is for, with forward slashes.
        before: What it holds; None where there is no such file.
        after: What it is to hold; None where it is to go.
    """

    path: str
    before: bytes | None
    after: bytes | None


Plan = tuple[FileEdit, ...]
"""Changes of several files, which are made together or not at all; a file occurs once."""


def reverse(plan: Plan) -> Plan:
    """Return the plan that undoes a plan."""
    return tuple(FileEdit(path, after, before) for path, before, after in reversed(plan))


class Draft:
    """The files of a folder as they are to be; nothing is written.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}

    def copy(self) -> Draft:
        """Return a draft that starts as this one stands."""
        other = Draft(self._root)
        other._before, other._after = dict(self._before), dict(self._after)
        return other

    def read(self, path: str) -> bytes | None:
        """Return what a file is to hold; None where there is none.

        Args:
            path: Relative to the folder, with forward slashes.

        Raises:
            EditError: It is there and can't be read.
        """
        if path not in self._after:
            file = self._root / path
            try:
                self._before[path] = file.read_bytes()
            except FileNotFoundError:
                self._before[path] = None
            except (OSError, ValueError) as error:
                raise EditError(f"it can't be read: {getattr(error, 'strerror', error)}", path) from error
            self._after[path] = self._before[path]
        return self._after[path]

    def text(self, path: str) -> str:
        """Return a file's text, without BOM and with its own line endings.

        Raises:
            EditError: There is no such file, or it is no text.
        """
        data = self.read(path)
        if data is None:
            raise EditError("there is no such file", path)
        try:
            return decoded(data, python=path.endswith(".py"))[0]
        except EditError as error:
            raise EditError(error.reason, path) from error

    def edit(self, path: str, change: Change) -> None:
        """Change the text of a file.

        Args:
            path: Relative to the folder, with forward slashes.
            change: From its text to its new text.

        Raises:
            EditError: There is no such file, or the change refuses it; then nothing has changed.
        """
        data = self.read(path)
        if data is None:
            raise EditError("there is no such file", path)
        try:
            self._after[path] = changed(data, change, python=path.endswith(".py"))
        except EditError as error:
            raise EditError(error.reason, path) from error

    def create(self, path: str, text: str) -> None:
        """Add a file; one that holds this text already is done.

        Raises:
            EditError: The file is there and holds something else.
        """
        data = text.encode()
        if self.read(path) not in (None, data):
            raise EditError("it is there already", path)
        self._after[path] = data

    def plan(self) -> Plan:
        """Return the changes, by path."""
        return tuple(
            FileEdit(path, self._before[path], after)
            for path, after in sorted(self._after.items())
            if after != self._before[path]
        )
