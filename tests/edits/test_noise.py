"""Whatever stands around what is edited stays byte for byte: comments, tabs, quotes, BOM, encoding."""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.dependencies import add_dependency
from pushcart_extensions.edits.entry_points import add_entry_point, retarget_entry_point
from pushcart_extensions.edits.python.class_rename import ModuleText, rename_class
from pushcart_extensions.edits.python.dunder_all import add_to_all
from pushcart_extensions.edits.python.imports import add_import
from pushcart_extensions.edits.python.quoted_all import quote_in_all
from pushcart_extensions.edits.python.set_attribute import make_set
from pushcart_extensions.edits.text import changed

BOM = b"\xef\xbb\xbf"
NOISE = st.lists(
    st.sampled_from(
        ["", "# one", "#: two", "    # deep", "\t# tab", "\f", "x = 'ä'  # ö", "if x:\n\ty = [\n\n  1,]"]
    ),
    max_size=3,
)
BEHIND = st.sampled_from(["", "  # why", "\t# a, b]", " #ü"])
IMPORTS = [
    "from .a import A",
    "from pkg.b import (\n    B,  # b\n\tB2\n)",
    "import os, sys",
    "from .z import Z as Y, Q",
]
EXPORTS = [
    "__all__ = ['Zero', Orders]",
    "__all__ = (\n\t'A',  # a\n    Orders  # last\n)",
    "__all__: list[str] = [ Orders, ]",
    "__all__ = ['A']\n__all__ += [\n  Orders,\n]",
]
CLASSES = [
    "class Orders(Base):{}\n    provides = [{}\n        'a',{}\n    ]{}",
    "class Orders:{}\n\tprovides: ClassVar[tuple[str, ...]] = ('a',){}{}{}",
    "@d{}\nclass Orders (Base):\n  x = 1{}\n  provides = 'a'{}{}",
]


@st.composite
def modules(draw: st.DrawFn) -> bytes:
    """Draw a module that imports, exports and defines, with noise in between, in any encoding."""
    encoding = draw(st.sampled_from(["utf-8", "latin-1"]))
    lines = ["# -*- coding: latin-1 -*-"] if encoding == "latin-1" else []
    lines += draw(st.sampled_from([[], ['"""Döc."""'], ["'''Two\n\nlines.'''"]]))
    for parts in (IMPORTS, EXPORTS):
        lines += [*draw(NOISE), draw(st.sampled_from(parts)) + draw(BEHIND)]
    lines += [*draw(NOISE), draw(st.sampled_from(CLASSES)).format(*(draw(BEHIND) for _ in range(4)))]
    lines += [*draw(NOISE), "print(Orders)" + draw(BEHIND)]
    text = "\n".join([*lines, *draw(st.sampled_from([[], [""]]))])
    bom = BOM if encoding == "utf-8" and draw(st.booleans()) else b""
    return bom + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode(encoding)


def renamed(text: str) -> str:
    texts = rename_class({"pkg": ModuleText(text, is_package=True)}, "pkg", "Orders", "OrdersSource").texts
    return texts.get("pkg", text)


BRACKETS = frozenset("()[]{},")
Edit = Callable[[str], str]
EDITS: dict[str, tuple[Edit, dict[str, str] | None]] = {
    "an import": (partial(add_import, module="pkg.new", name="New", package="pkg"), None),
    "a name in __all__": (partial(add_to_all, name="New"), None),
    "quotes in __all__": (partial(quote_in_all, names=["Orders"]), {}),
    "a set": (partial(make_set, class_name="Orders", attribute="provides"), {"tuple": "set"}),
    "a class's name": (renamed, {"Orders": "OrdersSource"}),
}
"""The edits, and which words each exchanges for which; None for one that adds words."""


def comments(data: bytes) -> list[str]:
    return [
        one.string for one in tokenize.tokenize(io.BytesIO(data).readline) if one.type == tokenize.COMMENT
    ]


def words(data: bytes, exchanged: dict[str, str]) -> list[str]:
    """Return the names, strings and operators of a module, without quotes, brackets and commas."""
    kinds = (tokenize.NAME, tokenize.STRING, tokenize.OP, tokenize.NUMBER)
    found = (one.string for one in tokenize.tokenize(io.BytesIO(data).readline) if one.type in kinds)
    plain = (one.strip("'\"") for one in found if one not in BRACKETS and one != "...")
    return [exchanged.get(one, one) for one in plain]


def is_within(part: list[Any], whole: list[Any]) -> bool:
    rest = iter(whole)
    return all(one in rest for one in part)


