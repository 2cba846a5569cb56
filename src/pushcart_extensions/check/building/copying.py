"""A copy of a package's folder for a build backend to work in, so that the folder stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_LEFT_OUT = frozenset(
    {
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        ".venv",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        "node_modules",
    }
)
# What an earlier build left: setuptools would pack files that are long gone from the source.
_STALE = frozenset({"build/lib", "dist"})
_ASKS_GIT = ("scm", "vcs", "versioning", "dunamai", "versioneer")


def copy_tree(root: Path, target: Path) -> None:
    """Copy a package's folder without environments, caches, old builds and, mostly, history.

    The history comes along where the build requires a tool that takes the version from it.

    Args:
        root: The package's folder.
        target: The folder to make.

    Raises:
        OSError: Something can't be read or written.
    """
    history = "" if _needs_history(root) else ".git"
    _copy(root, target, root.resolve(), "", history)


def _copy(folder: Path, target: Path, root: Path, inside: str, history: str) -> None:
    target.mkdir()
    with os.scandir(folder) as entries:
        for entry in entries:
            relative = f"{inside}{entry.name}"
            if entry.name == history or entry.name in _LEFT_OUT or relative in _STALE:
                continue
            destination = target / entry.name
            if entry.is_symlink():
                _copy_link(Path(entry.path), destination, root)
            elif entry.is_dir():
                if not Path(entry.path, "pyvenv.cfg").exists():
                    _copy(Path(entry.path), destination, root, f"{relative}/", history)
            elif entry.is_file():
                # A pipe or a socket is nothing that a package holds, and reading one would hang.
                shutil.copy2(entry.path, destination)


def _copy_link(link: Path, destination: Path, root: Path) -> None:
    """Keep a link inside the folder; one that leads out of it becomes the file that it names."""
    leads_to = Path(os.path.realpath(link))
    points_at = str(link.readlink())
    inside = leads_to.is_relative_to(root) and not os.path.isabs(points_at)  # noqa: PTH117
    if not inside and leads_to.is_file():
        shutil.copy2(leads_to, destination)
    else:
        destination.symlink_to(points_at if inside or not leads_to.exists() else leads_to)


def _needs_history(root: Path) -> bool:
    """Tell whether the build reads the repository, and that stands in the folder itself."""
    import tomllib

    if not (root / ".git").is_dir():
        return False
    try:
        data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    system = data.get("build-system")
    requires = system.get("requires") if isinstance(system, dict) else None
    return any(
        word in str(item).lower()
        for item in (requires if isinstance(requires, list) else [])
        for word in _ASKS_GIT
    )
