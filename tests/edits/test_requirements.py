"""Requirements, taken apart and put together."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.requirements import (
    asks_for,
    parse_requirement,
    same_versions,
    with_version,
)
from pushcart_extensions.errors import EditError


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a", ("a", "a", (), "", "")),
        (" Push.Cart_Sql >=1,<2 ", ("push-cart-sql", "Push.Cart_Sql", (), ">=1,<2", "")),
        ('a[x, y]~=1 ; python_version<"3"', ("a", "a", ("x", "y"), "~=1", ' ; python_version<"3"')),
        ("a[] @ file:///x", ("a", "a", (), "@ file:///x", "")),
    ],
)
def test_a_requirement_has_a_name_extras_versions_and_a_marker(text: str, parts: tuple[object, ...]) -> None:
    assert parse_requirement(text) == parts


@pytest.mark.parametrize("text", ["", " ", ">=1", "-e .", "[x]"])
def test_what_begins_with_no_name_is_none(text: str) -> None:
    assert parse_requirement(text) is None
    assert not asks_for(text, "a")
    assert with_version(text, ">=1") == text


def test_a_distribution_is_asked_for_by_any_spelling_of_its_name() -> None:
    assert asks_for('Pushcart_Extensions>=0.1; python_version < "4"', "pushcart.extensions")
    assert not asks_for("pushcart-extensions-more", "pushcart-extensions")


def test_versions_are_the_same_in_any_order() -> None:
    assert same_versions("(>=1, <2)", "<2,>=1")
    assert with_version("a[x] >= 1, <2", "<2,>=1") == "a[x] >= 1, <2"
    assert with_version("a[x] >= 1; m", ">=2") == "a[x]>=2; m"


def test_an_address_has_no_versions() -> None:
    with pytest.raises(EditError, match="comes from an address"):
        with_version("a @ file:///x", ">=2")
