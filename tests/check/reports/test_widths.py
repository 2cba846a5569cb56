"""Text that fits a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.check.reports.widths import cut, display_width, wrapped


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("", 0), ("日本", 4), ("e\u0301", 1), ("…", 1)])
def test_wide_characters_take_two_columns_and_combining_ones_none(text: str, width: int) -> None:
    assert display_width(text) == width


def test_a_text_is_wrapped_between_words() -> None:
    assert wrapped("one two three four five six", 30, 10) == ["one two three four", "five six"]


def test_without_a_width_a_text_stays_on_its_line() -> None:
    assert wrapped("word " * 100, None, 10) == ["word " * 100]


def test_a_word_that_is_too_long_keeps_its_line_whole() -> None:
    assert wrapped(f"see {'x' * 50} there", 30, 10) == ["see", "x" * 50, "there"]


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 200), st.integers(0, 20))
def test_wrapping_loses_nothing(text: str, width: int, indent: int) -> None:
    assert " ".join(wrapped(text, width, indent)) == text


@given(*[st.text(st.sampled_from("abc日e\u0301 ")) for _ in range(3)], st.integers(1, 120))
def test_a_line_that_was_cut_fits_and_keeps_the_start_of_its_middle(
    before: str, middle: str, after: str, width: int
) -> None:
    first, second, third = cut(before, middle, after, width)
    assert display_width(first + second + third) <= max(width, 20)
    assert not middle or second[0] in (middle[0], "…")


def test_a_cut_shows_where() -> None:
    assert cut("x" * 50, "blamed", "y" * 50, 30) == ("…" + "x" * 17, "blamed", "y" * 5 + "…")
