"""Files are put on the disk, all of them, and a failure is told."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pushcart_extensions.edits.syncing import sync_files


def test_every_file_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / str(number) for number in range(40)]
    for path in paths:
        path.write_text("x")
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    sync_files(paths)
    assert sorted(synced) == sorted(path.stat().st_ino for path in paths)


def test_no_file_is_fine() -> None:
    sync_files([])


@pytest.mark.parametrize("failure", [OSError(errno.EIO, "broken"), KeyboardInterrupt()])
def test_a_failure_is_told_after_all_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(_descriptor: int) -> None:
        raise failure

    (tmp_path / "a").write_text("x")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(failure)):
        sync_files([tmp_path / "a"])
