"""Where each source of a workflow ended, kept in a file between runs.

The file is JSON: ``{"version": 1, "sources": {"orders": {...}, "orders-2": {...}}}``, by the type of
a source, numbered from the second of a type on. It is replaced as a whole or not at all.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from pushcart_extensions.contract.kinds import INCREMENTS
from pushcart_extensions.errors import StateFileError, StateValueError
from pushcart_extensions.errors.wording import described, shown
from pushcart_extensions.runtime.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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


def remembers(source: object, label: str) -> bool:
    """Tell whether a source has the methods that a state file is for.

    Raises:
        StateValueError: It has one of the two.
    """
    there = [name for name in INCREMENTS if callable(getattr(source, name, None))]
    if len(there) == 1:
        (missing,) = set(INCREMENTS) - set(there)
        raise StateValueError(label, f"it has {there[0]} and no {missing}; a source that remembers has both")
    return bool(there)


def kept(state: object, label: str) -> dict[str, Any]:
    """Return a source's state, known to come back from JSON as it is.

    Raises:
        StateValueError: It would not.
    """
    problem = _problem(state)
    if problem or not isinstance(state, dict):
        raise StateValueError(label, problem or "")
    return state


def _problem(state: object) -> str | None:
    """Return why JSON can't hold a state as it is, None where it can."""
    if not isinstance(state, dict):
        return f"get_state returned {shown(state)}, and no dict"
    try:
        json.dumps(state, allow_nan=False)
    except Exception as error:  # noqa: BLE001 - what a source returns may be of any class
        return f"get_state returned what JSON can't hold: {described(error)}; give dates and the like as text"
    for key in _odd_keys(state):
        return f"get_state returned a mapping with the key {shown(key)}, and JSON's keys are text"
    return None


def _odd_keys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (key for key in value if not isinstance(key, str))
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _odd_keys(item)
