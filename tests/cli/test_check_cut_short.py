"""``pushcart-check`` that is interrupted or killed, or whose output nobody reads."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .check_process import LAUNCH, at_import, wait_until


def test_a_reader_that_goes_away_is_no_traceback(package: Path) -> None:
    command = f"{sys.executable} -c '{LAUNCH}' my --format json | true"
    done = subprocess.run(
        ["sh", "-c", command], cwd=package.parent, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGPIPE is POSIX")
def test_output_that_nobody_reads_is_status_141_and_no_verdict(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", LAUNCH, "--list-rules"]
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def started(path: Path, temporary: Path) -> subprocess.Popen[str]:
    """Check a path in a process whose temporary folders are in a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", LAUNCH, path.name],
        cwd=path.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def interrupt(process: subprocess.Popen[str], temporary: Path) -> None:
    """Press Ctrl-C, and hold that the process ends as it is to, and leaves nothing."""
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in messages
    assert list(temporary.iterdir()) == []


def test_an_interrupt_ends_the_import_too_and_leaves_nothing(package: Path, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    at_import(package, f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = started(package.parent / "my", temporary)
    deadline = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    interrupt(process, temporary)
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_an_interrupt_ends_the_imports_of_several_packages(package: Path, tmp_path: Path) -> None:
    noting = f"open({str(tmp_path)!r} + f'/{{os.getpid()}}.pid', 'w').close()"
    at_import(package, f"import os, time\n{noting}\ntime.sleep(60)")
    shutil.copytree(package, tmp_path / "all" / "one")
    shutil.copytree(package, tmp_path / "all" / "two")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = started(tmp_path / "all", temporary)
    deadline = time.monotonic() + 20
    cores = len(os.sched_getaffinity(0))
    while len(list(tmp_path.glob("*.pid"))) < min(cores, 2) and time.monotonic() < deadline:
        time.sleep(0.02)
    interrupt(process, temporary)
    for note in tmp_path.glob("*.pid"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.stem), 0)


@pytest.mark.skipif(sys.platform == "win32", reason="only a supervisor outlives the checker")
def test_a_checker_that_is_killed_leaves_no_folder(package: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    note = tmp_path / "note"
    at_import(package, f"import pathlib, time\npathlib.Path({str(note)!r}).touch()\ntime.sleep(60)")
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "my"],
        cwd=package.parent,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as checker:
        wait_until(note.exists)
        assert list(temporary.iterdir())
        checker.kill()
    wait_until(lambda: not list(temporary.iterdir()))
