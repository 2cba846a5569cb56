"""The sessions of nox: ``nox`` runs tests, types, lint and docs; ``nox -s release`` before a release.

``python3 tasks.py`` sets up one environment for daily work and needs nothing but Python; nox makes one
for each session and Python, as a release wants it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.default_venv_backend = "venv"

PYTHONS = ["3.11", "3.12", "3.13"]
DIST = Path("build", "dist")


def install(session: nox.Session, *groups: str) -> None:
    """Install this project, editable, and dependency groups beside it."""
    session.install("--upgrade", "pip>=25.1")  # the first release that stands by dependency groups here
    session.install("--editable", ".[tools]", *(word for group in groups for word in ("--group", group)))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests; further arguments are pytest's, such as ``-m slow``."""
    install(session, "dev", "matrix")
    session.run("python", "-m", "pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure which lines and branches the tests reach; fails below 95 of 100."""
    session.run("python", "tasks.py", "coverage", *session.posargs)


@nox.session
def types(session: nox.Session) -> None:
    """Run the type checker over the code, the tests and the benchmarks."""
    install(session, "dev")
    session.run("mypy", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Run the linter and the formatter's check."""
    session.install("ruff>=0.12")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error."""
    session.run("python", "tasks.py", "docs")


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure the commands and the runtime beside their peers, as ratios, and write the figures."""
    session.run("python", "tasks.py", "benchmarks", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Build the archives and hold them against what an index and its users ask for."""
    shutil.rmtree(DIST, ignore_errors=True)
    # What is audited is what is installed here: not the pip that this Python came with.
    session.install(
        "--upgrade",
        "pip",
        "build",
        "twine>=6.1",
        "check-wheel-contents>=0.6",
        "pyroma>=5.0",
        "pip-audit>=2.9",
    )
    session.run("python", "-m", "build", "--outdir", str(DIST))
    archives = [str(path) for path in sorted(DIST.iterdir())]
    (wheel,) = (path for path in archives if path.endswith(".whl"))
    (sdist,) = (path for path in archives if path.endswith(".tar.gz"))
    session.run("twine", "check", "--strict", *archives)
    session.run("check-wheel-contents", wheel)
    session.run("pyroma", "--min=10", sdist)
    session.install(f"{wheel}[tools]")
    session.run("pip-audit", "--local", "--skip-editable")
    session.run("python", "tasks.py", "release-check")
