"""A key leaves a document with what is empty without it, and nothing else."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.toml.removals import without_empty_header, without_key


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ('a = { b = "x", d = "y" }\n', ("a", "b"), 'a = { d = "y" }\n'),
        ('a = { d = "y", b = "x" }\n', ("a", "b"), 'a = { d = "y" }\n'),
        ('a = { b.c = "x", d = "y" }\n', ("a", "b", "c"), 'a = { d = "y" }\n'),
        ('a = { d = "y", b . c = "x" }\n', ("a", "b", "c"), 'a = { d = "y" }\n'),
        ('a = { b.c = "x", b.d = "y" }\n', ("a", "b", "c"), 'a = { b.d = "y" }\n'),
        ('a = { "b.b".c.d = "x", e = 1 }\n', ("a", "b.b", "c", "d"), "a = { e = 1 }\n"),
        ('[q]\na = { b.c = "x" }\nz = 1\n', ("q", "a", "b", "c"), "[q]\nz = 1\n"),
        ('a = { b = { c = "x" }, d = "y" }\n', ("a", "b", "c"), 'a = { d = "y" }\n'),
        ('# why\na = { b = "x" }\n', ("a", "b"), "# why\na = {  }\n"),
    ],
)
def test_a_key_leaves_brackets_with_one_comma(text: str, path: tuple[str, ...], after: str) -> None:
    assert without_key(text, path).replace("{  }", "{}") == after.replace("{  }", "{}")


@pytest.mark.parametrize(
    "text",
    [
        "[a]\n# about nothing else\n\n[b]\n",
        "# why\n[a]\n\n[b]\n",
        "[a]\nb = 1\n",
        "[[a]]\n[b]\n",
        'x = """\n[a]\n[b]"""\na = {}\n',
        '[b]\nc = 1\n\n[a]\n# """\n',
    ],
)
def test_a_header_that_something_is_said_of_stays(text: str) -> None:
    assert without_empty_header(text, ("a",)) == text


def test_a_header_within_an_item_of_an_array_stays() -> None:
    assert without_empty_header("[[x]]\n[x.a]\n", ("x", "a")) == "[[x]]\n[x.a]\n"


def test_a_header_goes_with_the_tables_that_it_implies() -> None:
    assert without_empty_header("b = 1\n\n[a.c.d]\n\n[e]\n", ("a", "c", "d")) == "b = 1\n\n[e]\n"
