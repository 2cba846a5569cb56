"""``pushcart-check --wheel`` and wheels as paths, as processes."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .check_process import LAUNCH, run


def has_ended(process: int) -> bool:
    """Tell whether a process is gone, or waits only for the system's first process to take note of it."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()[:1] in {"", "Z"}


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where a process of the test has its temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def test_a_package_is_built_and_nothing_is_left(package: Path, temporary: Path) -> None:
    before = sorted(package.rglob("*"))
    done = run("my", "--wheel", "--no-isolation", "--strict", cwd=package.parent, TMPDIR=str(temporary))
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ source my → MySource, found by entry point" in done.stdout
    assert sorted(package.rglob("*")) == before
    assert list(temporary.iterdir()) == []


def test_a_stage_that_is_left_out_is_blamed_on_pyproject(package: Path) -> None:
    with (package / "pyproject.toml").open("a") as file:
        file.write('\n[tool.hatch.build.targets.wheel]\nexclude = ["my.py"]\n')
    done = run("my", "--wheel", "--no-isolation", "--format", "json", cwd=package.parent)
    assert done.returncode == 1
    (report,) = json.loads(done.stdout)["packages"]
    assert report["stages"] == []
    assert [(f["code"], f["path"], f["line"]) for f in report["findings"]] == [
        ("PCE705", "pyproject.toml", 14)
    ]


def test_a_wheel_is_a_path_like_a_folder(package: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "my"],
        cwd=package.parent,
        check=True,
        capture_output=True,
    )
    (archive,) = (package.parent / "dist").iterdir()
    done = run(f"dist/{archive.name}", "my", "--strict", cwd=package.parent)
    assert done.returncode == 0, done.stdout
    assert "2 packages, 2 stages, 0 errors" in done.stdout


def test_what_is_no_wheel_is_status_1_and_a_missing_one_2(tmp_path: Path) -> None:
    (tmp_path / "x-1-py3-none-any.whl").write_text("no zip")
    done = run("x-1-py3-none-any.whl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "PCE702" in done.stdout
    done = run("y-1-py3-none-any.whl", cwd=tmp_path)
    assert done.returncode == 2
    assert "doesn't exist" in done.stderr


def test_without_the_build_library_it_is_said_what_to_install(package: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "build.py").write_text("raise ModuleNotFoundError('no build', name='build')\n")
    done = run("my", "--wheel", cwd=package.parent, PYTHONPATH=str(hidden))
    assert done.returncode == 2
    assert done.stderr == 'pushcart-check needs build: pip install "pushcart-extensions[tools]"\n'
    assert done.stdout == ""


def test_dynamic_metadata_without_the_build_library_are_unverified(package: Path, tmp_path: Path) -> None:
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text()
    pyproject.write_text(text.replace('dependencies = ["pushcart-extensions"]', 'dynamic = ["dependencies"]'))
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "build.py").write_text("raise ModuleNotFoundError('no build', name='build')\n")
    done = run("my", cwd=package.parent, PYTHONPATH=str(hidden))
    assert done.returncode == 0
    assert "PCE106" in done.stdout
    assert "build is missing" in done.stdout


def begin_slow_build(package: Path, temporary: Path) -> tuple[subprocess.Popen[str], int]:
    """Start a check of a package whose build takes long; return it, and the number of the build's process."""
    note = package.parent / "note"
    pyproject = package / "pyproject.toml"
    own_backend = 'requires = []\nbuild-backend = "slow"\nbackend-path = ["."]'
    hatchling = 'requires = ["hatchling"]\nbuild-backend = "hatchling.build"'
    pyproject.write_text(pyproject.read_text().replace(hatchling, own_backend))
    (package / "slow.py").write_text(
        "import os, time\n"
        "def build_wheel(*_):\n"
        f"    open({str(note)!r}, 'w').write(str(os.getpid()))\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "my", "--wheel", "--no-isolation"],
        cwd=package.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: note.exists() and bool(note.read_text()))
    return process, int(note.read_text())


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_an_interrupted_build_leaves_nothing(package: Path, temporary: Path) -> None:
    process, build = begin_slow_build(package, temporary)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in messages
    assert list(temporary.iterdir()) == []
    assert has_ended(build)


@pytest.mark.skipif(sys.platform == "win32", reason="only a supervisor ends the build then")
def test_what_a_killed_check_left_of_a_build_goes_with_the_next_check(package: Path, temporary: Path) -> None:
    process, build = begin_slow_build(package, temporary)
    process.kill()
    process.communicate()
    wait_until(lambda: has_ended(build))
    assert run("my", cwd=package.parent, TMPDIR=str(temporary)).returncode == 0
    assert list(temporary.iterdir()) == []


STARTED = """
import os, signal, sys
def interrupt(frame, event, argument):
    if event == "return" and frame.f_code.co_name == "_execute_child":
        if "pushcart_extensions.check.building.child" in frame.f_locals["args"]:
            open("pid", "w").write(str(frame.f_locals["self"].pid))
            os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(interrupt)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_build_that_is_interrupted_while_it_is_started_has_ended_with_the_command(
    package: Path, temporary: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED + LAUNCH, "my", "--wheel", "--no-isolation"],
        cwd=package.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert has_ended(int((package.parent / "pid").read_text()))
    assert (done.returncode, done.stderr) == (130, "pushcart-check: interrupted\n")
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_a_terminal_is_told_what_takes_long_on_standard_error(package: Path) -> None:
    main, terminal = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, "my", "--wheel", "--no-isolation"],
        cwd=package.parent,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=True,
    )
    os.close(terminal)
    shown = os.read(main, 65_536).decode()
    os.close(main)
    assert "building the wheel of my…" in shown
    assert shown.endswith("\r\x1b[2K")
    assert "building" not in done.stdout
