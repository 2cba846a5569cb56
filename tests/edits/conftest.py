"""A plan, and the tree of files that it changes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.plan import FileEdit

PLAN = (
    FileEdit("a.py", b"old a\n", b"new a\n"),
    FileEdit("deep/down/b.py", None, b"new b\n"),
    FileEdit("deep/down/c.py", None, b"new c\n"),
    FileEdit("gone.py", b"old\n", None),
    FileEdit("z.py", b"old z\n", b"new z\n"),
)
Tree = dict[str, tuple[bytes, int] | None]


def filled(folder: Path) -> Path:
    folder.mkdir()
    for path, before, _ in PLAN:
        if before is not None:
            (folder / path).write_bytes(before)
    (folder / "a.py").chmod(0o755)
    return folder


def snapshot(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): None
        if path.is_dir()
        else (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
    }


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The files that the plan starts from."""
    return filled(tmp_path / "tree")


@pytest.fixture
def old(tmp_path: Path) -> Tree:
    """The tree as it was."""
    return snapshot(filled(tmp_path / "old"))


@pytest.fixture
def new(tmp_path: Path) -> Tree:
    """The tree as it is to be."""
    apply_plan(PLAN, filled(tmp_path / "new"))
    return snapshot(tmp_path / "new")
