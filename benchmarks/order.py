"""Holds ``order`` against graphlib: ``python benchmarks/order.py [--runs 51]``.

One process, the functions in turn; medians. marrow.package takes part where it is installed (it
needs ``setuptools<81``), on the graphs that both define: it knows neither ``excludes`` nor a
given order that stays.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import time
from collections.abc import Callable
from graphlib import TopologicalSorter

from pushcart_extensions import order

SIZE = 1000
BOUND = 2.5


def extensions(size: int, *, barriers: bool) -> list[type]:
    """Return classes in a random order, each using the flags of up to three others.

    Args:
        size: How many.
        barriers: Whether one in fifty is first and one in fifty last.
    """
    chance = random.Random(size)  # noqa: S311 - the same classes in each run
    made = []
    for number in range(size):
        uses = {f"f{chance.randrange(number)}" for _ in range(min(number, 3))}
        marks: dict[str, object] = {}
        if barriers and number % 50 == 0:
            # Those that are first use each other at most, or there would be a cycle.
            marks, uses = {"first": True}, set()
        elif barriers and number >= size - size // 50:
            marks = {"last": True}
        made.append(type(f"E{number}", (), {"provides": {f"f{number}"}, "uses": uses, **marks}))
    chance.shuffle(made)
    return made


def graph(given: list[type]) -> dict[int, set[int]]:
    """Return what each comes after, by position; one node stands between the first and the rest."""
    owner = {flag: index for index, one in enumerate(given) for flag in vars(one)["provides"]}
    found = {index: {owner[flag] for flag in vars(one)["uses"]} for index, one in enumerate(given)}
    first = {index for index, one in enumerate(given) if "first" in vars(one)}
    last = {index for index, one in enumerate(given) if "last" in vars(one)}
    found[-2], found[-1] = first, set(found) - last - {-2, -1}
    for index in range(len(given)):
        if index not in first:
            found[index].add(-2)
        if index in last:
            found[index].add(-1)
    return found


def medians(runs: int, functions: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median time of each function, called in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(runs + 1):
        for name, function in functions.items():
            started = time.perf_counter()
            function()
            seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(each[1:]) for name, each in seconds.items()}


def marrow() -> Callable[[list[type]], object] | None:
    """Return marrow.package's ordering of classes, None where it isn't installed."""
    try:
        import collections
        import collections.abc

        # It was written for Pythons that had this name there.
        collections.MutableMapping = collections.abc.MutableMapping  # type: ignore[attr-defined]
        from marrow.package.host import ExtensionManager  # type: ignore[import-not-found]
    except ImportError:
        return None
    manager = ExtensionManager.__new__(ExtensionManager)
    return lambda given: ExtensionManager.order(manager, given)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=51, help="calls to count of each function")
    runs = parser.parse_args().runs
    given = extensions(SIZE, barriers=True)
    prepared = graph(given)
    found = medians(
        runs,
        {
            "graphlib alone, the graph given": lambda: list(TopologicalSorter(prepared).static_order()),
            "`order`, from classes": lambda: order(given),
        },
    )
    baseline = next(iter(found.values()))
    print(f"Python {platform.python_version()} on {platform.system()}, {runs} calls each.\n")
    print(f"| {SIZE} extensions | median | ratio | bound |\n|---|---:|---:|---:|")
    for name, seconds in found.items():
        bound = f"{BOUND:.2f}" if name.startswith("`order`") else ""
        print(f"| {name} | {seconds * 1000:.2f} ms | {seconds / baseline:.2f} | {bound} |")
    theirs = marrow()
    if theirs is None:
        print("\nmarrow.package isn't installed here.")
        return
    few = extensions(SIZE // 10, barriers=False)
    both = medians(runs, {"marrow": lambda: theirs(few), "ours": lambda: order(few)})
    times = both["marrow"] / both["ours"]
    seconds = both["marrow"]
    print(
        f"\nmarrow.package orders {len(few)} extensions in {seconds * 1000:.2f} ms, {times:.1f} times ours."
    )


if __name__ == "__main__":
    main()
