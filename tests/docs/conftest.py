"""The machines on which pages are executed: a quick stand-in, and a fresh environment."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from session import Session
from terminal import Terminal

ROOT = Path(__file__).parents[2]
PYTHON = """\
#!/bin/sh
case "$1 $2 $3" in
"-m pip install") shift 3; exec {install} "$@" ;;
esac
exec {python} "$@"
"""
GITCONFIG = """\
[user]
	name = Jo
	email = jo@example.org
[init]
	defaultBranch = main
"""


def variables(kept: Path, *programs: Path) -> dict[str, str]:
    """Return the variables of a machine: a user with a name, and folders of programs first on the path."""
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "gitconfig").write_text(GITCONFIG, encoding="utf-8")
    passed = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV", "PYTEST"))
    }
    return {
        **passed,
        "PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]]),
        "GIT_CONFIG_GLOBAL": str(kept / "gitconfig"),
        "PRE_COMMIT_HOME": str(kept / "pre-commit"),
        # Of what pip tells of the machine, and not of the page, errors alone.
        "PIP_QUIET": "2",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def stand_in(tmp_path: Path) -> Session:
    """A machine with all our commands, and a pip that installs the page's own packages in a moment."""
    folder, kept = tmp_path / "page", tmp_path / "kept"
    folder.mkdir()
    programs, site, start = kept / "programs", kept / "site", kept / "start"
    for each in (programs, site, start):
        each.mkdir(parents=True)
    sitecustomize = f"import site\nsite.addsitedir({str(site)!r})\n"
    (start / "sitecustomize.py").write_text(sitecustomize, encoding="utf-8")
    quoted = shlex.join([sys.executable, str(Path(__file__).with_name("stand_in_pip.py")), str(site)])
    (programs / "python").write_text(PYTHON.format(install=quoted, python=shlex.quote(sys.executable)))
    (programs / "python").chmod(0o755)
    here = {
        **variables(kept, programs, Path(sys.executable).parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(start),
    }
    return Session(Terminal(folder, kept, here, timeout=60), kept)


@pytest.fixture
def fresh(tmp_path: Path, wheel: Path) -> Session:
    """A machine with Python and git; pip finds our wheel there, and everything else in the index."""
    folder, kept = tmp_path / "page", tmp_path / "kept"
    folder.mkdir()
    here = {**variables(kept, Path(sys.base_prefix) / "bin"), "PIP_FIND_LINKS": str(wheel.parent)}
    return Session(Terminal(folder, kept, here, timeout=300), kept)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own wheel, built from the working tree."""
    output = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(output), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (built,) = output.glob("*.whl")
    return built
