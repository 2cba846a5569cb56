"""What the commands are tried on: a package that conforms and can be built, a source that does anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .add_process import make_written
from .later_release import make_later
from .odd import STAGE

FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "pushcart-my"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["pushcart-extensions"]

[project.entry-points."pushcart.sources"]
my = "pushcart_my.sources.my:MySource"
""",
    "src/pushcart_my/__init__.py": 'from pushcart_my.sources import MySource\n\n__all__ = ["MySource"]\n',
    "src/pushcart_my/sources/__init__.py": 'from .my import MySource\n\n__all__ = ["MySource"]\n',
    "src/pushcart_my/sources/my.py": """\
from pushcart_extensions import SourceBase


class MySource(SourceBase):
    def get_increment(self):
        return []
""",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package's folder, ``my``."""
    for path, text in FILES.items():
        (tmp_path / "my" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "my" / path).write_text(text)
    return tmp_path / "my"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of this distribution's source tree, to be changed; its code is in ``src``."""
    root, copy = Path(__file__).parents[2], tmp_path / "ours"
    for name in ("src", "template"):
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "copier.yml", copy)
    return copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one extension package in it."""
    stages = tmp_path / "pushcart_odd" / "sources"
    stages.mkdir(parents=True)
    (stages / "odd.py").write_text(STAGE)
    info = tmp_path / "pushcart_odd-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[pushcart.sources]\nodd = pushcart_odd.sources.odd:OddSource\n")
    return tmp_path


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree of a later release."""
    return make_later(tmp_path_factory.mktemp("later"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated package with one source, in which its user has written."""
    return make_written(tmp_path_factory.mktemp("made"))
