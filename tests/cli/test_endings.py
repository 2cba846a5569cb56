"""Stages that end the process of ``pushcart-run``."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .odd import command, odd, run


@pytest.mark.parametrize(("code", "status"), [("0", 1), ("", 1), ("5", 5), ("256", 1), ("'text'", 1)])
def test_a_stage_that_ends_the_process_does_not_end_it_in_peace(folder: Path, code: str, status: int) -> None:
    done = run(folder, odd(f"sys.exit({code})"))
    assert done.returncode == status
    assert "source 'odd' failed in get_increment" in done.stderr
    assert "closed" in done.stderr


@pytest.mark.parametrize(("code", "status"), [(0, 1), (3, 3), (256, 1)])
def test_a_stage_that_ends_the_process_at_once_is_named(folder: Path, code: int, status: int) -> None:
    done = run(folder, odd(f"os._exit({code})"))
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr == (
        f"pushcart-run: pushcart_odd.sources.odd of pushcart-odd called os._exit({code}) (<string>, line 2)\n"
    )


def test_a_module_that_ends_the_process_is_named(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text("import os\nos._exit(0)\n")
    done = run(folder, odd(""), "--dry-run")
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("pushcart-run: pushcart_odd.sources.odd of pushcart-odd called os._exit(0)")
    assert f"{module.name}, line 2" in first
    assert second == "  every fault of the file, with its line: pushcart-check w.yaml"


def test_an_extension_that_nobody_named_and_that_ends_the_process_is_named_too(folder: Path) -> None:
    (folder / "pushcart_bad.py").write_text("import os\nos._exit(0)\n")
    info = folder / "pushcart_bad-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[web.extension]\nbad = pushcart_bad:Bad\n")
    done = run(folder, odd("return []"))
    assert done.returncode == 1
    assert "pushcart-run: pushcart_bad of pushcart-bad called os._exit(0)" in done.stderr
    assert done.stderr.endswith(": pushcart-check w.yaml\n")


@pytest.mark.parametrize("act", ["os.fork() or os._exit(0)", "__import__('atexit').register(os._exit, 0)"])
def test_a_process_that_ends_in_its_own_way_is_none_of_our_business(folder: Path, act: str) -> None:
    done = run(folder, odd(f"{act}; return [{{'a': 1}}]"))
    assert (done.returncode, done.stderr) == (0, "closed\n")


def test_who_ends_the_process_is_named_in_whatever_state_it_leaves_it(folder: Path) -> None:
    finder = "type('Finder', (), {'find_distributions': 1, '__module__': None})()"
    do = f"from pushcart_extensions import clear_cache; clear_cache(); sys.meta_path.append({finder})"
    done = run(folder, odd(f"{do}; os._exit(3)"))
    assert done.returncode == 3
    assert done.stderr.startswith("pushcart-run: pushcart_odd.sources.odd called os._exit(3)")


@pytest.mark.parametrize(("trap", "status", "told"), [("-", 129, True), ("''", 0, False)])
def test_a_signal_that_the_parent_ignores_stays_ignored(
    folder: Path, trap: str, status: int, told: bool
) -> None:
    (folder / "w.yaml").write_text(odd("os.kill(os.getpid(), 1); return []"))
    line = f'trap {trap} HUP; exec "$0" "$@"'
    done = subprocess.run(
        ["sh", "-c", line, *command("w.yaml")], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    assert ("pushcart-run: terminated" in done.stderr) is told
