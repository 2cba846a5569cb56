"""Holds discovery against a direct import and its peers: ``python benchmarks/discovery.py [--runs 41]``.

Makes two virtual environments in a temporary folder, installs this project and the peers with pip,
and fills them with distributions. Run it on a machine that does nothing else, with a Python whose
own pip can install; the ratios are of one run, each of alternating processes.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from compare import Comparison, compare, table
from discovery_installation import Installation, make

PROJECT = Path(__file__).parents[1]
PEERS = ("stevedore", "pluggy", "catalogue")
SIZES = ((300, 10, 1.10), (1000, 300, 1.30))
"""Unrelated distributions, extension packages, and the bound for one class."""

OURS = "from pushcart_extensions import get_source; get_source({key!r})"
ASKING = {
    "importlib.metadata": (
        "from importlib.metadata import entry_points; "
        "next(iter(entry_points(group='pushcart.sources', name={key!r}))).load()"
    ),
    "stevedore, cache on disk": (
        "from stevedore import DriverManager; DriverManager('pushcart.sources', {key!r}).driver"
    ),
    "pluggy": (
        "from pluggy import PluginManager; "
        "PluginManager('pushcart').load_setuptools_entrypoints('pushcart.sources', name={key!r})"
    ),
    "catalogue": (
        "import catalogue; registry = catalogue.create('pushcart', 'sources', entry_points=True); "
        "registry.entry_point_namespace = 'pushcart.sources'; registry.get({key!r})"
    ),
}
"""How each peer gets one class by its key, imports included."""

IN_PROCESS = (
    "import time, {module}; started = time.perf_counter(); {code}; print(time.perf_counter() - started)"
)
CACHED = """
import timeit
from functools import lru_cache
from pushcart_extensions import get_source
bare = lru_cache(maxsize=None)(lambda key: key)
names = {{"get_source": get_source, "bare": bare, "key": {key!r}}}
get_source({key!r}), bare({key!r})
run = lambda call: min(timeit.repeat(call, globals=names, number=200_000, repeat=7))
print(run("get_source(key)") / run("bare(key)"))
"""


class Peer(NamedTuple):
    """What one way of asking costs, once the class's own module is imported.

    Attributes:
        name: Who is asked.
        seconds: The median time, its own imports included.
        times: How many times ours that is.
    """

    name: str
    seconds: float
    times: float


def python(installation: Installation, code: str) -> tuple[str, ...]:
    """Return the command that runs code in an environment, isolated."""
    return (str(installation.python), "-I", "-c", code)


def whole_processes(
    installation: Installation, runs: int, folder: Path, size: tuple[int, int, float]
) -> Iterator[Comparison]:
    """Compare one class, and a list with all loaded, with direct imports of the same."""
    unrelated, extensions, bound = size
    key = installation.owner.rpartition(".")[2]
    name = "".join(part.capitalize() for part in key.split("_")) + "Source"
    direct = python(installation, f"from {installation.owner} import {name}")
    label = f"{unrelated} + {extensions}"
    codes = {"`get_source`": OURS, **ASKING}
    for who, code in codes.items():
        yield compare(
            f"{label}: {who}",
            python(installation, code.format(key=key)),
            direct,
            bound=bound if code is OURS else math.inf,
            runs=runs,
            folder=folder,
        )
    if size is SIZES[0]:
        listing = (
            "from pushcart_extensions import list_stages\n"
            "for stage in list_stages():\n"
            "    if stage.distribution != 'pushcart-extensions': stage.load()"
        )
        importing = "; ".join(f"import {module}" for module in installation.modules)
        yield compare(
            f"{label}: `list_stages` and {extensions} loaded",
            python(installation, listing),
            python(installation, importing),
            bound=1.15,
            runs=runs,
            folder=folder,
        )


def in_process(installation: Installation, runs: int) -> list[Peer]:
    """Time the question itself in processes that have imported the class already, in turn."""
    key = installation.owner.rpartition(".")[2]
    seconds: dict[str, list[float]] = {}
    for _ in range(runs + 1):
        for who, code in {"`get_source`": OURS, **ASKING}.items():
            whole = IN_PROCESS.format(module=installation.owner, code=code.format(key=key))
            seconds.setdefault(who, []).append(_number(installation, whole))
    medians = {who: statistics.median(each[1:]) for who, each in seconds.items()}
    return [Peer(who, median, median / medians["`get_source`"]) for who, median in medians.items()]


def _number(installation: Installation, code: str) -> float:
    done = subprocess.run(python(installation, code), check=True, capture_output=True, text=True)
    return float(done.stdout)


def peers_table(peers: list[Peer]) -> str:
    """Return the in-process times as a Markdown table."""
    lines = ["| one class, asked for the first time in a process | median | times ours |", "|---|---:|---:|"]
    lines += [f"| {one.name} | {one.seconds * 1000:.2f} ms | {one.times:.0f} |" for one in peers]
    return "\n".join(lines)


def main() -> None:
    """Make the environments, compare, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=41, help="pairs to count of each comparison")
    parser.add_argument(
        "--install", default=str(PROJECT), help="what pip installs: this project or its wheel"
    )
    options = parser.parse_args()
    # Set by some shells, it would make each process compile what it imports.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    rows: list[Comparison] = []
    with tempfile.TemporaryDirectory(prefix="pushcart-discovery-") as name:
        folder = Path(name)
        # Where stevedore keeps its cache, filled by the run that warms up.
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        for size in SIZES:
            installation = make(folder / f"{size[0]}-{size[1]}", *size[:2], (options.install, *PEERS))
            for row in whole_processes(installation, options.runs, folder, size):
                print(f"{row.name}: {row.ratio:.2f}", file=sys.stderr, flush=True)
                rows.append(row)
            if size is SIZES[0]:
                peers = in_process(installation, options.runs)
                key = installation.owner.rpartition(".")[2]
            cached = _number(installation, CACHED.format(key=key))
    print(f"Python {platform.python_version()} on {platform.system()}, {options.runs} pairs each.\n")
    print(table(rows).replace("| inf | within |", "| | peer |"))
    print(f"\n{peers_table(peers)}")
    print(f"\nA cached call takes {cached:.2f} times a bare `lru_cache` hit, with {SIZES[-1][1]} packages.")


if __name__ == "__main__":
    main()
