"""What a build backend gets to see of a package's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pushcart_extensions.check.building.copying import copy_tree

LEFT_OUT = (
    ".git/HEAD",
    ".venv/lib/x.py",
    "environment/pyvenv.cfg",
    "environment/lib/x.py",
    "src/shop/__pycache__/x.pyc",
    ".mypy_cache/x",
    "build/lib/shop/gone.py",
    "dist/old.whl",
)
KEPT = ("pyproject.toml", "src/shop/__init__.py", "src/shop/dist/x.py", ".gitignore", "build/hooks.py")


def write(root: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}


def test_environments_caches_history_and_old_builds_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "shop", *LEFT_OUT, *KEPT)
    copy_tree(tmp_path / "shop", tmp_path / "copy")
    assert files(tmp_path / "copy") == set(KEPT)


def test_the_history_comes_along_where_the_version_is_taken_from_it(tmp_path: Path) -> None:
    write(tmp_path / "shop", ".git/HEAD")
    write(tmp_path / "shop", "pyproject.toml", text='[build-system]\nrequires = ["hatch-vcs", "hatchling"]\n')
    copy_tree(tmp_path / "shop", tmp_path / "copy")
    assert files(tmp_path / "copy") == {".git/HEAD", "pyproject.toml"}


def test_a_link_inside_stays_one_and_a_link_out_becomes_the_file(tmp_path: Path) -> None:
    write(tmp_path / "shop", "README.md")
    write(tmp_path, "LICENSE", text="free")
    (tmp_path / "shop/LICENSE").symlink_to("../LICENSE")
    (tmp_path / "shop/docs.md").symlink_to("README.md")
    (tmp_path / "shop/gone").symlink_to("nowhere")
    (tmp_path / "shop/self").symlink_to(".")
    copy_tree(tmp_path / "shop", tmp_path / "copy")
    assert not (tmp_path / "copy/LICENSE").is_symlink()
    assert (tmp_path / "copy/LICENSE").read_text() == "free"
    assert (tmp_path / "copy/docs.md").readlink() == Path("README.md")
    assert (tmp_path / "copy/gone").readlink() == Path("nowhere")
    assert (tmp_path / "copy/self").readlink() == Path()


def test_pipes_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "shop", "a.py")
    os.mkfifo(tmp_path / "shop/pipe")
    copy_tree(tmp_path / "shop", tmp_path / "copy")
    assert files(tmp_path / "copy") == {"a.py"}


@pytest.mark.parametrize(
    "text", ["[build-system\n", "build-system = 3\n", "[build-system]\nrequires = 3\n", None]
)
def test_a_build_that_can_not_be_told_to_need_the_history_gets_none(tmp_path: Path, text: str | None) -> None:
    write(tmp_path / "shop", ".git/HEAD")
    if text is not None:
        write(tmp_path / "shop", "pyproject.toml", text=text)
    copy_tree(tmp_path / "shop", tmp_path / "copy")
    assert ".git/HEAD" not in files(tmp_path / "copy")
