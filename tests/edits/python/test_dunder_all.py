"""A name more in ``__all__``: what was meant is what is parsed, and every other line stays."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import ast
import difflib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pushcart_extensions.edits.python.dunder_all import add_empty_all, add_to_all
from pushcart_extensions.errors import EditError

CASES = [
    ("a list in order", '__all__ = ["A", "C"]\n', '__all__ = ["A", "B", "C"]\n'),
    ("a list in natural order", '__all__ = ["A2", "A10"]\n', '__all__ = ["A2", "A10", "B"]\n'),
    ("a list in no order", '__all__ = ["C", "A"]\n', '__all__ = ["C", "A", "B"]\n'),
    ("single quotes", "__all__ = ['C', 'A',]\n", "__all__ = ['C', 'A', 'B',]\n"),
    ("a tuple of one", '__all__ = ("A",)\n', '__all__ = ("A", "B")\n'),
    ("a bare tuple", '__all__ = "C", "A"\n', '__all__ = "C", "A", "B"\n'),
    ("a bare tuple of one", '__all__ = "C",\n', '__all__ = "B", "C",\n'),
    ("an empty tuple", "__all__ = ()\n", '__all__ = ("B",)\n'),
    ("an empty list", "__all__: list[str] = []  # none\n", '__all__: list[str] = ["B"]  # none\n'),
    ("a set", '__all__ = {"A"}', '__all__ = {"A", "B"}'),
    ("in brackets", '__all__ = (["A"])\n', '__all__ = (["A", "B"])\n'),
    ("sorted", '__all__ = sorted(["Z"])\n', '__all__ = sorted(["B", "Z"])\n'),
    ("concatenated", '__all__ = ["X"] + s.__all__\n', '__all__ = ["B", "X"] + s.__all__\n'),
    ("unpacked", "__all__ = [*s.__all__]\n", '__all__ = [*s.__all__, "B"]\n'),
    ("+=", '__all__ = ["A"]\r\n__all__ += ("C",)\r\n', '__all__ = ["A"]\r\n__all__ += ("B", "C",)\r\n'),
    ("extend", '__all__ = []\n__all__.extend(["A"])\n', '__all__ = []\n__all__.extend(["A", "B"])\n'),
    ("a trailing comma", '__all__ = [\n  "C",  # c, d\n]\n', '__all__ = [\n  "B",\n  "C",  # c, d\n]\n'),
    ("no trailing comma", '__all__ = [\n  "C"  # c, d\n]\n', '__all__ = [\n  "B",\n  "C"  # c, d\n]\n'),
    ("a trailing comma before the bracket", '__all__ = [\n  "C",\n  "A",]\n', '__all__ = [\n  "C",\n  "A",\n  "B",]\n'),
    ("a hanging list", '__all__ = ["Z",\n           "A"]\n', '__all__ = ["Z",\n           "A",\n           "B"]\n'),
    ("an empty one with a comment", "__all__ = [\n    # none\n]\n", '__all__ = [\n    # none\n    "B",\n]\n'),
    ("no __all__", '"""Doc."""\n\nimport x\n\ny = 1\n', '"""Doc."""\n\nimport x\n\n__all__ = ["B"]\n\ny = 1\n'),
    ("no __all__ before a definition", "import x\r\n\r\ndef f(): ...\r\n", 'import x\r\n\r\n__all__ = ["B"]\r\n\r\n\r\ndef f(): ...\r\n'),
    ("no __all__ behind a docstring", '"""Doc."""', '"""Doc."""\n\n__all__ = ["B"]\n'),
    ("nothing at all", "", '__all__ = ["B"]\n'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_name_goes_where_the_others_are(before: str, after: str) -> None:
    assert add_to_all(before, "B") == after
    assert add_to_all(after, "B") == after


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = sorted(n for n in dir())\n",
        "__all__ = names\n",
        "from .x import __all__\n",
        '__all__ = [("A")]\n',
        "if x:\n    __all__ = []\n",
        "class\n",
    ],
)
def test_what_is_computed_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        add_to_all(text, "B")


def test_an_empty_all_is_typed() -> None:
    assert add_empty_all('"""Doc."""\n') == '"""Doc."""\n\n__all__: list[str] = []\n'
    assert add_empty_all("__all__ = ()\n") == "__all__ = ()\n"


NAME = st.from_regex(r"[A-Z][a-zA-Z0-9]{0,8}", fullmatch=True)
COMMENT = st.sampled_from(["", "  # why", "  # a, b]", "  # ö ]"])


@st.composite
def modules(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a module with an ``__all__`` in one of many spellings, and the names in it."""
    names = draw(st.lists(NAME, unique=True, max_size=5))
    opening, closing = draw(st.sampled_from([("[", "]"), ("(", ")")]))
    quote = draw(st.sampled_from("\"'"))
    items = [f"{quote}{name}{quote}" for name in names]
    if draw(st.booleans()) or not items:
        comma = (
            "," if opening == "(" and len(items) == 1 else draw(st.sampled_from(["", ","])) if items else ""
        )
        body = ", ".join(items) + comma
    else:
        indent = draw(st.sampled_from(["  ", "    ", "\t"]))
        lines = [f"{indent}{item},{draw(COMMENT)}" for item in items]
        if draw(st.booleans()) and not (opening == "(" and len(items) == 1):
            lines[-1] = lines[-1].replace(f"{items[-1]},", items[-1], 1)
        body = "\n".join(["", *lines, ""])
    start = draw(st.sampled_from(["__all__ = ", "__all__: object = ", "__all__ = ['Zero']\n__all__ += "]))
    above = draw(st.sampled_from(["", '"""Dök."""\n\n', "import os\n", "x = 'ü'  # ¾\n"]))
    below = draw(st.sampled_from(["", "\n", "\n\n\ndef f():\n    return []\n"]))
    text = f"{above}{start}{opening}{body}{closing}{draw(COMMENT)}{below}"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), names


@given(modules(), NAME)
def test_the_name_is_in_and_every_other_line_is_as_before(module: tuple[str, list[str]], name: str) -> None:
    before, names = module
    assume(name not in names and name != "Zero")
    after = add_to_all(before, name)
    found = [node.value for node in ast.walk(ast.parse(after)) if isinstance(node, ast.Constant)]
    assert sorted(n for n in found if n in {*names, name}) == sorted([*names, name])
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in before else 0)
    lines = before.splitlines(keepends=True)
    kept = difflib.SequenceMatcher(None, lines, after.splitlines(keepends=True), autojunk=False)
    assert sum(block.size for block in kept.get_matching_blocks()) >= len(lines) - 1
    assert before.count("#") == after.count("#")
    assert add_to_all(after, name) == after
