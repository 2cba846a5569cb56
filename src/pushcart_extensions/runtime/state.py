"""Where each source of a workflow ended, kept in a file between runs.

The file is JSON: ``{"version": 1, "sources": {"orders": {...}, "orders-2": {...}}}``, by the type of
a source, numbered from the second of a type on. It is replaced as a whole or not at all.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from pushcart_extensions.errors import StateFileError
from pushcart_extensions.runtime.increments import kept
from pushcart_extensions.runtime.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from pushcart_extensions.runtime.entries import Entry

VERSION = 1
_SUFFIX = ".new"
_LEFT_OVER = 60.0
"""After so many seconds an unfinished file is that of a run that was killed, and not of one at work."""


class StateFile:
    """The state file of one run.

    Args:
        path: The file; it need not be there yet.

    Raises:
        StateFileError: It holds something else, can't be read, or could not be replaced.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        # A link stays a link: what it leads to is replaced.
        self._target = Path(os.path.realpath(self.path))
        self._read()
        # Found out now, and not after data were written that would then be written again.
        folder = self._target.parent
        if not folder.is_dir():
            raise StateFileError(self.path, f"there is no folder {folder}")
        if not os.access(folder, os.W_OK):
            raise StateFileError(self.path, f"the folder {folder} can't be written to")

    def get(self, key: str) -> dict[str, Any] | None:
        """Return the state of a source, None where it has none yet."""
        return self._read().get(key)

    def save(self, key: str, state: object, label: str) -> None:
        """Save the state of one source; what the file says of others stays.

        Args:
            key: The source's key in the file.
            state: What its ``get_state`` returned.
            label: The source as messages call it.

        Raises:
            StateValueError: The state is no mapping that JSON can hold.
            StateFileError: The file can't be replaced; it is as it was.
        """
        kept(state, label)
        # Read again: another run may have saved its own sources meanwhile.
        # In ASCII: half a surrogate pair, which JSON can hold, has no other form.
        text = json.dumps({"version": VERSION, "sources": {**self._read(), key: state}}, indent=2)
        try:
            self._replace(f"{text}\n".encode("ascii"))
        except OSError as error:
            raise StateFileError(self.path, f"can't be written: {error.strerror or error}") from error

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            content = json.loads(self._target.read_bytes().decode())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StateFileError(self.path, f"can't be read: {error.strerror or error}") from error
        except ValueError as error:  # of JSON and of UTF-8 alike
            raise StateFileError(self.path, f"isn't JSON: {error}") from error
        except RecursionError:
            raise StateFileError(self.path, "is nested too deeply") from None
        return self._entries(content)

    def _entries(self, content: object) -> dict[str, dict[str, Any]]:
        sources = content.get("sources") if isinstance(content, dict) else None
        if not isinstance(content, dict) or not isinstance(sources, dict):
            raise StateFileError(self.path, "holds no state of a workflow's sources")
        if content.get("version") != VERSION:
            raise StateFileError(
                self.path,
                f"is of version {spelled(content.get('version'))}, and this release reads {VERSION}",
            )
        for key, state in sources.items():
            if not isinstance(state, dict):
                raise StateFileError(
                    self.path, f"has {spelled(state)} as the state of {key!r}, and no mapping"
                )
        return sources

    def _replace(self, data: bytes) -> None:
        """Write beside the file, and rename once everything has reached the disk."""
        self._remove_left_overs()
        new = self._target.with_name(f".{self._target.name}.{os.getpid()}{_SUFFIX}")
        try:
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if self._target.exists():
                new.chmod(self._target.stat().st_mode & 0o7777)
            new.replace(self._target)
        finally:
            new.unlink(missing_ok=True)
        # The rename itself; other systems can't open a folder.
        if os.name == "posix":  # pragma: no branch - tests run on POSIX
            folder = os.open(self._target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _remove_left_overs(self) -> None:
        for each in self._target.parent.iterdir():
            if each.name.startswith(f".{self._target.name}.") and each.name.endswith(_SUFFIX):
                try:
                    if time.time() - each.stat().st_mtime > _LEFT_OVER:
                        each.unlink()
                except FileNotFoundError:  # another run was quicker
                    continue


def state_keys(sources: Sequence[Entry]) -> list[str]:
    """Return the key of each source in a state file: its type, numbered from the second on.

    Numbers go by the places in the workflow file, whatever the order of the run.
    """
    keys = [""] * len(sources)
    seen: dict[str, int] = {}
    for position in sorted(range(len(sources)), key=lambda position: sources[position].path[1]):
        key = sources[position].key
        seen[key] = seen.get(key, 0) + 1
        keys[position] = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return keys
