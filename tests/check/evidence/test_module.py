"""Places in a module."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.module import read_module


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_columns_count_characters(tmp_path: Path, mark: str) -> None:
    (tmp_path / "a.py").write_text(f"{mark}x = 'é🚀'; y = 1\n", encoding="utf-8")
    module = read_module(tmp_path, "a.py", "a")
    place = module.place(module.statements[1])
    assert (place.line, place.column, place.end_column) == (1, 11, 16)


def test_a_null_byte_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\ny = '\0'\n")
    module = read_module(tmp_path, "a.py", "a")
    assert module.problem
    assert module.problem[1].line == 2


@pytest.mark.parametrize("text", [f"x = {'-' * 100_000}1", f"x = {'+'.join('1' * 100_000)}"])
def test_what_is_too_deep_for_the_parser_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.py").write_text(text)
    module = read_module(tmp_path, "a.py", "a")
    assert module.problem
    assert module.problem[0].startswith("can't be parsed: ")


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").mkdir()
    assert read_module(tmp_path, "a.py", "a").problem == (
        "can't be read: it is no regular file",
        ("a.py", *[None] * 3),
    )


def test_what_only_a_type_checker_sees_is_not_bound(tmp_path: Path) -> None:
    code = "import typing\nif typing.TYPE_CHECKING:\n    A = 1\nelse:\n    B = 2\nC, (D, [E]) = 3, (4, [5])\n"
    (tmp_path / "a.py").write_text(code)
    assert list(read_module(tmp_path, "a.py", "a").bindings) == ["typing", "B", "C", "D", "E"]
