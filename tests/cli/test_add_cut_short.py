"""``pushcart-add`` that is killed or interrupted at any moment: all or nothing; the next run completes."""

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

from .add_process import EVERYTHING, LAUNCH, run, tree

KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))
HIDDEN = ".pushcart-edit-"


@pytest.mark.parametrize("kills", [5, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes(
    made: Path, tmp_path: Path, kills: int
) -> None:
    reference = shutil.copytree(made, tmp_path / "reference")
    before = tree(reference)
    started = time.monotonic()
    assert run(reference, *EVERYTHING, "--no-check").returncode == 0
    whole, wanted = time.monotonic() - started, tree(reference)
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    cut_short = 0
    for number in range(kills):
        folder = shutil.copytree(made, tmp_path / str(number))
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *EVERYTHING, "--no-check"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * chance.uniform(0.3, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = {path: data for path, data in tree(folder).items() if HIDDEN not in path}
        cut_short += found != wanted
        for path in before.keys() | wanted.keys():
            assert found.get(path) in (before.get(path), wanted.get(path)), path
        again = run(folder, *EVERYTHING, "--no-check")
        assert again.returncode == 0, again.stderr
        assert tree(folder) == wanted
        shutil.rmtree(folder)
    assert cut_short


def test_an_interrupt_leaves_everything_or_nothing(made: Path, tmp_path: Path) -> None:
    wanted_folder = shutil.copytree(made, tmp_path / "wanted")
    before = tree(wanted_folder)
    started = time.monotonic()
    run(wanted_folder, *EVERYTHING, "--no-check")
    whole, wanted = time.monotonic() - started, tree(wanted_folder)
    for number in range(5):
        folder = shutil.copytree(made, tmp_path / str(number))
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *EVERYTHING, "--no-check"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * (0.5 + number / 10))
        process.send_signal(signal.SIGINT)
        # Python gives the signal back to the system while it starts and ends.
        assert process.wait() in {0, 1, 130, -signal.SIGINT}
        assert tree(folder) in (before, wanted)
