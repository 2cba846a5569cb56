"""Which packages a path holds."""

from __future__ import annotations

import os
from pathlib import Path

from pushcart_extensions.errors import NotAPackageError

METADATA_FILES = ("pyproject.toml", "setup.cfg", "setup.py")
"""One of them states the metadata of a package, and tells that a folder is one."""


def packages_at(path: str) -> tuple[str, ...]:
    """Return the package folders that a path stands for; a wheel or a workflow file stands for itself.

    A folder with package metadata is one package; a folder without holds those of its sub-folders
    that have some.

    Args:
        path: The path as the user gave it.

    Returns:
        Paths that begin as the given one does, sorted; never empty.

    Raises:
        NotAPackageError: The path doesn't exist, is a file and no wheel, can't be read, or holds no package.
    """
    folder = Path(path)
    try:
        if not path or not folder.exists():
            raise _nothing(path, "doesn't exist")
        if (is_wheel(path) or is_workflow(path)) and folder.is_file():
            return (path,)
        if not folder.is_dir():
            raise _nothing(path, "is a file")
        if _is_package(folder):
            return (path,)
        with os.scandir(folder) as entries:
            inside = sorted(
                entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")
            )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotAPackageError(path, f"can't be read: {reason}") from error
    found = tuple(str(Path(path) / name) for name in inside if _is_package(folder / name))
    if not found:
        raise _nothing(path, "holds no package")
    return found


def is_wheel(path: str) -> bool:
    """Tell whether a path names a wheel, by its suffix; a folder is none, whatever its name."""
    return path.endswith(".whl") and not os.path.isdir(path)  # noqa: PTH112 - no Path for the usual case


def is_workflow(path: str) -> bool:
    """Tell whether a path names a workflow file, by its suffix; a folder is none, whatever its name."""
    return path.endswith((".yaml", ".yml")) and not os.path.isdir(path)  # noqa: PTH112 - of any text


def _nothing(path: str, reason: str) -> NotAPackageError:
    from pushcart_extensions.check.near_paths import way_out  # only a fault needs it

    return NotAPackageError(path, reason, way_out(path, METADATA_FILES))


def _is_package(folder: Path) -> bool:
    return any((folder / name).is_file() for name in METADATA_FILES)
