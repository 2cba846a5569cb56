"""The template is found however the distribution is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions.scaffold.template.location import template_root

ROOT = Path(__file__).parents[3]
WHERE = "from pushcart_extensions.scaffold.template.location import template_root; print(template_root())"
NEW = "from pushcart_extensions.cli.launch import new; new()"
MAKE = "from pushcart_extensions.scaffold import new; new('a-source')"


def test_a_source_tree_has_its_own() -> None:
    assert template_root() == ROOT


def test_an_installation_without_it_is_told_of(tmp_path: Path) -> None:
    package = Path("src", "pushcart_extensions")
    shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", NEW, "a-source", "--no-check"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    said = "the template could not be rendered: its files are missing; install pushcart-extensions[tools] anew"
    assert done.stderr.splitlines()[-1] == f"pushcart-new: {said}"
    assert not (tmp_path / "pushcart-a-source").exists()


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="pip install hatchling")
def test_a_wheel_holds_it_whether_built_from_the_tree_or_from_the_sdist(tmp_path: Path) -> None:
    # `build` makes the sdist from the tree and the wheel from the sdist.
    (tmp_path / "here").mkdir()
    python(tmp_path / "here", "-c", MAKE)
    python(ROOT, "-m", "build", "--no-isolation", "--outdir", str(tmp_path / "sdist"))
    python(ROOT, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path / "tree"))
    for folder in (tmp_path / "sdist", tmp_path / "tree"):
        (wheel,) = folder.glob("*.whl")
        site = folder / "site"
        pip = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(site))
        python(folder, *pip, str(wheel))
        assert site in Path(python(folder, "-c", WHERE, PYTHONPATH=str(site)).strip()).parents
        python(folder, "-c", MAKE, PYTHONPATH=str(site))
        # pip compiles what looks like Python, so the tree decides what belongs into a package.
        assert files(folder / "pushcart-a-source") == files(tmp_path / "here" / "pushcart-a-source")


def files(folder: Path) -> list[str]:
    assert folder.is_dir()
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def python(folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
