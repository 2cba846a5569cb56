"""A plan is written whole or not at all, whatever fails on the way."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.edits.apply import PREFIX, apply_plan, remove_left_over
from pushcart_extensions.edits.plan import Draft, FileEdit, reverse
from pushcart_extensions.errors import EditError

PLAN = (
    FileEdit("a.py", b"old a\n", b"new a\n"),
    FileEdit("deep/down/b.py", None, b"new b\n"),
    FileEdit("c.py", b"old c\n", b"new c\n"),
    FileEdit("gone.py", b"old\n", None),
)


AFTER = {"a.py", "deep", "deep/down", "deep/down/b.py", "c.py"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The files that the plan starts from."""
    return fill(tmp_path)


def fill(folder: Path) -> Path:
    for path, before, _ in PLAN:
        if before is not None:
            (folder / path).write_bytes(before)
    (folder / "a.py").chmod(0o755)
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int] | None]:
    return {
        path.relative_to(folder).as_posix(): None
        if path.is_dir()
        else (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
    }


def test_a_plan_is_made_and_modes_are_kept(tree: Path) -> None:
    assert apply_plan(PLAN, tree) == ("a.py", "deep/down/b.py", "c.py", "gone.py")
    found = snapshot(tree)
    assert found["a.py"] == (b"new a\n", 0o755)
    assert set(found) == AFTER
    assert apply_plan(PLAN, tree) == ()


def test_its_reverse_undoes_it(tree: Path) -> None:
    before = snapshot(tree)
    apply_plan(PLAN, tree)
    apply_plan(reverse(PLAN), tree)
    assert {path: found for path, found in snapshot(tree).items() if found} == before


def test_what_was_done_by_half_is_completed(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"new a\n")
    assert apply_plan(PLAN, tree) == ("deep/down/b.py", "c.py", "gone.py")


def change(tree: Path) -> None:
    (tree / "c.py").write_bytes(b"mine\n")


def appear(tree: Path) -> None:
    (tree / "deep/down").mkdir(parents=True)
    (tree / "deep/down/b.py").touch()


def vanish(tree: Path) -> None:
    (tree / "c.py").unlink()


def become_a_link(tree: Path) -> None:
    (tree / "c.py").rename(tree / "d.py")
    (tree / "c.py").symlink_to("d.py")


def become_a_folder(tree: Path) -> None:
    (tree / "c.py").unlink()
    (tree / "c.py").mkdir()


@pytest.mark.parametrize("spoil", [change, appear, vanish, become_a_link, become_a_folder])
def test_a_file_that_is_not_as_it_was_stops_everything(tree: Path, spoil: Callable[[Path], None]) -> None:
    spoil(tree)
    before = snapshot(tree)
    with pytest.raises(EditError):
        apply_plan(PLAN, tree)
    assert snapshot(tree) == before


def test_nothing_is_written_behind_a_link_that_leads_away(tree: Path, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (tree / "deep").symlink_to(outside)
    with pytest.raises(EditError):
        apply_plan(PLAN, tree)
    assert list(outside.iterdir()) == []


def test_a_file_system_without_hard_links_will_do(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    assert len(apply_plan(PLAN, tree)) == len(PLAN)
    assert not list(tree.rglob(f"{PREFIX}*"))


def test_what_a_killed_run_left_is_removed_and_a_live_one_s_is_not(tree: Path) -> None:
    (tree / f"{PREFIX}999999999-abcd-0.new").touch()
    (tree / f"{PREFIX}{os.getpid()}-abcd-0.new").touch()
    apply_plan(PLAN, tree)
    assert [path.name for path in tree.glob(f"{PREFIX}*")] == [f"{PREFIX}{os.getpid()}-abcd-0.new"]


def test_a_draft_holds_the_changes_and_writes_nothing(tree: Path) -> None:
    before = snapshot(tree)
    draft = Draft(tree)
    draft.edit("a.py", lambda text: text.upper())
    other = draft.copy()
    other.create("x.py", "1\n")
    assert draft.plan() == (FileEdit("a.py", b"old a\n", b"OLD A\n"),)
    assert [edit.path for edit in other.plan()] == ["a.py", "x.py"]
    assert snapshot(tree) == before


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbfx = 1\r\n", b"# -*- coding: latin-1 -*-\nx = '\xe4'\n", "ö\r\n".encode(), b""],
    ids=["BOM", "declared", "CRLF", "empty"],
)
def test_a_text_keeps_its_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.py").write_bytes(data)
    draft = Draft(tmp_path)
    draft.edit("x.py", lambda text: text + "# é\n")
    (edit,) = draft.plan()
    assert edit.after in (data + "# é\n".encode(), data + "# é\n".encode("latin-1"))


def test_a_draft_says_which_file_it_refuses(tree: Path) -> None:
    draft = Draft(tree)
    with pytest.raises(EditError, match=r"nowhere\.py stays as it is: there is no such file"):
        draft.edit("nowhere.py", str)
    with pytest.raises(EditError, match=r"a\.py stays as it is: it is there already"):
        draft.create("a.py", "x")
    (tree / "c.py").write_bytes(b"\xff")
    with pytest.raises(EditError, match=r"c\.py stays as it is: it can't be read as utf-8"):
        draft.text("c.py")


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
    remove_left_over(tmp_path)
    assert sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    ) == [
        f".git/{dead}",
        f"src/deep/{alive.name}",
        f"venv/lib/{dead}",
        "venv/pyvenv.cfg",
    ]
