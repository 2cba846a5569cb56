"""Holds ``pushcart-check`` against checkers of Python packages, and against itself on a large package.

``python benchmarks/checkers.py [--runs 15]`` makes an environment of its own with the peers in it.
They look for other things than we do; what is compared is how long a person waits for a verdict on
the same package.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import compare, table
from environments import make_environment

PEERS = {
    "repo-review with sp-repo-review": ("repo-review", "."),
    "validate-pyproject": ("validate-pyproject", "pyproject.toml"),
    "pyroma": ("pyroma", "--min=1", "."),
}
PEER_PACKAGES = ("repo-review[cli]", "sp-repo-review", "validate-pyproject[all]", "pyroma")
MANY = 200


def main() -> None:
    """Make the environment and two packages, compare, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs to count of each comparison")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="pushcart-benchmark-") as name:
        folder = Path(name)
        scripts = make_environment(folder / "environment", PEER_PACKAGES)
        few = package(scripts, folder, "few", 1)
        many = package(scripts, folder, "many", MANY // 2)
        check = str(scripts / "pushcart-check")
        rows = []
        for words in ((), ("--static",)):
            command = " ".join(("pushcart-check", *words))
            for peer, (script, *arguments) in PEERS.items():
                rows.append(
                    compare(
                        f"`{command}` against {peer}",
                        (check, *words),
                        (str(scripts / script), *arguments),
                        bound=1.0,
                        runs=runs,
                        folder=few,
                        # What a peer thinks of the package is its own affair.
                        baseline_statuses=(0, 1, 2, 3),
                    )
                )
                print(f"{rows[-1].name}: {rows[-1].ratio:.2f}", file=sys.stderr, flush=True)
            name_of_row = f"`{command}`, {MANY} stages against 3"
            rows.append(
                compare(
                    name_of_row,
                    (check, *words, str(many)),
                    (check, *words, str(few)),
                    bound=4.0,
                    runs=runs,
                    folder=few,
                )
            )
            print(f"{rows[-1].name}: {rows[-1].ratio:.2f}", file=sys.stderr, flush=True)
        print(f"Python {platform.python_version()} on {platform.system()}, {runs} pairs each.\n")
        print(table(rows))


def package(scripts: Path, folder: Path, name: str, count: int) -> Path:
    """Generate a package with so many sources and destinations and one transformation; return its folder."""
    stages = [
        word for number in range(count) for word in ("--source", f"s{number}", "--destination", f"d{number}")
    ]
    command = (str(scripts / "pushcart-new"), name, *stages, "--transformation", "t", "--no-check")
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / f"pushcart-{name}"


if __name__ == "__main__":
    main()
