"""Folders that last no longer than the run that made them."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from pushcart_extensions.edits.locked_folders import make_locked, remove_left_over


def test_a_folder_lasts_as_long_as_its_lock(tmp_path: Path) -> None:
    lock = make_locked(tmp_path / ".run-a")
    remove_left_over(tmp_path, ".run-")
    assert (tmp_path / ".run-a").is_dir()

    os.close(lock)
    remove_left_over(tmp_path, ".run-")
    assert not (tmp_path / ".run-a").exists()


def test_what_is_called_otherwise_stays(tmp_path: Path) -> None:
    (tmp_path / "run-a").mkdir()
    (tmp_path / ".run-file").touch()
    remove_left_over(tmp_path, ".run-")
    assert {path.name for path in tmp_path.iterdir()} == {"run-a", ".run-file"}


def test_a_parent_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    remove_left_over(tmp_path / "nowhere", ".run-")


@pytest.mark.skipif(sys.platform == "win32", reason="a lock of POSIX")
def test_a_folder_that_another_run_keeps_locked_is_not_taken(tmp_path: Path) -> None:
    lock = make_locked(tmp_path / ".run-a")
    with pytest.raises(OSError, match="other runs keep removing") as caught:
        make_locked(tmp_path / ".run-a")
    assert caught.value.errno == errno.EBUSY
    os.close(lock)
