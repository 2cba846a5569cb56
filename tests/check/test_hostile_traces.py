"""What hostile modules leave: no process, no file, no trace in the tree, no harm to the check itself."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import Report

SOURCE = "src/pushcart_shop/sources/orders.py"


def hostile(good: Any, code: str, timeout: float = 5) -> Report:
    report: Report = good.at_import(code).check(timeout=timeout)
    return report


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_a_process_that_a_module_starts_is_ended(good: Any, tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    hostile(
        good,
        f"import subprocess\np = subprocess.Popen(['sleep', '600'])\nopen({str(noted)!r}, 'w').write(str(p.pid))",
    )
    pid = int(noted.read_text())
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _is_alive(pid):
        time.sleep(0.02)
    assert not _is_alive(pid)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lets a process adopt orphans")
def test_a_daemon_is_ended(good: Any, tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    report = hostile(
        good,
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        f"        open({str(noted)!r}, 'w').write(str(os.getpid()))\n"
        "        time.sleep(600)\n"
        "    os._exit(0)\n"
        "time.sleep(0.2)",
    )
    assert {finding.code for finding in report.packages[0].findings} <= {"PCE611"}
    assert not _is_alive(int(noted.read_text()))


def test_the_package_is_ended_when_the_checker_is_killed(good: Any, tmp_path: Path) -> None:
    import signal
    import subprocess

    noted = tmp_path / "pid"
    good.replace(
        SOURCE,
        "\n\nclass",
        f"\nimport os, time\nopen({str(noted)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n\n\nclass",
    )
    code = f"from pushcart_extensions.check import check; check({str(good.write())!r})"
    checker = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (noted.exists() and noted.read_text()):
        time.sleep(0.02)
    checker.send_signal(signal.SIGKILL)
    checker.wait()
    pid = int(noted.read_text())
    while time.monotonic() < deadline and _is_alive(pid):
        time.sleep(0.02)
    assert not _is_alive(pid)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_the_import_sees_an_empty_folder_and_no_secret(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", "/tmp")  # noqa: S108 - only its name matters
    report = hostile(
        good,
        "import os\n"
        "assert os.listdir() == [], os.listdir()\n"
        "assert not {'CI_TOKEN', 'PYTHONPATH'} & set(os.environ)\n"
        "assert os.getpgrp() == os.getpid()",
    )
    assert not report.failed()


def test_the_tree_stays_byte_for_byte_as_it_was(good: Any) -> None:
    folder = good.write()
    before = _state(folder)
    good.check()
    assert _state(folder) == before
    assert "__pycache__" not in {path.name for path in folder.rglob("*")}


def test_no_temporary_folder_stays(good: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    hostile(good, "import os\nos._exit(3)")
    assert list(temporary.iterdir()) == []


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# What a module does to the folder that its own check works in, which it can find out about.
PRIVATE = "import os, shutil, sys\n_folder = os.path.dirname(sys.path[0])\n"
IN_THE_WAY = [
    ("the journal becomes a pipe", "_file = f'{_folder}/0/journal'\nos.remove(_file)\nos.mkfifo(_file)"),
    ("the output becomes a pipe", "_file = f'{_folder}/0/output'\nos.remove(_file)\nos.mkfifo(_file)"),
    ("the journal becomes a device", "_file = f'{_folder}/0/journal'\nos.remove(_file)\nos.symlink('/dev/zero', _file)"),
    ("the folder goes, and the interpreter", "shutil.rmtree(_folder)\nos._exit(0)"),
    ("the folder goes, and a stage fails", "shutil.rmtree(_folder)\nraise OSError('gone')"),
]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="open files stay there")
@pytest.mark.parametrize("code", [case[1] for case in IN_THE_WAY], ids=[case[0] for case in IN_THE_WAY])
def test_what_a_module_does_to_the_checks_own_files_is_no_harm(good: Any, code: str) -> None:
    started = time.monotonic()
    report = hostile(good.lazily(), PRIVATE + code, timeout=5)
    assert time.monotonic() - started < 15
    findings = report.packages[0].findings
    assert {finding.code for finding in findings} <= {"PCE601", "PCE604", "PCE605"}
    assert bool(findings) is ("rmtree" in code)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names, and devices, are POSIX")
@pytest.mark.parametrize("static", [True, False], ids=["static", "import"])
@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"]
)
def test_a_module_that_is_no_file_is_not_read(good: Any, make: Any, static: bool) -> None:
    make(good.write() / "src/pushcart_shop/sources/endless.py")
    (package,) = good.check(static=static, timeout=5).packages
    (finding,) = package.findings
    assert finding.code == "PCE206"
    assert "no regular file" in finding.message


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_what_is_no_python_ends_with_all_that_it_started(good: Any, tmp_path: Path) -> None:
    python, note = good.write() / ".venv/bin/python", tmp_path / "pid"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\nsleep 600 &\necho $! >{note}\nwait\n")
    python.chmod(0o755)
    (finding,) = good.check(timeout=1).packages[0].findings
    assert finding.code == "PCE606"
    assert "gave no answer in 1 s" in finding.message
    assert not _is_alive(int(note.read_text()))


def test_what_a_supervisor_never_says_is_not_taken_for_its_word(good: Any) -> None:
    code = (
        "import os\n"
        "with open(f'/proc/{os.getppid()}/fd/1', 'w') as _said:\n"
        "    _said.write('ended\\nended x y\\ngroup\\ngroup x\\nended 0 0 0\\n')\n"
    )
    if Path("/proc/self/fd").exists():
        assert not hostile(good, code).failed()


def test_another_python_imports_the_package_with_the_checkers_own_runtime(good: Any, tmp_path: Path) -> None:
    import subprocess

    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    from pushcart_extensions.check import check

    report = check(good.write(), python=str(environment))
    assert not report.failed()
    assert {stage.found_by for stage in report.packages[0].stages} == {"entry-point"}


def test_the_packages_own_environment_comes_first(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pushcart_extensions.check.probe.interpreter import choose_interpreter

    folder = good.write()
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert choose_interpreter(folder, None) == sys.executable
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(os.path.realpath(sys.executable))
    assert choose_interpreter(folder, None) == str(python)
