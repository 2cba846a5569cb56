"""An update that is killed, interrupted or refused by the system at any moment."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .later_release import LAUNCH, edit, make, run, tree

STEP = int(os.environ.get("PUSHCART_TEST_FAULT_STEP", "7"))  # 1 for every call
KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))
HIDDEN = ".pushcart-edit-"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the oldest version that is shipped."""
    return make(tmp_path / "pushcart-shop")


KILLED = f"""
import os, signal, sys
left = int(sys.argv.pop())
def hook(event, _):
    global left
    left -= event == "os.rename"
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
{LAUNCH}
"""
"""Updates until so many files have their new contents, as its last argument says."""


@pytest.mark.parametrize("kills", [5, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes(
    later: Path, tmp_path: Path, kills: int
) -> None:
    reference = edit(make(tmp_path / "reference" / "pushcart-shop"))
    before = tree(reference)
    started = time.monotonic()
    assert run(later, reference, "--no-verify").returncode == 1
    whole, wanted = time.monotonic() - started, tree(reference)
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    half_done = 0
    for number in range(kills):
        folder = edit(make(tmp_path / str(number) / "pushcart-shop"))
        # At any moment, or while files get their names, which is over in no time.
        script, *written = (LAUNCH,) if number % 2 else (KILLED, str(1 + number // 2 % 3))
        process = subprocess.Popen(
            [sys.executable, "-c", script, "--no-verify", *written],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(later / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if not written:
            time.sleep(whole * chance.uniform(0.3, 1.05))
            process.send_signal(signal.SIGKILL)
        process.wait()
        found = {path: data for path, data in tree(folder).items() if HIDDEN not in path}
        half_done += found not in (before, wanted)
        for path in before.keys() | wanted.keys():
            assert found.get(path) in (before.get(path), wanted.get(path)), path
        again = run(later, folder, "--no-verify")
        # The run that was killed behind its last change has left its conflict to be resolved.
        assert again.returncode == 1, again.stderr
        assert tree(folder) == wanted
        shutil.rmtree(folder.parent)
    assert half_done >= (kills + 1) // 2


FAULTS = """
import os, sys, shutil, errno
from pathlib import Path
from pushcart_extensions.errors import PushcartError
from pushcart_extensions.scaffold import update

place, kind, first, step = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
hidden = ".pushcart-edit-"
armed, left, seen = False, 0, 0

def hit(path):
    global left, armed
    if not armed or not isinstance(path, (str, bytes, os.PathLike)) or "/work/" not in os.fsdecode(path):
        return
    left -= 1
    if left == 0:
        armed = False
        raise (OSError(errno.EIO, "a fault", os.fsdecode(path)) if kind == "disk" else KeyboardInterrupt)

def hook(event, arguments):
    # os.walk only tells that it begins; what it calls comes by itself.
    if event == "open" or (event.startswith("os.") and event != "os.walk"):
        hit(arguments[0] if arguments else None)

def wrapped(function):
    def call(path, *arguments, **keywords):
        hit(path)
        return function(path, *arguments, **keywords)
    return call

for name in ("stat", "lstat", "readlink", "fsync"):
    setattr(os, name, wrapped(getattr(os, name)))
sys.addaudithook(hook)

def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and hidden not in p.name}

source = Path(place) / "package"
before = tree(source)
shutil.copytree(source, Path(place) / "done")
update(Path(place) / "done")
wanted = tree(Path(place) / "done")
work = Path(place) / "work" / "package"
outcomes = {"before": 0, "after": 0}
for number in range(first, 5000, step):
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work)
    armed, left = True, number
    try:
        update(work)
    except (PushcartError, KeyboardInterrupt):
        pass
    armed = False
    found = tree(work)
    if left > 0:
        break
    assert found in (before, wanted), (number, [path for path in found if found[path] != before.get(path)])
    outcomes["before" if found == before else "after"] += 1
    update(work)
    assert tree(work) == wanted, number
print(number, outcomes["before"], outcomes["after"])
"""


@pytest.mark.parametrize("kind", ["disk", "interrupt"])
@pytest.mark.parametrize("step", [29, pytest.param(STEP, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_fault_at_any_call_of_the_file_system_leaves_all_or_nothing(
    later: Path, package: Path, tmp_path: Path, kind: str, step: int
) -> None:
    text = (package / "pyproject.toml").read_text(encoding="utf-8")
    (package / "pyproject.toml").write_text(f"{text}\n[tool.mine]\nx = 1\n", encoding="utf-8")
    shutil.move(package, tmp_path / "package")
    first = 1 + random.Random(kind).randrange(step)  # noqa: S311 - a moment, no secret
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, tmp_path, kind, str(first), str(step)],
        env={**os.environ, "PYTHONPATH": str(later / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    end, before, after = map(int, done.stdout.split())
    assert before + after == (end - first) // step
    assert before > 0
    assert after > 0 or step > 1
