"""A host's extra, installed by pip from wheels: the runtime finds the extension's stage."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.extra import extra

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HATCHLING = """\
[project]
name = "acme-host"
version = "1"

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
"""
POETRY = """\
[tool.poetry]
name = "acme-host"
version = "1"
description = ""
authors = []
packages = [{include = "acme_host.py"}]

[tool.poetry.dependencies]
python = "^3.11"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
"""
FOUND = """\
from pushcart_extensions import get_source, list_stages
print([(one.distribution, one.found_by) for one in list_stages() if one.key == "rest_api"])
print(get_source("rest_api").__name__)
"""


def build(folder: Path, wheels: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(wheels),
        str(folder),
    ]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"PATH": path})


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheels of ours and of an extension package."""
    folder = tmp_path_factory.mktemp("wheels")
    made = new("rest-api", output=tmp_path_factory.mktemp("packages"), author="Ada", email="ada@example.com")
    build(ROOT, folder)
    build(made.path, folder)
    return folder


@pytest.mark.parametrize("pyproject", [HATCHLING, POETRY], ids=["hatchling", "Poetry"])
@pytest.mark.parametrize("key", ["rest_api", "rest-api", "all"])
def test_the_extra_brings_the_extension(tmp_path: Path, wheels: Path, pyproject: str, key: str) -> None:
    host = tmp_path / "host"
    host.mkdir()
    (host / "pyproject.toml").write_text(pyproject)
    (host / "acme_host.py").touch()
    extra(host, "rest-api", version=">=0.1", to_all=True)
    build(host, tmp_path / "dist")
    venv.create(tmp_path / "environment", with_pip=True)
    python = str(tmp_path / "environment" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    links = ["--find-links", str(wheels), "--find-links", str(tmp_path / "dist")]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *links]
    # Before 23.3 pip did not take rest_api for the rest-api that build backends write.
    subprocess.run([*pip, "--upgrade", "pip>=23.3"], check=True)

    subprocess.run([*pip, "acme-host"], check=True)
    without = subprocess.run([python, "-c", FOUND], capture_output=True, text=True, check=False)
    subprocess.run([*pip, f"acme-host[{key}]"], check=True)
    found = subprocess.run([python, "-c", FOUND], capture_output=True, text=True, check=True)

    assert without.returncode != 0
    assert found.stdout == "[('pushcart-rest-api', 'entry-point')]\nRestApiSource\n"
