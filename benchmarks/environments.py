"""Makes virtual environments in which this project and its peers are installed."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def make_environment(folder: Path, peers: Iterable[str], install: str = str(ROOT)) -> Path:
    """Make an environment with the commands of this project and its peers, and return its scripts' folder.

    Args:
        folder: Where the environment goes.
        peers: The requirements of the peers.
        install: What pip installs of ours: this project or its wheel.
    """
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run((*pip, f"{install}[tools]", *peers), check=True)
    return scripts
