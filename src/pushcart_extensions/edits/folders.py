"""The folders around a path, for saying which one was meant by a path that leads to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pushcart_extensions.contract.suggestions import closest


def folders_in(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder that are not hidden, sorted; none where there is no such folder."""
    if folder.is_dir():
        yield from sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))


def folder_like(missing: Path, is_meant: Callable[[Path], bool]) -> str | None:
    """Return the folder beside one that isn't there, of those that may be meant, whose name is most like it.

    Args:
        missing: The path.
        is_meant: Tells of a folder whether it may be meant.

    Raises:
        OSError: What stands there can't be read.
    """
    near = closest(missing.name, [one.name for one in folders_in(missing.parent) if is_meant(one)])
    return str(missing.parent / near) if near else None
