"""A plan is written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.edits.abandoned import PREFIX
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.plan import reverse
from pushcart_extensions.errors import EditError

from .conftest import PLAN, snapshot


def test_a_plan_is_made_and_modes_are_kept(tree: Path) -> None:
    assert apply_plan(PLAN, tree) == tuple(edit.path for edit in PLAN)
    found = snapshot(tree)
    assert found["a.py"] == (b"new a\n", 0o755)
    assert set(found) == {"a.py", "deep", "deep/down", "deep/down/b.py", "deep/down/c.py", "z.py"}
    assert apply_plan(PLAN, tree) == ()


def test_its_reverse_undoes_it(tree: Path) -> None:
    before = snapshot(tree)
    apply_plan(PLAN, tree)
    apply_plan(reverse(PLAN), tree)
    assert {path: found for path, found in snapshot(tree).items() if found} == before


def test_what_was_done_by_half_is_completed(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"new a\n")
    assert apply_plan(PLAN, tree) == tuple(edit.path for edit in PLAN[1:])


def change(tree: Path) -> None:
    (tree / "z.py").write_bytes(b"mine\n")


def appear(tree: Path) -> None:
    (tree / "deep/down").mkdir(parents=True)
    (tree / "deep/down/b.py").touch()


def vanish(tree: Path) -> None:
    (tree / "z.py").unlink()


def become_a_link(tree: Path) -> None:
    (tree / "z.py").rename(tree / "y.py")
    (tree / "z.py").symlink_to("y.py")


def become_a_folder(tree: Path) -> None:
    (tree / "z.py").unlink()
    (tree / "z.py").mkdir()


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
