"""Metadata as the files state them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.project import requirement_name
from pushcart_extensions.check.evidence.project_files import read_project


def test_a_folder_without_metadata_has_no_project(tmp_path: Path) -> None:
    assert read_project(tmp_path) is None


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("httpx", "httpx"),
        ("pushcart-extensions[cli]>=0.1,<2 ; python_version > '3.11'", "pushcart-extensions"),
        ("a @ https://example.org/a.whl", "a"),
        ("", ""),
        ("-r requirements.txt", ""),
    ],
)
def test_the_name_in_a_requirement(requirement: str, name: str) -> None:
    assert requirement_name(requirement) == name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[project\n", 1),
        ('[project]\nname = "a\n', 2),
        ("a = 1\na = 2\n", 2),
        ("[a]\n[a]\n", 2),
    ],
)
def test_a_fault_in_toml_has_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    project = read_project(tmp_path)
    assert project is not None
    assert project.problem is not None
    what, place = project.problem
    assert "is not valid TOML" in what
    assert place.line == line


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"a = " + b"[" * 5000, b"project = 3\ntool = 4\n", b"[project]\nname = 3\n"]
)
def test_odd_files_are_no_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    project = read_project(tmp_path)
    assert project is not None
    assert project.name is None


def test_entry_points_have_their_lines(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[project]\n"
        'name = "pushcart-a"\n'
        "dependencies = []\n"
        '[project.entry-points."pushcart.sources"]\n'
        "# a comment\n"
        'a = "pushcart_a.sources.a:ASource"\n'
        '  b="pushcart_a.sources.b : BSource"\n'
    )
    project = read_project(tmp_path)
    assert project is not None
    assert [(p.name, p.module, p.attribute, p.place.line, p.place.column) for p in project.entry_points] == [
        ("a", "pushcart_a.sources.a", "ASource", 6, 1),
        ("b", "pushcart_a.sources.b", "BSource", 7, 3),
    ]


def test_setup_py_alone_is_for_the_backend(tmp_path: Path) -> None:
    (tmp_path / "setup.py").write_text("from setuptools import setup\nsetup(name='pushcart-a')\n")
    project = read_project(tmp_path)
    assert project is not None
    assert project.unknown == {"name", "entry-points", "dependencies"}
