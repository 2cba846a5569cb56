"""Sets up what the project needs and runs it: ``python3 tasks.py demo|test|lint|docs``.

Needs Python 3.11 or later, git for the tests, and a package index; everything else goes into
``.venv`` beside this file.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
DEMO = ROOT / "build" / "demo"


def run(*command: str, cwd: Path = ROOT) -> None:
    """Show a command, run it with the environment's scripts first on the path, and stop where it fails."""
    print(f"$ {shlex.join(command)}", flush=True)
    path = f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(ENVIRONMENT)}
    executable = shutil.which(command[0], path=path) or command[0]
    status = subprocess.run([executable, *command[1:]], cwd=cwd, env=environment, check=False).returncode
    if status:
        sys.exit(status)


def set_up(*groups: str) -> None:
    """Make the environment, with this project editable in it and dependency groups beside it."""
    if not SCRIPTS.is_dir():
        venv.create(ENVIRONMENT, with_pip=True)
    options = ("--quiet", "--disable-pip-version-check")
    # Dependency groups need pip 25.1; Python 3.11 to 3.13 may bring an older one.
    run("python", "-m", "pip", "install", *options, "--upgrade", "pip>=25.1")
    wanted = [word for group in groups for word in ("--group", group)]
    run("python", "-m", "pip", "install", *options, "--editable", ".[tools]", *wanted)


def demo(_arguments: Sequence[str]) -> None:
    """Generate a package, check it, install it, and run its example workflow."""
    set_up()
    package = DEMO / "pushcart-my-source"
    shutil.rmtree(package, ignore_errors=True)
    DEMO.mkdir(parents=True, exist_ok=True)
    run("pushcart-new", "my-source", cwd=DEMO)
    run("pushcart-check", "./pushcart-my-source", cwd=DEMO)
    run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", ".", cwd=package)
    run("pushcart-run", "workflow.yaml", cwd=package)


def test(arguments: Sequence[str]) -> None:
    """Run the tests; further arguments are pytest's, such as ``-m slow`` for the slow matrix."""
    set_up("dev", *(["matrix"] if "slow" in arguments else []))
    run("python", "-m", "pytest", "--numprocesses", "auto", *arguments)


def lint(_arguments: Sequence[str]) -> None:
    """Run the linters and the type checker."""
    set_up("dev")
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("mypy")


def docs(_arguments: Sequence[str]) -> None:
    """Write the pages of the docs that come from the code: ``docs/rules``."""
    set_up()
    run("python", "docs/write_rules.py")


TASKS: dict[str, Callable[[Sequence[str]], None]] = {"demo": demo, "test": test, "lint": lint, "docs": docs}


def main() -> None:
    """Run the task that the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=TASKS)
    options, rest = parser.parse_known_args()
    TASKS[options.task](rest)


if __name__ == "__main__":
    main()
