"""Runs ``pushcart-add`` as a process, on a package in which its user has written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pushcart_extensions.scaffold import new

LAUNCH = "from pushcart_extensions.cli.launch import add; add()"
EVERYTHING = (
    "--source",
    "orders",
    "--transformation",
    "clean",
    "--destination",
    "s3",
    "--extension",
    "audit",
)


def make_written(folder: Path) -> Path:
    """Make a package with one source, in which its user has written."""
    package = new("shop", sources=["first"], author="Ada", email="ada@example.com", output=folder).path
    with (package / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mine]\nx = 1\n")
    return package


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
