"""Where keys and headers stand, in whatever way they are written."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.toml.arrays import with_array_item
from pushcart_extensions.edits.toml.keys import header_close, header_of, key_at, key_part_before
from pushcart_extensions.errors import EditError


@pytest.mark.parametrize(
    "above",
    ["x = [\n  [1],\n  [2]]\n", 'x = """\n[a]\n"""\n', "x = '''\n\t[a] # '''\n", "[b]\n[a.c]\n", "[[d]]\n"],
)
def test_a_header_is_no_line_of_a_value(above: str) -> None:
    header = header_of(f"{above}[a] # it\ny = 1\n", ("a",))
    assert header == (len(above), len(above) + len("[a] # it"))


def test_a_bracket_in_a_key_or_a_comment_does_not_close_a_header() -> None:
    text = '["a]b"] # ]\n'
    header = header_of(text, ("a]b",))
    assert header is not None
    assert text[: header_close(text, header)] == '["a]b"]'


def test_a_value_that_is_no_list_of_strings_gets_no_item() -> None:
    for value in ("1", '"x"', "[1]"):
        with pytest.raises(EditError, match=r"a\.b is no list of strings"):
            with_array_item(f"[a]\nb = {value}\n", ("a", "b"), "x")


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(EditError, match=r"a\.0 is written in an odd way"):
        key_at('a = ["x"]\n', ("a", 0))
    with pytest.raises(EditError, match="a key that is written in an odd way"):
        key_part_before("= 1", 0)
