"""The machines on which pages are executed: a quick stand-in, and a fresh environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from session import Session
from terminal import Terminal

from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.probe.metadata import write_metadata
from pushcart_extensions.contract.names import import_package

ROOT = Path(__file__).parents[2]
GITCONFIG = """\
[user]
	name = Jo
	email = jo@example.org
[init]
	defaultBranch = main
"""


def variables(kept: Path, path: Path) -> dict[str, str]:
    """Return the variables of a machine: a user with a name, and a folder of programs first on the path."""
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "gitconfig").write_text(GITCONFIG, encoding="utf-8")
    passed = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV", "PYTEST"))
    }
    return {
        **passed,
        "PATH": f"{path}{os.pathsep}{os.environ['PATH']}",
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
    """A machine with all our commands, on which every package of the page's folder counts as installed."""
    folder, kept = tmp_path / "page", tmp_path / "kept"
    folder.mkdir()
    site = kept / "site"
    here = {**variables(kept, Path(sys.executable).parent), "PYTHONDONTWRITEBYTECODE": "1"}
    # As an editable install does it: a .pth file tells where each package's code is.
    sitecustomize = f"import site\nsite.addsitedir({str(site)!r})\n"
    start = kept / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(sitecustomize, encoding="utf-8")
    terminal = Terminal(folder, kept, {**here, "PYTHONPATH": str(start)}, timeout=60)
    return Session(terminal, kept, before=lambda: install_all(folder, site))


def install_all(folder: Path, site: Path) -> None:
    """Write what an editable installation of each package below a folder would have written."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    places = []
    for pyproject in sorted(folder.rglob("pyproject.toml")):
        package = pyproject.parent
        project = read_project(package)
        if project and (project.name or "").startswith("pushcart-"):
            write_metadata(site, project)
            with_version(site / f"{import_package(project.name or '')}-0.dist-info", pyproject)
            places.append(str(package / "src" if (package / "src").is_dir() else package))
    (site / "packages.pth").write_text("\n".join(places), encoding="utf-8")


def with_version(info: Path, pyproject: Path) -> None:
    """Give metadata the version of their project, where they have none."""
    version = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"].get("version", "0")
    metadata = info / "METADATA"
    metadata.write_text(metadata.read_text().replace("Version: 0", f"Version: {version}"))
    info.rename(info.with_name(info.name.replace("-0.dist", f"-{version}.dist")))


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
