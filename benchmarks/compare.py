"""Times two commands in turn, as whole processes, and gives the ratio of each pair."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Comparison(NamedTuple):
    """What one comparison measured.

    Attributes:
        name: What was compared.
        seconds: The median wall time of the command.
        baseline_seconds: The median wall time of what it is held against.
        ratio: The median of the pairs' ratios.
        lowest: The lowest ratio of a pair.
        highest: The highest ratio of a pair.
        bound: The ratio that it should not exceed.
    """

    name: str
    seconds: float
    baseline_seconds: float
    ratio: float
    lowest: float
    highest: float
    bound: float


def compare(  # noqa: PLR0913 - one row of the table
    name: str,
    command: Sequence[str],
    baseline: Sequence[str],
    *,
    bound: float,
    runs: int,
    folder: Path,
    clean: Callable[[], object] = lambda: None,
    statuses: tuple[int, ...] = (0,),
    baseline_statuses: tuple[int, ...] = (0,),
) -> Comparison:
    """Run two commands alternately, so that a change of the machine's speed meets both.

    Args:
        name: What is compared.
        command: The command to judge.
        baseline: What it is held against.
        bound: The ratio that it should not exceed.
        runs: Pairs to count, after one that warms up.
        folder: Where both run.
        clean: Called before each run, outside the clock.
        statuses: Exit statuses of ``command`` that mean it did its work.
        baseline_statuses: The same of ``baseline``.

    Raises:
        RuntimeError: A command exited otherwise.
    """
    pairs = []
    for _ in range(runs + 1):
        clean()
        one = seconds(command, folder, statuses)
        clean()
        pairs.append((one, seconds(baseline, folder, baseline_statuses)))
    pairs = pairs[1:]
    ratios = [one / other for one, other in pairs]
    return Comparison(
        name=name,
        seconds=statistics.median(one for one, _ in pairs),
        baseline_seconds=statistics.median(other for _, other in pairs),
        ratio=statistics.median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        bound=bound,
    )


def table(comparisons: Sequence[Comparison]) -> str:
    """Return comparisons as a Markdown table."""
    lines = [
        "| what | median | baseline | ratio (lowest to highest) | bound | |",
        "|---|---:|---:|---|---:|---|",
    ]
    lines += [
        f"| {row.name} | {row.seconds * 1000:.0f} ms | {row.baseline_seconds * 1000:.0f} ms "
        f"| {row.ratio:.2f} ({row.lowest:.2f} to {row.highest:.2f}) | {row.bound:.2f} "
        f"| {'within' if row.ratio <= row.bound else 'over'} |"
        for row in comparisons
    ]
    return "\n".join(lines)


def seconds(command: Sequence[str], folder: Path, statuses: tuple[int, ...] = (0,)) -> float:
    """Return the wall time of a command as a whole process.

    Args:
        command: What to run.
        folder: Where.
        statuses: Exit statuses that mean it did its work.

    Raises:
        RuntimeError: It exited otherwise.
    """
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    elapsed = time.perf_counter() - started
    if done.returncode not in statuses:
        raise RuntimeError(f"{command} exited {done.returncode}: {done.stderr.decode(errors='replace')}")
    return elapsed
