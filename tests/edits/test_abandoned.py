"""What a run leaves that was killed is found by the next one."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pushcart_extensions.edits.abandoned import PREFIX, originals_left, remove_abandoned, remove_all_abandoned
from pushcart_extensions.edits.apply import apply_plan

from .conftest import PLAN


def test_what_a_killed_run_left_is_removed_and_a_live_one_s_is_not(tree: Path) -> None:
    (tree / f"{PREFIX}999999999-abcd-0.new").touch()
    (tree / f"{PREFIX}{os.getpid()}-abcd-0.new").touch()
    apply_plan(PLAN, tree)
    assert [path.name for path in tree.glob(f"{PREFIX}*")] == [f"{PREFIX}{os.getpid()}-abcd-0.new"]


def test_what_a_killed_run_left_is_removed_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "deep"
    folder.mkdir(parents=True)
    hidden = tmp_path / ".git"
    hidden.mkdir()
    # Process numbers end far below this one.
    dead = ".pushcart-edit-99999999-0-0.old"
    for place in (tmp_path, folder, hidden):
        (place / dead).write_text("x")
    environment = tmp_path / "venv"
    (environment / "lib").mkdir(parents=True)
    (environment / "pyvenv.cfg").touch()
    (environment / "lib" / dead).write_text("x")
    alive = folder / f".pushcart-edit-{os.getpid()}-0-0.old"
    alive.write_text("x")
    remove_all_abandoned(tmp_path)
    assert sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    ) == [
        f".git/{dead}",
        f"src/deep/{alive.name}",
        f"venv/lib/{dead}",
        "venv/pyvenv.cfg",
    ]


def test_what_files_held_can_still_be_read(tmp_path: Path) -> None:
    for name, data in (
        (f"{PREFIX}9-b-0.old", b"b"),
        (f"{PREFIX}9-a-0.old", b"a"),
        (f"{PREFIX}9-a-0.new", b"n"),
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "mine.old").touch()
    assert list(originals_left(tmp_path)) == [b"a", b"b"]
    assert list(originals_left(tmp_path / "gone")) == []


def test_what_belongs_to_a_process_of_somebody_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "kill", refuse)
    left = tmp_path / f"{PREFIX}1-abcd-0.old"
    left.touch()
    remove_abandoned(tmp_path)
    assert left.exists()
