"""Times generators, checkers and discovery beside their peers: ``python benchmarks/peers.py [--runs 11]``.

Makes environments of its own from the package index, runs all that do the same work in turn, as whole
processes, and writes a table and a plot into ``docs/reference/peers``. What the peers do beyond that
work, and what they leave undone, the page says that shows both.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from compare import seconds
from discovery import ASKING, OURS, python
from discovery_installation import make
from environments import ROOT, make_environment
from generators import clean, cookiecutter_template, copier_template
from plot import plot

RESULTS = ROOT / "docs" / "reference" / "peers"
TOOLS = (
    "uv",
    "hatch",
    "poetry",
    "cookiecutter",
    "pyscaffold",
    "copier",
    "repo-review[cli]",
    "sp-repo-review",
    "validate-pyproject[all]",
    "pyroma",
    "check-wheel-contents",
)
ANY = (0, 1, 2, 3)
"""What a checker thinks of the package is its own affair."""


class Group(NamedTuple):
    """Tools that do the same work.

    Attributes:
        title: What that work is.
        commands: What each runs; the first is ours, which the ratios are of.
        folder: Where all run.
        clean: Called before each run, outside the clock.
        statuses: Exit statuses that mean that the work was done.
    """

    title: str
    commands: Mapping[str, Sequence[str]]
    folder: Path
    clean: Callable[[], object] = lambda: None
    statuses: tuple[int, ...] = (0,)


class Figure(NamedTuple):
    """What one tool took.

    Attributes:
        name: Its name.
        seconds: The median time of the whole process.
        times: The median of its ratios to ours, each of one round.
    """

    name: str
    seconds: float
    times: float


def generators(scripts: Path, folder: Path) -> Group:
    """Return the tools that write a new package."""
    folder.mkdir()
    cookie, copier = cookiecutter_template(folder, scripts), copier_template(folder, scripts)
    run = {name: str(scripts / name) for name in ("uv", "hatch", "poetry", "cookiecutter", "putup", "copier")}
    new = str(scripts / "pushcart-new")
    return Group(
        "A new package",
        {
            "pushcart-new --no-check": (new, "bench", "--no-check"),
            "pushcart-new": (new, "bench"),
            "uv init --package": (run["uv"], "init", "--package", "--vcs", "none", "bench-uv"),
            "poetry new": (run["poetry"], "new", "bench-poetry"),
            "hatch new": (run["hatch"], "new", "bench-hatch"),
            "cookiecutter": (run["cookiecutter"], "--no-input", str(cookie)),
            "copier copy": (run["copier"], "copy", "--defaults", "--quiet", str(copier), "bench-copier"),
            "putup (PyScaffold)": (run["putup"], "bench-putup"),
        },
        folder,
        lambda: clean(folder),
    )


def checkers(scripts: Path, folder: Path) -> Group:
    """Return the tools that judge a package or its wheel."""
    folder.mkdir()
    stages = ("--source", "a", "--transformation", "b", "--destination", "c")
    subprocess.run(
        [scripts / "pushcart-new", "three", *stages, "--no-check"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    package = folder / "pushcart-three"
    subprocess.run(
        [scripts / "python", "-m", "build", "--wheel", package, "--outdir", folder / "dist"],
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    check = str(scripts / "pushcart-check")
    return Group(
        "A verdict on a package of three stages",
        {
            "pushcart-check": (check,),
            "pushcart-check --static": (check, "--static"),
            "pushcart-check three.whl": (check, str(wheel)),
            "check-wheel-contents three.whl": (str(scripts / "check-wheel-contents"), str(wheel)),
            "validate-pyproject": (str(scripts / "validate-pyproject"), "pyproject.toml"),
            "repo-review (sp-repo-review)": (str(scripts / "repo-review"), "."),
            "pyroma": (str(scripts / "pyroma"), "--min=1", "."),
        },
        package,
        statuses=ANY,
    )


def discovery(folder: Path, install: str) -> Group:
    """Return the ways to get one class by its key, where 310 distributions are installed."""
    installation = make(folder, 300, 10, (install, "stevedore", "pluggy", "catalogue"))
    key = installation.owner.rpartition(".")[2]
    return Group(
        "One class by its key, among 300 distributions and 10 extension packages",
        {
            name.strip("`"): python(installation, code.format(key=key))
            for name, code in {"get_source": OURS, **ASKING}.items()
        },
        folder,
    )


def measure(group: Group, runs: int) -> list[Figure]:
    """Run all commands of a group in turn, so that a change of the machine's speed meets all.

    Args:
        group: What to run.
        runs: Rounds to count, after one that warms up.
    """
    rounds = []
    for _ in range(runs + 1):
        took = {}
        for name, command in group.commands.items():
            group.clean()
            took[name] = seconds(command, group.folder, group.statuses)
        rounds.append(took)
    group.clean()
    ours = next(iter(group.commands))
    return [
        Figure(
            name,
            statistics.median(took[name] for took in rounds[1:]),
            statistics.median(took[name] / took[ours] for took in rounds[1:]),
        )
        for name in group.commands
    ]


def table(results: Mapping[str, Sequence[Figure]]) -> str:
    """Return the figures as Markdown tables, one for each work."""
    lines = []
    for title, figures in results.items():
        lines += [f"**{title}**", "", "| tool | median | times ours |", "|---|---:|---:|"]
        lines += [f"| {one.name} | {one.seconds * 1000:.0f} ms | {one.times:.2f} |" for one in figures]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Make the environments, measure, and write the table and the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=11, help="rounds to count")
    parser.add_argument("--install", default=str(ROOT), help="what pip installs: this project or its wheel")
    options = parser.parse_args()
    # Set by some shells, it would make each process compile what it imports.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="pushcart-peers-") as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")  # where stevedore keeps its cache
        os.environ["XDG_CONFIG_HOME"] = str(folder / "configuration")  # nobody's own settings
        scripts = make_environment(folder / "tools", TOOLS, options.install)
        groups = (
            generators(scripts, folder / "generators"),
            checkers(scripts, folder / "checkers"),
            discovery(folder / "discovery", options.install),
        )
        results = {}
        for group in groups:
            results[group.title] = measure(group, options.runs)
            for one in results[group.title]:
                print(f"{one.name}: {one.times:.2f}", file=sys.stderr, flush=True)
    RESULTS.mkdir(exist_ok=True)
    where = f"Python {platform.python_version()} on {platform.system()}, medians of {options.runs} rounds."
    (RESULTS / "figures.md").write_text(f"{where}\n\n{table(results)}", encoding="utf-8")
    (RESULTS / "figures.svg").write_text(plot(results), encoding="utf-8")
    print(table(results))


if __name__ == "__main__":
    main()