@pytest.mark.parametrize(("edit", "exchanged"), EDITS.values(), ids=EDITS)
@given(data=modules())
def test_a_module_keeps_what_is_not_meant(edit: Edit, exchanged: dict[str, str] | None, data: bytes) -> None:
    after = changed(data, edit, python=True)
    assert after != data
    assert changed(after, edit, python=True) == after
    assert after.startswith(BOM) == data.startswith(BOM)
    assert comments(after) == comments(data)
    if exchanged is None:
        assert is_within(words(data, {}), words(after, {}))
    else:
        assert words(after, {}) == words(data, exchanged)
    assert after.count(b"\r\n") == (after.count(b"\n") if b"\r\n" in data else 0)
    noise = [line for line in data.splitlines() if not line.strip() or line.strip().startswith(b"#")]
    assert is_within(noise, after.splitlines())


@given(data=modules())
def test_what_a_module_says_then_is_what_it_said_and_the_edit(data: bytes) -> None:
    for name, (edit, _) in EDITS.items():
        after = ast.parse(changed(data, edit, python=True))
        if name == "a name in __all__":
            assert "New" in {node.value for node in ast.walk(after) if isinstance(node, ast.Constant)}
        elif name == "an import":
            assert any(
                alias.name == "New"
                for node in ast.walk(after)
                for alias in getattr(node, "names", ())
                if isinstance(alias, ast.alias)
            )
        elif name == "a set":
            sets = [ast.unparse(node) for node in ast.walk(after) if isinstance(node, ast.Set)]
            assert "{'a'}" in sets
        else:
            bare = [node for node in ast.walk(after) if isinstance(node, ast.Name) and node.id == "Orders"]
            assert len(bare) == (1 if name == "quotes in __all__" else 0)


REQUIREMENTS = st.lists(st.sampled_from(['"a"', "'b>=1'", "\"c[x] ; python_version<'4'\""]), max_size=3)


@st.composite
def projects(draw: st.DrawFn) -> bytes:
    """Draw a pyproject.toml with an array of dependencies in any layout, and noise around it."""
    items = draw(REQUIREMENTS)
    comment = st.sampled_from(["", "  # why", "\t# a, b]"])
    if draw(st.booleans()):
        comma = draw(st.sampled_from(["", ","])) if items else ""
        array = f"[{draw(st.sampled_from(['', ' ']))}{', '.join(items)}{comma}]"
    else:
        indent = draw(st.sampled_from(["  ", "\t", ""]))
        rows = [f"{indent}{item},{draw(comment)}" for item in items]
        array = "\n".join(["[" + draw(comment), *rows, *draw(st.sampled_from([[], ["# end"]])), "]"])
    noise = st.lists(st.sampled_from(["", "# lone", "\t# tab"]), max_size=2)
    lines = [
        *draw(noise),
        "[project] # it",
        'name = "x"',
        *draw(noise),
        f"dependencies = {array}{draw(comment)}",
    ]
    lines += [
        *draw(noise),
        "[project . entry-points . 'pushcart.sources']",
        *draw(noise),
        f"'a'=\"m:A\"{draw(comment)}",
    ]
    lines += [*draw(noise), "[tool.x]", "y = '''", "[project]", "'''"]
    bom = draw(st.sampled_from([b"", BOM]))
    end = draw(st.sampled_from(["", "\n"]))
    return bom + ("\n".join(lines) + end).replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@given(projects())
def test_a_pyproject_says_what_it_said_and_the_edit(data: bytes) -> None:
    edits: list[Callable[[str], str]] = [
        lambda text: add_dependency(text, "p", ">=1"),
        lambda text: add_entry_point(text, "pushcart.sources", "b", "m:B"),
        lambda text: add_entry_point(text, "web.extension", "b", "m:B"),
        lambda text: retarget_entry_point(text, "pushcart.sources", "a", "m:B"),
    ]
    for number, edit in enumerate(edits):
        after = changed(data, edit)
        said, says = (tomllib.loads(one.decode("utf-8-sig")) for one in (data, after))
        points = said["project"]["entry-points"]
        if number == 0:
            said["project"]["dependencies"].append("p>=1")
        elif number == 2:
            points["web.extension"] = {"b": "m:B"}
        else:
            points["pushcart.sources"]["ba"[number == 3]] = "m:B"
        assert says == said
        assert after.startswith(BOM) == data.startswith(BOM)
        assert changed(after, edit) == after
        assert after.count(b"\r\n") == (after.count(b"\n") if b"\r\n" in data else 0)
        assert after.count(b"#") == data.count(b"#")
        noise = [line for line in data.splitlines() if not line.strip() or line.strip().startswith(b"#")]
        assert is_within(noise, after.splitlines())
