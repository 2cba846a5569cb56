"""The order of names, and the place of a new one in it."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.sorting import natural, place_in_order


def test_numbers_count_and_capitals_do_not() -> None:
    names = ["A10Source", "abSource", "B", "A2Source"]
    assert sorted(names, key=natural) == ["A2Source", "A10Source", "abSource", "B"]


@pytest.mark.parametrize(
    ("names", "name", "place"),
    [
        ([], "a", None),
        (["b"], "a", 0),
        (["a"], "b", None),
        (["a2", "a10"], "a3", 1),
        (["a10", "a2"], "a3", None),
        (["B", "a"], "A", 0),
        (["c", "a"], "b", None),
    ],
)
def test_a_name_has_a_place_where_the_others_are_in_order(
    names: list[str], name: str, place: int | None
) -> None:
    assert place_in_order(names, name) == place
