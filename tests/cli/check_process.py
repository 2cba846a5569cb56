"""``pushcart-check`` as a process, and what spoils a package."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LAUNCH = "from pushcart_extensions.cli.launch import check; check()"

PYPROJECT = "pyproject.toml"
MODULE = "src/pushcart_my/sources/my.py"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def spoil(file: Path, old: str, new: str) -> None:
    """Replace something that stands in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def at_import(package: Path, code: str) -> None:
    """Let the package's module run some code first."""
    file = package / MODULE
    file.write_text(f"{code}\n{file.read_text()}")


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for something that comes soon."""
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)
