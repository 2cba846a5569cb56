"""Sets up what the project needs and runs it: ``python3 tasks.py TASK``; ``--help`` lists the tasks.

Needs Python 3.11 or later, git for the tests, and a package index; everything else goes into
``.venv`` beside this file, the demonstration's into ``build``.
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
PIP_INSTALL = ("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
DEMO = ROOT / "build" / "demo"
DEMO_ENVIRONMENT = ROOT / "build" / "environment"
"""The demonstration's own: what it installs is for no test."""
EXAMPLES_ENVIRONMENT = ROOT / "build" / "examples-environment"
COVERAGE_ENVIRONMENT = ROOT / "build" / "coverage-environment"
"""One of its own, since each Python in it is measured."""


def run(environment: Path, *command: str, cwd: Path = ROOT, may_fail: bool = False) -> None:
    """Show a command, run it with an environment's scripts first on the path, and stop where it fails.

    Args:
        environment: The environment.
        command: The command.
        cwd: Where to run it.
        may_fail: Whether to go on where it fails.
    """
    print(f"$ {shlex.join(command)}", flush=True)
    path = f"{scripts(environment)}{os.pathsep}{os.environ.get('PATH', '')}"
    variables = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(environment)}
    executable = shutil.which(command[0], path=path) or command[0]
    status = subprocess.run([executable, *command[1:]], cwd=cwd, env=variables, check=False).returncode
    if status and not may_fail:
        sys.exit(status)


def scripts(environment: Path) -> Path:
    """Return the folder of an environment's scripts."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def set_up(environment: Path, *groups: str) -> None:
    """Make an environment, with this project editable in it and dependency groups beside it."""
    if not scripts(environment).is_dir():
        venv.create(environment, with_pip=True)
    # Dependency groups need pip 25.1; Python 3.11 to 3.13 may bring an older one.
    run(environment, *PIP_INSTALL, "--upgrade", "pip>=25.1")
    wanted = [word for group in groups for word in ("--group", group)]
    run(environment, *PIP_INSTALL, "--editable", ".[tools]", *wanted)


def demo(_arguments: Sequence[str]) -> None:
    """Generate a package, check it, install it, and run its example workflow."""
    set_up(DEMO_ENVIRONMENT)
    package = DEMO / "pushcart-my-source"
    shutil.rmtree(package, ignore_errors=True)
    DEMO.mkdir(parents=True, exist_ok=True)
    run(DEMO_ENVIRONMENT, "pushcart-new", "my-source", cwd=DEMO)
    run(DEMO_ENVIRONMENT, "pushcart-check", "./pushcart-my-source", cwd=DEMO)
    run(DEMO_ENVIRONMENT, *PIP_INSTALL, "--editable", ".", cwd=package)
    run(DEMO_ENVIRONMENT, "pushcart-run", "workflow.yaml", cwd=package)


def examples(_arguments: Sequence[str]) -> None:
    """Run the packages of ``examples/`` together: from an HTTP server to a database and to Parquet files."""
    set_up(EXAMPLES_ENVIRONMENT)
    packages = sorted((ROOT / "examples").glob("pushcart-*"))
    editable = [word for path in packages for word in ("--editable", str(path))]
    run(EXAMPLES_ENVIRONMENT, *PIP_INSTALL, *editable)
    output = ROOT / "build" / "examples"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    workflow = str(ROOT / "examples" / "workflow.yaml")
    served = ("python", str(ROOT / "examples" / "orders_api.py"), "--")
    run(EXAMPLES_ENVIRONMENT, *served, "pushcart-run", workflow, "--state", "state.json", cwd=output)
    query = "SELECT shop, count(*), sum(amount) FROM orders GROUP BY shop"
    shown = f"import sqlite3; print(*sqlite3.connect('orders.db').execute('{query}'), sep='\\n')"
    run(EXAMPLES_ENVIRONMENT, "python", "-c", shown, cwd=output)


def test(arguments: Sequence[str]) -> None:
    """Run the tests; further arguments are pytest's, such as ``-m slow`` for the slow matrix."""
    set_up(ENVIRONMENT, "dev", *(["matrix"] if "slow" in arguments else []))
    run(ENVIRONMENT, "python", "-m", "pytest", "--numprocesses", "auto", *arguments)


def coverage(arguments: Sequence[str]) -> None:
    """Measure which lines and branches the tests reach; ``build/coverage`` shows them."""
    environment = COVERAGE_ENVIRONMENT
    set_up(environment, "dev", "coverage")
    # The checker's children start without the caller's variables: they too shall be measured.
    variables = {"COVERAGE_PROCESS_START": ROOT / "pyproject.toml", "COVERAGE_FILE": ROOT / ".coverage"}
    defaults = {name: str(path) for name, path in variables.items()}
    (site_packages,) = environment.glob("[Ll]ib/**/site-packages")
    hook = f"import os; [os.environ.setdefault(*each) for each in {defaults!r}.items()]\n"
    # Before the file of that kind by which coverage starts itself where these are set.
    (site_packages / "a0_coverage_of_children.pth").write_text(hook, encoding="utf-8")
    run(environment, "coverage", "erase")
    tests = ("coverage", "run", "-m", "pytest", "--numprocesses", "auto", *arguments)
    # A module that breaks its interpreter may break what measures it, and the test with it.
    run(environment, *tests, may_fail=True)
    run(environment, "coverage", "combine", "--quiet")
    run(environment, "coverage", "html", "--quiet", "--directory", "build/coverage")
    run(environment, "coverage", "report")


def lint(_arguments: Sequence[str]) -> None:
    """Run the linters and the type checker."""
    set_up(ENVIRONMENT, "dev")
    run(ENVIRONMENT, "ruff", "check", ".")
    run(ENVIRONMENT, "ruff", "format", "--check", ".")
    run(ENVIRONMENT, "mypy")


def docs(_arguments: Sequence[str]) -> None:
    """Write the pages that come from the rules, and build the documentation into ``build/docs``."""
    set_up(ENVIRONMENT, "docs")
    run(ENVIRONMENT, "python", "docs/write_rules.py")
    built = ("--doctree-dir", "build/doctrees", "docs", "build/docs")
    run(ENVIRONMENT, "python", "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", *built)


def benchmarks(arguments: Sequence[str]) -> None:
    """Measure generators, checkers and discovery beside their peers; writes ``docs/reference/peers``."""
    set_up(ENVIRONMENT, "benchmarks")
    run(ENVIRONMENT, "python", "benchmarks/peers.py", *arguments)


def freeze(_arguments: Sequence[str]) -> None:
    """Freeze the template under the present version into the history that the wheel ships."""
    set_up(ENVIRONMENT, "dev")
    run(ENVIRONMENT, "python", "release/freeze.py")


def release_check(_arguments: Sequence[str]) -> None:
    """Hold the present version against the template history: it is frozen, and unchanged since."""
    set_up(ENVIRONMENT, "dev")
    run(ENVIRONMENT, "python", "release/check.py")


TASKS: dict[str, Callable[[Sequence[str]], None]] = {
    "demo": demo,
    "examples": examples,
    "test": test,
    "coverage": coverage,
    "lint": lint,
    "docs": docs,
    "benchmarks": benchmarks,
    "freeze": freeze,
    "release-check": release_check,
}


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
