"""Quotes around what stands bare in ``__all__``, where that is all that is wrong."""

from __future__ import annotations

import ast

import pytest

from pushcart_extensions.edits.python.quoted_all import bare_names, quote_in_all
from pushcart_extensions.errors import EditError


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('__all__ = [A, "B"] + [C, A]\n', ("A", "C")),
        ("__all__ = []\n__all__.append(A)\n", ("A",)),
        ('__all__ = "A"\n', ()),
        ('__all__ = "A, B"\n', None),
        ("__all__ = 3\n", None),
        ("__all__ = [A, 3]\n", None),
        ("__all__ = [*A]\n", ()),
    ],
)
def test_the_names_that_lack_quotes(text: str, names: tuple[str, ...] | None) -> None:
    assert bare_names(ast.parse(text).body) == names


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("x = 'a'\n__all__ = [A, B]  # all\n", "x = 'a'\n__all__ = ['A', B]  # all\n"),
        ("__all__: list[str] = [A]\n", '__all__: list[str] = ["A"]\n'),
        ('__all__ = "A"\n', '__all__ = ["A"]\n'),
        ("__all__ = []\n__all__.append(A)\n", '__all__ = []\n__all__.append("A")\n'),
    ],
)
def test_quotes_are_put_around_the_names_that_are_meant(text: str, after: str) -> None:
    assert quote_in_all(text, ["A"]) == after


def test_an_annotation_of_something_else_refuses_it() -> None:
    with pytest.raises(
        EditError, match=r"the annotation list\[type\] of its __all__ would have to change too"
    ):
        quote_in_all("__all__: list[type] = [A]\n", ["A"])
