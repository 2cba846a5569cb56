"""Python source as the edits read it."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.python.source import PythonSource, is_bracketed
from pushcart_extensions.errors import EditError


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("()", True),
        ("[1, (2)]", True),
        ("(  # ) is none\n 1,\n)", True),
        ("{')': 1}", True),
        ("('é'\n)", True),
        ("('\f')\n", False),
        ("(1), (2)", False),
        ("[1] + [2]", False),
        ("(1).real", False),
        ("1, (2)", False),
        ("", False),
    ],
)
def test_a_bracket_that_the_last_character_closes(code: str, expected: bool) -> None:
    assert is_bracketed(code) is expected


@pytest.mark.parametrize(
    ("text", "reason"), [("x = 1\ry = 2\n", "carriage returns"), ("class\n", "not valid Python")]
)
def test_what_can_not_be_placed_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        PythonSource(text)
