"""An import in an ``__init__.py``: beside its siblings, and as they are written."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.python.imports import add_import, imported_from, new_init
from pushcart_extensions.errors import EditError

CASES = [
    ("absolute siblings", "from pkg.a import A\n", "from pkg.a import A\nfrom pkg.b import B\n"),
    ("relative siblings in order", "from .a import A\nfrom .z import Z\n", "from .a import A\nfrom .b import B\nfrom .z import Z\n"),
    ("relative siblings in no order", "from .z import Z\nfrom .a import A\n", "from .z import Z\nfrom .a import A\nfrom .b import B\n"),
    ("the module is imported from already", "from .b import A, C  # x\n", "from .b import A, B, C  # x\n"),
    ("a name in natural order", "from pkg.a2 import A\nfrom pkg.a10 import A\nfrom pkg.c import C\n", "from pkg.a2 import A\nfrom pkg.a10 import A\nfrom pkg.b import B\nfrom pkg.c import C\n"),
    ("in brackets on several lines", "from .b import (\n    A,\n)\n", "from .b import (\n    A,\n    B,\n)\n"),
    ("behind the docstring and future imports", '"""Doc."""\nfrom __future__ import annotations\n\nx = 1\n', '"""Doc."""\nfrom __future__ import annotations\n\nfrom pkg.b import B\n\nx = 1\n'),
    ("behind imports from elsewhere", "import os\r\n\r\nx = 1\r\n", "import os\r\n\r\nfrom pkg.b import B\r\n\r\nx = 1\r\n"),
    ("before everything else", "# Licence\n\nx = 1\n", "# Licence\n\nfrom pkg.b import B\n\nx = 1\n"),
    ("an empty file", "", "from pkg.b import B\n"),
    ("no newline at the end", "from .a import A", "from .a import A\nfrom .b import B\n"),
    ("imported already", "from .b import Q as B\n", "from .b import Q as B\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_import_goes_where_the_others_are(before: str, after: str) -> None:
    assert add_import(before, "pkg.b", "B", "pkg") == after
    assert add_import(after, "pkg.b", "B", "pkg") == after


def test_a_long_all_is_broken_too() -> None:
    names = [f"{letter * 20}Source" for letter in "ABC"]
    text = new_init({name: f".{name.lower()}" for name in names}, newline="\r\n")
    shown = "".join(f'    "{name}",\r\n' for name in names)
    assert text.endswith(f"\r\n\r\n__all__ = [\r\n{shown}]\r\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_statement_that_is_too_long_is_broken(newline: str) -> None:
    before = f"from pkg.a import A{newline}"
    after = add_import(before, "pkg.b", "Bravo", "pkg", width=22)
    assert after == before + "from pkg.b import (\n    Bravo,\n)\n".replace("\n", newline)
    assert (
        add_import(before, "pkg.b", "Bravo", "pkg", width=23) == before + f"from pkg.b import Bravo{newline}"
    )


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("from .a import A\n", "pkg.b.c"),
        ("from .b import A\n", "pkg.b"),
        ("from pkg.b import A\n", "pkg.b"),
        ("from pkg.b.a import A\n", "pkg.b.c"),
        ("", "pkg.b.c"),
    ],
)
def test_a_class_comes_from_its_folder_where_that_is_the_custom(text: str, module: str) -> None:
    assert imported_from(text, "pkg", "pkg.b.c") == module


def test_in_the_folder_itself_a_class_comes_from_its_module() -> None:
    assert imported_from("from pkg.b import A\n", "pkg.b", "pkg.b.c") == "pkg.b.c"


def test_a_sibling_package_is_named_by_its_parent() -> None:
    text = add_import("from ..a import A\n", "top.other.b", "B", "top.pkg")
    assert text == "from ..a import A\nfrom ..other.b import B\n"


@pytest.mark.parametrize("text", ["B = 1\n", "class B: pass\n", "from .b import A, \\\n    C\n"])
def test_what_is_not_safe_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        add_import(text, "pkg.b", "B", "pkg")


LINES = st.lists(
    st.sampled_from(
        [
            "from .a import A",
            "from .q import (\n    Q,  # q\n    R\n)",
            "import os",
            "X = 'ä'",
            "",
            "# comment",
            "from pkg.z import Z",
        ]
    ),
    max_size=6,
)


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_the_import_is_in_and_every_line_is_kept(lines: list[str], newline: str) -> None:
    before = "".join(f"{line}\n" for line in lines).replace("\n", newline)
    after = add_import(before, "pkg.b", "B", "pkg")
    added = [node for node in ast.walk(ast.parse(after)) if isinstance(node, ast.alias) and node.name == "B"]
    assert len(added) == 1
    kept = iter(after.splitlines(keepends=True))
    assert all(line in kept for line in before.splitlines(keepends=True))


def test_a_new_init_exports_in_order() -> None:
    assert new_init({"B": ".b", "A": ".a"}, "Doc.") == (
        '"""Doc."""\n\nfrom .a import A\nfrom .b import B\n\n__all__ = ["A", "B"]\n'
    )
    assert new_init({}) == "__all__: list[str] = []\n"
