"""What may have been meant by a path that holds nothing to check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.edits.folders import folder_like

_BUILT = "dist"
"""Where build frontends put a wheel."""
_SORTS = ((".whl", "a wheel"), (".yaml", "a workflow file"), (".yml", "a workflow file"))


def way_out(path: str, is_package: tuple[str, ...]) -> str:
    """Say what to name instead of a path, as a clause.

    Args:
        path: The path as the user gave it.
        is_package: Names of files, any of which tells that a folder is a package.
    """
    sort = next((what for suffix, what in _SORTS if path.endswith(suffix)), None)
    try:
        near = _near_file(path) if sort else _near_folder(path, is_package)
    except (OSError, ValueError):  # what can't be read suggests nothing
        near = None
    if near is not None:
        return f"perhaps {near} is meant"
    return f"name {sort} that is there" if sort else "name the folder that holds pyproject.toml"


def _near_file(path: str) -> str | None:
    """Return the file of the same sort that is called most like the one that isn't there."""
    missing = Path(path)
    for folder in dict.fromkeys((missing.parent, missing.parent / _BUILT)):
        names = [one.name for one in _entries(folder) if one.suffix == missing.suffix and one.is_file()]
        # Whatever its version, there is rarely more than one wheel.
        near = names[0] if len(names) == 1 and path.endswith(".whl") else closest(missing.name, names)
        if near:
            return str(folder / near)
    return None


def _near_folder(path: str, is_package: tuple[str, ...]) -> str | None:
    """Return the package that a path lies in, or that is called like it."""

    def holds_one(folder: Path) -> bool:
        return any((folder / name).is_file() for name in is_package)

    given = Path(path)
    if path and not given.exists():
        return folder_like(given, holds_one)
    # Of the path as it was typed, as far as it leads upwards; then of where it leads to.
    typed = given.parents if path and ".." not in given.parts else ()
    around = (*typed, *given.resolve().parents) if path else ()
    return next((str(one) for one in around if holds_one(one)), None)


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(one for one in folder.iterdir() if not one.name.startswith("."))
