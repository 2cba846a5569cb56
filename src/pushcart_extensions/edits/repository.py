"""Where a folder lies in its git repository, found without git."""

from __future__ import annotations

from pathlib import Path


def way_from_top(folder: Path) -> str:
    """Return the way to a folder from the top of its git repository.

    Args:
        folder: An existing folder.

    Returns:
        Such as ``backend/shop/``; empty at the top, and outside of a repository.
    """
    folder = folder.resolve()
    for above in (folder, *folder.parents):
        # A worktree and a submodule have a file of that name.
        if (above / ".git").exists():
            way = folder.relative_to(above).as_posix()
            return "" if way == "." else f"{way}/"
    return ""
