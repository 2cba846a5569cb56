"""Metadata as the files state them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.project import requirement_name
from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.evidence.pyproject import read_pyproject
from pushcart_extensions.check.evidence.setup_cfg import read_setup_cfg


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


def test_a_pyproject_that_can_not_be_read_says_why(tmp_path: Path) -> None:
    assert read_pyproject(tmp_path).problem == (
        "can't be read: Is a directory",
        (tmp_path.name, None, None, None),
    )


def test_poetry_may_keep_what_the_standard_table_leaves_to_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[project]\n"
        'name = "pushcart-a"\n'
        'dynamic = ["dependencies", "entry-points"]\n'
        "[tool.poetry.dependencies]\n"
        'pushcart-extensions = "*"\n'
        '[tool.poetry.plugins."pushcart.sources"]\n'
        'a = "pushcart_a.sources.a:ASource"\n'
    )
    project = read_project(tmp_path)
    assert project
    assert project.unknown == set()
    assert project.dependencies == ("pushcart-extensions",)
    assert [(point.name, point.place.line) for point in project.entry_points] == [("a", 7)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"name = a\n", "File contains no section headers."),
        (b"[a]\n[a]\n", "section 'a' already exists"),
        (b"[a]\nb = \xff\n", "can't decode byte 0xff"),
    ],
)
def test_a_setup_cfg_that_can_not_be_read_says_why_on_one_line(
    tmp_path: Path, text: bytes, words: str
) -> None:
    (tmp_path / "setup.cfg").write_bytes(text)
    project = read_setup_cfg(tmp_path / "setup.cfg")
    assert project.problem
    assert words in project.problem[0]
    assert "\n" not in project.problem[0]


def test_a_setup_cfg_may_leave_entry_points_to_a_file(tmp_path: Path) -> None:
    text = "[metadata]\nname = pushcart-a\n[options]\nentry_points = file: entry_points.ini\n"
    (tmp_path / "setup.cfg").write_text(text)
    project = read_project(tmp_path)
    assert project
    assert (project.name, set(project.unknown)) == ("pushcart-a", {"entry-points"})


def test_a_setup_cfg_without_a_name_leaves_all_to_setup_py(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("[options]\npackages = find:\n")
    (tmp_path / "setup.py").touch()
    project = read_project(tmp_path)
    assert project
    assert (project.file, set(project.unknown)) == ("setup.py", {"name", "entry-points", "dependencies"})


def test_a_line_of_setup_cfg_without_a_target_is_no_entry_point(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text(
        "[metadata]\nname = pushcart-a\n"
        "[options.entry_points]\npushcart.sources =\n    a = pushcart_a.sources.a:ASource\n    b\n"
    )
    project = read_project(tmp_path)
    assert project
    assert [point.name for point in project.entry_points] == ["a"]
