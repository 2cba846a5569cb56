"""A set where a list, a tuple or a string was written."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.python.set_attribute import make_set
from pushcart_extensions.errors import EditError

CASES = [
    ("provides = ['a', 'b']", "provides = {'a', 'b'}"),
    ("provides = ('a',)  # one", "provides = {'a',}  # one"),
    ("provides = 'a', 'b'", "provides = {'a', 'b'}"),
    ("provides = 'a'", "provides = {'a'}"),
    ("provides = []", "provides = set()"),
    ("provides = [\n        'a',  # why\n    ]", "provides = {\n        'a',  # why\n    }"),
    ("provides: ClassVar[list[str]] = ['a']", "provides: ClassVar[set[str]] = {'a'}"),
    ("provides: ClassVar[tuple[str, ...]] = ('a',)", "provides: ClassVar[set[str]] = {'a',}"),
    ("provides: str = 'a'", "provides: set[str] = {'a'}"),
    ("provides: ClassVar = ['a']", "provides: ClassVar = {'a'}"),
    ("provides = {'a'}", "provides = {'a'}"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_the_value_and_its_annotation_become_a_set(before: str, after: str) -> None:
    text = "# ö\nclass A:\n    x = 'ü'; {}\n"
    assert make_set(text.format(before), "A", "provides") == text.format(after)


@pytest.mark.parametrize(
    "line",
    ["provides = FLAGS", "provides = ['a', b]", "provides = 'a b'", "provides: Flags = ['a']", "x = 1"],
)
def test_what_is_not_plain_is_refused(line: str) -> None:
    with pytest.raises(EditError):
        make_set(f"class A:\n    {line}\n", "A", "provides")
