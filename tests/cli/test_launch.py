"""What all commands do alike: streams of any kind, missing extras, interruptions."""

# ruff: noqa: E501 - commands in one line read best

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMANDS = ("new", "check", "run")
NAME = "pushcart_extensions.cli.launch"
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def program(command: str) -> list[str]:
    return [sys.executable, "-c", f"from {NAME} import {command}; {command}()"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package whose report holds a sign beyond ASCII."""
    source = tmp_path / "src" / "pushcart_my" / "sources"
    source.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "pushcart-my"\n')
    (source / "my.py").write_text("X = 1\n")
    return tmp_path


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_report_is_printed_in_any_encoding(package: Path, encoding: str) -> None:
    done = subprocess.run(
        program("check"),
        cwd=package,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"  -> " in done.stdout
    done.stdout.decode(encoding)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is Linux's")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_full_device_is_one_line_and_status_1(tmp_path: Path, command: str, option: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*program(command), option], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == f"pushcart-{command}: [Errno 28] No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is Linux's")
def test_a_device_that_is_full_at_the_very_end_is_told_of_likewise(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("list_"), cwd=tmp_path, env=BUFFERED, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "pushcart-list: [Errno 28] No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="so a pipe ends on POSIX")
def test_a_reader_that_is_gone_at_the_very_end_is_no_error_to_report(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        program("list_"), cwd=tmp_path, env=BUFFERED, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_process_without_its_streams_is_no_traceback(tmp_path: Path, command: str, streams: str) -> None:
    line = f'"$0" "$@" {streams}'
    done = subprocess.run(
        ["sh", "-c", line, *program(command), "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("command", "module", "extra"),
    [
        ("new", "typer", "tools"),
        ("new", "copier", "tools"),
        ("check", "typer", "cli"),
        ("run", "typer", "cli"),
    ],
)
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    tmp_path: Path, command: str, module: str, extra: str
) -> None:
    hide = f"import sys; sys.modules[{module!r}] = None; from {NAME} import {command}; {command}()"
    if module == "copier":
        hide = f"import importlib.util as u; find = u.find_spec; u.find_spec = lambda n: None if n == 'copier' else find(n); {hide}"
        hide = hide.replace("import sys; sys.modules['copier'] = None; ", "")
    done = subprocess.run(
        [sys.executable, "-c", hide, "my-source"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f'pushcart-{command} needs {module}: pip install "pushcart-extensions[{extra}]"'
    )
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_while_a_command_is_imported_is_one_line(tmp_path: Path) -> None:
    finder = (
        "class Finder:\n    def find_spec(name, *_):\n        if name == 'typer': os.kill(os.getpid(), 2)\n"
    )
    code = f"import os, sys\n{finder}sys.meta_path.insert(0, Finder)\nfrom {NAME} import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "pushcart-run: interrupted\n")


def test_a_module_that_no_extra_brings_is_told_as_python_tells_it(tmp_path: Path) -> None:
    hide = f"import sys; sys.modules['yaml'] = None; from {NAME} import run; run()"
    (tmp_path / "w.yaml").write_text("sources: [rows]\n")
    done = subprocess.run(
        [sys.executable, "-c", hide, "w.yaml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("ModuleNotFoundError: import of yaml halted")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize(("number", "status"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_ends_a_check_cleanly(package: Path, tmp_path: Path, number: str, status: int) -> None:
    note, temporary = tmp_path / "pid", tmp_path / "temporary"
    temporary.mkdir()
    (package / "src/pushcart_my/__init__.py").write_text(
        f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    )
    process = subprocess.Popen(
        program("check"),
        cwd=package,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background may have been told to ignore interrupts, which its children inherit.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    deadline = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(getattr(signal, number))
    _, messages = process.communicate(timeout=30)
    assert process.returncode == status
    assert messages == f"pushcart-check: {'interrupted' if number == 'SIGINT' else 'terminated'}\n"
    assert list(temporary.iterdir()) == []
