"""The folders around a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.edits.folders import folder_like, folders_in


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in ("pushcart-shop", "pushcart-store", "notes", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "pushcart-shops").touch()
    return tmp_path


def test_folders_are_those_that_are_not_hidden(shelf: Path) -> None:
    assert [one.name for one in folders_in(shelf)] == ["notes", "pushcart-shop", "pushcart-store"]
    assert [*folders_in(shelf / "nowhere")] == []
    assert [*folders_in(shelf / "pushcart-shops")] == []


def test_the_folder_of_the_nearest_name_that_may_be_meant_is_named(shelf: Path) -> None:
    assert folder_like(shelf / "pushcart-shp", lambda _: True) == str(shelf / "pushcart-shop")
    assert folder_like(shelf / "pushcart-shp", lambda one: one.name == "notes") is None
    assert folder_like(shelf / "nowhere" / "x", lambda _: True) is None
