"""Whatever the system refuses, and whenever Ctrl-C comes: all files are old, or all are new."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from pushcart_extensions.edits import apply, interrupts, syncing
from pushcart_extensions.edits.apply import PREFIX, apply_plan
from pushcart_extensions.edits.interrupts import uninterrupted
from pushcart_extensions.edits.plan import FileEdit
from pushcart_extensions.errors import PushcartError

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
def old(tmp_path: Path) -> Tree:
    """The tree as it was."""
    return snapshot(filled(tmp_path / "old"))


@pytest.fixture
def new(tmp_path: Path) -> Tree:
    """The tree as it is to be."""
    apply_plan(PLAN, filled(tmp_path / "new"))
    return snapshot(tmp_path / "new")


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


def interrupted_at(line: int, tree: Path) -> tuple[bool, bool]:
    """Apply the plan with a Ctrl-C before the n-th line; tell whether it came, and was noticed."""
    files = {module.__file__ for module in (apply, interrupts, syncing)}
    seen = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal seen
        if frame.f_code.co_filename not in files:
            return None
        seen += event == "line"
        if event == "line" and seen == line:
            signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        apply_plan(PLAN, tree)
    except KeyboardInterrupt:
        return True, True
    finally:
        sys.settrace(before)
    return seen >= line, False


# Between the call that opens a file and the block that closes it Python itself can be interrupted.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_line_leaves_all_or_nothing(tmp_path: Path, old: Tree, new: Tree) -> None:
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    outcomes = []
    for line in range(1, 2000):
        tree = filled(tmp_path / str(line))
        came, was_noticed = interrupted_at(line, tree)
        if not came:
            break
        assert was_noticed, "it is not lost"
        found = snapshot(tree)
        assert found in (old, new), f"line {line}"
        outcomes.append(found == new)
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == handlers
        shutil.rmtree(tree)
    assert len(outcomes) > 100
    assert set(outcomes) == {False, True}
    assert outcomes == sorted(outcomes), "up to a point all is old, then all is new"


KILLED = """
import os, signal, sys
from pathlib import Path
from pushcart_extensions.edits import apply
from pushcart_extensions.edits.plan import FileEdit

root, plan = Path(sys.argv[1]), tuple(FileEdit(*edit) for edit in eval(sys.argv[2]))
for line in range(1, 2000):
    tree = root / str(line)
    tree.mkdir()
    for path, before, _ in plan:
        if before is not None:
            (tree / path).write_bytes(before)
    seen = 0
    def trace(frame, event, _):
        global seen
        if frame.f_code.co_filename != apply.__file__:
            return None
        seen += event == "line"
        if event == "line" and seen == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    child = os.fork()
    if not child:
        sys.settrace(trace)
        apply.apply_plan(plan, tree)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
print(line - 1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for each line is had by fork alone")
def test_a_kill_at_any_line_leaves_whole_files_and_the_next_run_completes(tmp_path: Path, new: Tree) -> None:
    (tmp_path / "trees").mkdir()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "trees"), repr([tuple(edit) for edit in PLAN])]
    lines = int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    mixed = 0
    for line in range(1, lines + 1):
        tree = tmp_path / "trees" / str(line)
        for path, before, after in PLAN:
            data = (tree / path).read_bytes() if (tree / path).exists() else None
            assert data in (before, after), f"line {line}"
        visible = {path for path, found in snapshot(tree).items() if found and PREFIX not in path}
        mixed += bool(visible & {"gone.py"}) != bool(visible & {"deep/down/c.py"})
        apply_plan(PLAN, tree)
        apply.remove_left_over(tree)
        found = {path: value and value[0] for path, value in snapshot(tree).items()}
        assert found == {path: value and value[0] for path, value in new.items()}
    assert lines > 100
    assert mixed, "some came between two renames"


def test_a_signal_waits_until_a_block_is_done() -> None:
    done = []

    def block() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        block()
    assert done


def test_a_signal_that_the_system_handles_is_not_held_up() -> None:
    code = (
        "import os, signal\n"
        "from pushcart_extensions.edits.interrupts import uninterrupted\n"
        "with uninterrupted():\n    os.kill(os.getpid(), signal.SIGTERM)\nprint('still there')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, b"")


def test_another_thread_than_the_main_one_has_nothing_to_hold_up(tmp_path: Path, new: Tree) -> None:
    tree = filled(tmp_path / "tree")
    thread = threading.Thread(target=apply_plan, args=(PLAN, tree))
    thread.start()
    thread.join()
    assert snapshot(tree) == new
