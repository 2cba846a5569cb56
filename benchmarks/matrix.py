"""Every package that the template can make, held to every check: ``python benchmarks/matrix.py [--pairs]``.

Run it with the Python of an environment in which this tree is installed with the dependency groups ``dev``
and ``matrix``. It prints one table, a row for each package and a column for each check, and exits 1 where
one failed; on standard error it tells how far it is. With ``--pairs`` it tries only what the tests try.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from arrival import CHECKS, Arrival, faults, missing_tools
from samples import Sample, all_samples, make_package, paired_samples


class Row(NamedTuple):
    """What one package's checks came to: what those that failed have to say."""

    sample: Sample
    faults: dict[str, str]
    seconds: float


def held(sample: Sample, work: Path, caches: SimpleQueue[Path]) -> Row:
    """Make a package, hold it to every check, and return what they came to.

    Args:
        sample: The package.
        work: A folder of its own.
        caches: Folders that one package at a time may use.
    """
    started = time.perf_counter()
    cache = caches.get()
    try:
        work.mkdir()
        arrival = Arrival(make_package(sample, work), work, cache)
        found = faults(arrival)
    finally:
        caches.put(cache)
    seconds = time.perf_counter() - started
    print(f"{sample}: {len(found)} failed, {seconds:.0f} s", file=sys.stderr, flush=True)
    return Row(sample, found, seconds)


def table(rows: list[Row]) -> str:
    """Return the rows as a table of Markdown."""
    lines = [
        f"| package | backend | flavour | {' | '.join(CHECKS)} | s |",
        f"|---|---|---|{'---|' * len(CHECKS)}---:|",
    ]
    for sample, found, seconds in rows:
        cells = " | ".join("**no**" if name in found else "ok" for name in CHECKS)
        lines.append(f"| {sample.name} | {sample.backend} | {sample.dataframe} | {cells} | {seconds:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Run the matrix and print it."""
    missing = missing_tools()
    if missing:
        sys.exit(f"matrix: pip install --group dev --group matrix (missing: {', '.join(missing)})")
    samples = paired_samples() if "--pairs" in sys.argv else all_samples()
    workers = os.cpu_count() or 1
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(workers) as pool:
        caches: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            caches.put(Path(name, f"cache-{number}"))
        futures = [pool.submit(held, sample, Path(name, str(sample)), caches) for sample in samples]
        rows = [future.result() for future in futures]
    print(table(rows))
    failed = [(row.sample, check, said) for row in rows for check, said in row.faults.items()]
    print(
        f"\n{len(rows)} packages, {len(rows) * len(CHECKS)} checks, {len(failed)} failed, "
        f"{time.perf_counter() - started:.0f} s on {workers} processors"
    )
    for sample, check, said in failed:
        print(f"\n{sample}, {check}: {said}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
