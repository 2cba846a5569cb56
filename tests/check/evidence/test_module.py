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
