"""What a new component may be called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.contract.keys import clashing_keys, key_problem, nearest_key
from pushcart_extensions.contract.kinds import DESTINATION, KINDS, SOURCE, TRANSFORMATION
from pushcart_extensions.contract.names import is_key, normalize_key


@pytest.mark.parametrize("text", ["s3", "rest-api", "My_Thing", " a b ", "match", "a1_2"])
def test_good_keys(text: str) -> None:
    assert key_problem(text, SOURCE) is None


@pytest.mark.parametrize(
    ("text", "reason", "nearest"),
    [
        ("", "is empty", None),
        ("class", "keyword", "my_class"),
        ("3com", "starts with a letter", "my_3com"),
        ("a$b", "may hold", "a_b"),
        ("_a", "may hold", "a"),
        ("héllo", "may hold", "hello"),
        ("rows", "ships", "my_rows"),
        ("x" * 101, "longer", "x" * 100),
        ("💥", "may hold", None),
    ],
)
def test_bad_keys_are_explained_with_a_good_one_nearby(text: str, reason: str, nearest: str | None) -> None:
    assert reason in (key_problem(text, SOURCE) or "")
    assert nearest_key(text, SOURCE) == nearest


def test_the_built_in_keys_are_taken_in_their_own_kind_alone() -> None:
    assert key_problem("console", DESTINATION)
    assert key_problem("console", SOURCE) is None
    assert key_problem("rows", TRANSFORMATION) is None


@given(st.text(max_size=30))
def test_an_accepted_key_is_a_key_and_the_nearest_one_is_accepted(text: str) -> None:
    for each in KINDS:
        if key_problem(text, each) is None:
            assert is_key(normalize_key(text))
        nearest = nearest_key(text, each)
        assert nearest is None or key_problem(nearest, each) is None


@pytest.mark.parametrize(
    ("keys", "clashes"),
    [
        (["a", "b"], []),
        (["a", "b", "a"], [("a", "a")]),
        (["a1", "a_1"], [("a1", "a_1")]),
        (["ab", "a_b"], []),
    ],
)
def test_keys_that_cannot_stand_side_by_side(keys: list[str], clashes: list[tuple[str, str]]) -> None:
    assert clashing_keys(keys, SOURCE) == clashes
