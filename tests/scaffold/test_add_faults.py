"""A fault at any call of the file system leaves all of an addition, or nothing of it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions.scaffold import new

STEP = int(os.environ.get("PUSHCART_TEST_FAULT_STEP", "7"))  # 1 for every call
INJECTION = """
import errno, os, shutil, sys
from pathlib import Path
from pushcart_extensions.errors import PushcartError
from pushcart_extensions.scaffold import add

place, kind, first, step = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
KEYS = {"sources": ["first", "orders"], "destinations": ["s3"], "extensions": ["audit"]}
left = 0

def count(path):
    global left
    inside = isinstance(path, (str, bytes, os.PathLike)) and os.fsdecode(path).startswith(str(place / "work"))
    if left <= 0 or not (inside or isinstance(path, int)):
        return
    left -= 1
    if left == 0:
        raise OSError(errno.EIO, "a fault", str(path)) if kind == "disk" else KeyboardInterrupt

def audited(event, arguments):
    if event == "open" or (event.startswith("os.") and event != "os.walk"):
        count(arguments[0] if arguments else None)

def counted(function):
    def call(path, *arguments, **keywords):
        count(path)
        return function(path, *arguments, **keywords)
    return call

def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file() and ".pushcart-edit-" not in path.name)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

def access(path, *arguments, really=os.access, **keywords):
    try:
        count(path)
    except OSError:
        return False  # which is how this one tells of a fault
    return really(path, *arguments, **keywords)

for name in ("stat", "lstat", "readlink", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
os.access = access
sys.addaudithook(audited)
work, before = place / "work", files(place / "package")
shutil.copytree(place / "package", place / "done")
add(place / "done", **KEYS)
wanted = files(place / "done")
tried = {"before": 0, "after": 0}
for number in range(first, 99999, step):
    shutil.copytree(place / "package", work)
    left = number
    try:
        add(work, **KEYS)
    except (PushcartError, KeyboardInterrupt):
        pass
    is_over, left = left > 0, 0
    found = files(work)
    assert found in (before, wanted), (number, sorted(found.items() - wanted.items()))
    if is_over:
        break
    tried["before" if found == before else "after"] += 1
    add(work, **KEYS)
    assert files(work) == wanted, number
    assert not list(work.rglob(".pushcart-edit-*")) or found == wanted, number
    shutil.rmtree(work)
print(number, tried["before"], tried["after"])
"""


@pytest.mark.parametrize("kind", ["disk", "interrupt"])
@pytest.mark.parametrize("step", [31, pytest.param(STEP, marks=pytest.mark.slow)], ids=["few", "many"])
@pytest.mark.parametrize("touched", [False, True], ids=["as generated", "touched"])
def test_a_fault_leaves_all_or_nothing(tmp_path: Path, kind: str, step: int, touched: bool) -> None:
    package = new("shop", sources=["first"], author="Ada", email="a@example.com", output=tmp_path).path
    if touched:
        for name in ("pyproject.toml", "workflow.yaml", "README.md", "src/pushcart_shop/__init__.py"):
            file = package / name
            file.write_text(file.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    package.rename(tmp_path / "package")
    start = 1 + random.Random(f"{kind} {touched}").randrange(step)  # noqa: S311 - a moment, no secret
    done = subprocess.run(
        [sys.executable, "-c", INJECTION, tmp_path, kind, str(start), str(step)],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    last, before, after = map(int, done.stdout.split())
    assert (before + after, before > 0) == ((last - start) // step, True)
    assert after > 0 or step > 1
