"""Whenever Ctrl-C or a kill comes: all files are old, or all are new, and none is half."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from pushcart_extensions.edits import abandoned, apply, interrupts, syncing
from pushcart_extensions.edits.abandoned import PREFIX, remove_all_abandoned
from pushcart_extensions.edits.apply import apply_plan

from .conftest import PLAN, Tree, filled, snapshot


def interrupted_at(line: int, tree: Path) -> tuple[bool, bool]:
    """Apply the plan with a Ctrl-C before the n-th line; tell whether it came, and was noticed."""
    files = {module.__file__ for module in (abandoned, apply, interrupts, syncing)}
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
from pushcart_extensions.edits import abandoned, apply
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
        if frame.f_code.co_filename not in (abandoned.__file__, apply.__file__):
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
        remove_all_abandoned(tree)
        found = {path: value and value[0] for path, value in snapshot(tree).items()}
        assert found == {path: value and value[0] for path, value in new.items()}
    assert lines > 100
    assert mixed, "some came between two renames"


def test_another_thread_than_the_main_one_has_nothing_to_hold_up(tmp_path: Path, new: Tree) -> None:
    tree = filled(tmp_path / "tree")
    thread = threading.Thread(target=apply_plan, args=(PLAN, tree))
    thread.start()
    thread.join()
    assert snapshot(tree) == new
