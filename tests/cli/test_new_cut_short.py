"""``pushcart-new`` that is killed, interrupted, or not alone: a whole package or none."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .new_process import PROGRAM, QUICK, names, run

KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))


MOMENTS = (0.02, 0.08, 0.15, 0.22, 0.26, 0.29, 0.32, 0.35, 0.4, 0.5)


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "x", "--git", *QUICK, "--output", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_whole(target: Path) -> bool:
    return (target / ".git").is_dir() and (target / "workflow.yaml").is_file() and len(names(target)) == 12


def test_of_two_runs_at_once_one_wins(tmp_path: Path) -> None:
    processes = [start(tmp_path) for _ in range(3)]
    assert sorted(process.wait() for process in processes) == [0, 1, 1]
    assert names(tmp_path) == ["pushcart-x"]
    assert is_whole(tmp_path / "pushcart-x")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("kills", [6, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_no_target_or_a_whole_one(tmp_path: Path, kills: int) -> None:
    started = time.monotonic()
    start(tmp_path / "reference").wait()
    whole = time.monotonic() - started
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    cut_short = 0
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        process = start(folder)
        time.sleep(whole * chance.uniform(0.1, 1.05))
        process.kill()
        process.wait()
        target = folder / "pushcart-x"
        assert not target.exists() or is_whole(target)
        cut_short += not target.exists()
        assert run(folder, "y", *QUICK).returncode == 0
        assert names(folder) == (["pushcart-x"] if target.exists() else []) + ["pushcart-y"]
    assert cut_short


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("moment", MOMENTS[2:])
def test_control_c_leaves_nothing_or_a_whole_package(tmp_path: Path, moment: float) -> None:
    process = start(tmp_path)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    status = process.wait()
    target = tmp_path / "pushcart-x"
    # Python gives the signal back to the system while it shuts down: then the work is done.
    assert status in {0, 130, -signal.SIGINT}
    assert names(tmp_path) == (["pushcart-x"] if target.exists() else [])
    assert not target.exists() or is_whole(target)
    assert status == 130 or target.exists()


STARTED = """
import os, signal, subprocess, sys
def interrupt(frame, event, argument):
    if event == "return" and frame.f_code.co_name == "_execute_child" and "init" in frame.f_locals["args"]:
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(interrupt)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("start", ["", STARTED], ids=["while it runs", "while it is started"])
def test_a_git_that_goes_on_after_control_c_leaves_nothing(tmp_path: Path, start: str) -> None:
    programs, work, begun = tmp_path / "programs", tmp_path / "work", tmp_path / "begun"
    programs.mkdir()
    work.mkdir()
    (programs / "git").write_text(
        "#!/bin/sh\ncase \"$*\" in *' init '*) ;; *) exit 1 ;; esac\n"
        f"trap '' INT TERM\nwhile :; do mkdir -p .git; touch '{begun}' .git/x; done\n",
        encoding="utf-8",
    )
    (programs / "git").chmod(0o755)
    python, option, code = PROGRAM
    process = subprocess.Popen(
        [python, option, start + code, "x", "--git", *QUICK],
        cwd=work,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        stderr=subprocess.DEVNULL,
    )
    while not (start or begun.exists()):
        assert process.poll() is None
        time.sleep(0.01)
    if not start:
        process.send_signal(signal.SIGINT)

    assert process.wait(timeout=60) == 130
    begun.unlink(missing_ok=True)
    time.sleep(0.3)  # for whoever would write behind our back
    assert names(work) == []
    assert not begun.exists()
