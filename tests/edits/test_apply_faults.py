"""Whatever the system refuses: all files are old, or all are new."""

from __future__ import annotations

import errno
import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.edits.abandoned import PREFIX
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.errors import CannotWriteError, PushcartError

from .conftest import PLAN, Tree, filled, snapshot


class Fault:
    """Lets the n-th call of a function fail, from whichever thread it comes."""

    def __init__(self, at: int, error: BaseException) -> None:
        self.at = at
        self.error = error
        self.calls = 0
        self._lock = threading.Lock()

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **keywords: Any) -> Any:
            with self._lock:
                self.calls += 1
                is_its = self.calls == self.at
            if is_its:
                raise self.error
            return function(*arguments, **keywords)

        return wrapped


def patch_file(patch: pytest.MonkeyPatch, fault: Fault, name: str) -> None:
    """Let a method of the files that are opened fail."""
    opened = Path.open

    class File:
        def __init__(self, file: Any) -> None:
            self.file = file
            setattr(self, name, fault.wrap(getattr(file, name)))

        def __getattr__(self, other: str) -> Any:
            return getattr(self.file, other)

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            try:
                self.close()
            finally:
                self.file.close()

    patch.setattr(Path, "open", lambda *arguments, **keywords: File(opened(*arguments, **keywords)))


CALLS: list[tuple[object, str]] = [
    (os, "fsync"), (os, "link"), (os, "chmod"), (os, "access"), (os, "stat"), (os, "urandom"),
    (shutil, "copymode"),
    (Path, "replace"), (Path, "open"), (Path, "unlink"), (Path, "mkdir"), (Path, "exists"), (Path, "iterdir"),
    (Path, "read_bytes"), (Path, "resolve"), (Path, "is_symlink"),
    (io.BufferedWriter, "write"), (io.BufferedWriter, "close"), (io.BufferedWriter, "fileno"),
]  # fmt: skip
ERRORS = [
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "no"),
    KeyboardInterrupt(),
]


def failing(owner: object, name: str, error: BaseException, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Apply the plan again and again, each time with the next call failing; tell whether it was refused."""
    for at in range(1, 200):
        tree = filled(folder / str(at))
        fault = Fault(at, error)
        with pytest.MonkeyPatch.context() as patch:
            if owner is io.BufferedWriter:
                patch_file(patch, fault, name)
            else:
                patch.setattr(owner, name, fault.wrap(getattr(owner, name)))
            try:
                apply_plan(PLAN, tree)
            except (PushcartError, KeyboardInterrupt, OSError):
                refused = True
            else:
                refused = False
        if fault.calls < at:
            return
        yield tree, refused


@pytest.mark.parametrize("error", ERRORS, ids=["disk", "rights", "^C"])
@pytest.mark.parametrize("call", CALLS, ids=[name for _, name in CALLS])
def test_a_fault_at_any_call_leaves_all_or_nothing(
    tmp_path: Path, call: tuple[object, str], error: BaseException, old: Tree, new: Tree
) -> None:
    (owner, name), met = call, 0
    for tree, refused in failing(owner, name, error, tmp_path):
        met += 1
        found = snapshot(tree)
        if name == "unlink" and isinstance(error, OSError):
            # What can't be removed stays; it is hidden, and the next run removes it.
            found = {path: data for path, data in found.items() if PREFIX not in path}
        assert found in (old, new)
        assert refused or found == new
        apply_plan(PLAN, tree)
        assert {path: data for path, data in snapshot(tree).items() if PREFIX not in path} == new
    assert met


@pytest.mark.parametrize("error", ERRORS, ids=["disk", "rights", "^C"])
def test_a_fault_while_a_file_is_copied_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, old: Tree, new: Tree
) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    met = 0
    for tree, refused in failing(shutil, "copy2", error, tmp_path):
        met += 1
        assert snapshot(tree) == old
        assert refused
    assert met == 3
    assert apply_plan(PLAN, tmp_path / "1")
    assert snapshot(tmp_path / "1") == new


def test_what_can_not_be_put_back_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def once(path: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", fail)
        return replace(path, target)

    def fail(_path: Path, _target: Path) -> Path:
        raise OSError(errno.EIO, "Input/output error", "deep/down/b.py")

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(CannotWriteError, match=r"b\.py.*Input/output error; a\.py could not be put back"):
        apply_plan(PLAN, tree)
