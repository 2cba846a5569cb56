"""Where the parts of an INI file stand."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.ini.lines import option_at, option_of, sections_of, verified
from pushcart_extensions.errors import EditError

TEXT = "[a]\nb_c = 1\n\n[d]\ne-f =\n  2\n  # three\n  4\n"


def test_an_option_is_found_with_dashes_for_underscores() -> None:
    option = option_of(TEXT, "d", "e_f")
    assert option is not None
    assert [TEXT[start:end] for start, end in option.lines] == ["2", "4"]


def test_a_line_that_is_neither_header_nor_option_is_passed_over() -> None:
    (section,) = sections_of("nothing\n[a]\nnothing\nb = 1\n")
    assert [option.name for option in section.options] == ["b"]


@pytest.mark.parametrize(("section", "name"), [("a", "e-f"), ("d", "gone"), ("gone", "b_c")])
def test_an_option_that_is_not_there_is_told(section: str, name: str) -> None:
    assert option_of(TEXT, section, name) is None
    with pytest.raises(EditError, match=f"it has no {name}"):
        option_at(TEXT, section, name)


def test_a_file_must_say_what_it_is_to_say_in_any_order_of_lines() -> None:
    assert verified(TEXT, {"d": {"e-f": ["4", "2"]}, "a": {"b_c": ["1"]}}) == TEXT
    with pytest.raises(EditError, match="can't be edited safely"):
        verified(TEXT, {"d": {"e-f": ["2"]}, "a": {"b_c": ["1"]}})
