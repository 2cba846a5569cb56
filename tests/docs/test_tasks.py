"""The README's command for a fresh machine, on a copy of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_demonstration_sets_up_what_it_needs_and_runs(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns(".git", ".venv", "build", "tests", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=left_out)

    done = subprocess.run(
        [Path(sys.base_prefix, "bin", "python3"), "tasks.py", "demo"],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 package, 1 stage, 0 errors, 0 warnings: it conforms" in done.stderr
    assert done.stdout.endswith('{"id": 3, "name": "row 3"}\n')
