"""Text and bytes, there and back."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.text import changed, newline_of, split_lines, with_lines_behind
from pushcart_extensions.errors import EditError


def test_what_an_encoding_lacks_is_refused() -> None:
    source = "# -*- coding: latin-1 -*-\nx = 'ä'\n".encode("latin-1")
    assert changed(source, lambda text: text.upper(), python=True).endswith(b"X = '\xc4'\n")
    with pytest.raises(EditError, match="can't be written as iso-8859-1"):
        changed(source, lambda text: text + "# €\n", python=True)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("a", ["a"]), ("a\r\nb\f\x0bc\n", ["a\r\n", "b\f\x0bc\n"]), ("\n\n", ["\n", "\n"])],
)
def test_lines_end_by_line_feeds_alone(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "after"), [("ab\r\nc\r\n", "ab\r\nx\r\nc\r\n"), ("ab", "ab\nx\n"), ("ab\n", "ab\nx\n")]
)
def test_lines_go_behind_a_line_with_the_ending_of_the_others(text: str, after: str) -> None:
    assert with_lines_behind(text, 1, "x") == after
    assert newline_of(text) == newline_of(after)
