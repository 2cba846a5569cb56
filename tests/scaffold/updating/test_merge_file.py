"""The merge of files: encodings, line endings, and what is said in TOML and in lists of names."""

from __future__ import annotations

import codecs
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.updating.merge_file import (
    MergedFile,
    is_marked,
    marked_lines,
    merged_file,
    same_content,
)

BASE = b"one\ntwo\nthree\nfour\nfive\n"
THEIRS = b"one\ntwo\nthree\nFOUR\nfive\nsix\n"


def merged(path: str, base: str | bytes, ours: str | bytes, theirs: str | bytes) -> MergedFile:
    before, mine, other = (one.encode() if isinstance(one, str) else one for one in (base, ours, theirs))
    return merged_file(path, before, mine, other, "9.0.0")


def test_both_changes_are_there() -> None:
    assert merged("a.md", BASE, b"ONE\ntwo\nthree\nfour\nfive\n", THEIRS) == (
        b"ONE\ntwo\nthree\nFOUR\nfive\nsix\n",
        (),
    )


def test_a_conflict_is_marked_where_it_is() -> None:
    result = merged("a.md", BASE, b"0\none\ntwo\nthree\n4\nfive\n", THEIRS)
    assert result.data == (
        b"0\none\ntwo\nthree\n<<<<<<< yours\n4\n=======\nFOUR\n>>>>>>> template 9.0.0\nfive\nsix\n"
    )
    assert result.conflicts == (5,) == marked_lines(result.data)


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        pytest.param(
            b"ONE\r\ntwo\r\nthree\r\nfour\r\nfive\r\n",
            b"ONE\r\ntwo\r\nthree\r\nFOUR\r\nfive\r\nsix\r\n",
            id="Windows",
        ),
        pytest.param(
            b"ONE\r\ntwo\nthree\r\nfour\r\nfive\r\n",
            b"ONE\r\ntwo\nthree\r\nFOUR\r\nfive\r\nsix\r\n",
            id="mixed",
        ),
        pytest.param(
            codecs.BOM_UTF8 + b"ONE\ntwo\nthree\nfour\nfive\n",
            codecs.BOM_UTF8 + b"ONE\ntwo\nthree\nFOUR\nfive\nsix\n",
            id="byte-order mark",
        ),
        pytest.param(
            b"ONE\ntwo\nthree\nfour\nfive",
            b"ONE\ntwo\nthree\nFOUR\nfive\nsix\n",
            id="no end of the last line",
        ),
        pytest.param(
            b"one\ntwo\nthree\nfour\nfive\r\n",
            b"one\ntwo\nthree\nFOUR\nfive\r\nsix\n",
            id="the last line alone",
        ),
        pytest.param(
            "\x0c\x1f\u2028\n".encode() + BASE, "\x0c\x1f\u2028\n".encode() + THEIRS, id="odd signs"
        ),
    ],
)
def test_line_endings_and_marks_of_the_user_stay(ours: bytes, expected: bytes) -> None:
    assert merged("a.md", BASE, ours, THEIRS) == (expected, ())


def test_marks_have_the_line_endings_of_the_file_and_lines_of_their_own() -> None:
    result = merged("a.md", b"one\ntwo\n", b"one\r\nmine", b"one\nyours\n")
    assert result.data == (b"one\r\n<<<<<<< yours\r\nmine\r\n=======\r\nyours\r\n>>>>>>> template 9.0.0\r\n")


def test_a_python_file_keeps_the_encoding_that_it_declares() -> None:
    declared = "# coding: latin-1\n"
    base, theirs = f"{declared}x = 1\n\ny = 1\n", f"{declared}x = 2\n\ny = 1\n"
    ours = f"{declared}x = 1\n\ny = 'é'\n".encode("latin-1")
    assert merged("a.py", base, ours, theirs).data == f"{declared}x = 2\n\ny = 'é'\n".encode("latin-1")
    with pytest.raises(EditError, match="can't be written as iso-8859-1"):
        merged("a.py", "x = 1\n\ny = 1\n", ours, "x = '\u20ac'\n\ny = 1\n")


@pytest.mark.parametrize(
    "ours", [b"\x89PNG\x00\xff", b"\xff\xfea\x00", b"text\x00text", "é".encode("latin-1")]
)
def test_what_is_no_text_is_not_merged(ours: bytes) -> None:
    with pytest.raises(EditError, match=r"no text|can't be read as"):
        merged("a.md", BASE, ours, THEIRS)


TABLE = """\
[project]
name = "pushcart-my"
dependencies = ["pushcart-extensions>=0.1.0"]
classifiers = [
    "A",
    "B",
]

[tool.ruff]
line-length = 110
"""
RAISED = TABLE.replace("0.1.0", "0.2.0")


@pytest.mark.parametrize(
    "mine",
    [
        '["pushcart-extensions>=0.1.0", "requests"]',
        '["httpx", "pushcart-extensions>=0.1.0"]',
        '[\n    "pushcart-extensions>=0.1.0", # the runtime\n    "requests",\n]',
        '[ "pushcart-extensions>=0.1.0" ]  # one',
        '["requests", "pushcart-extensions>=0.1.0", "yarl"]',
    ],
)
def test_an_item_beside_a_version_that_the_template_raises_is_no_conflict(mine: str) -> None:
    ours = TABLE.replace('["pushcart-extensions>=0.1.0"]', mine)
    result = merged("pyproject.toml", TABLE, ours, RAISED)
    assert result == (ours.replace("0.1.0", "0.2.0").encode(), ())


@pytest.mark.parametrize(
    "mine", ['["pushcart-extensions>=0.1.5"]', '["pushcart-extensions[cli]>=0.1.0"]', "[]", None]
)
def test_a_version_that_both_changed_is_a_conflict(mine: str | None) -> None:
    line = 'dependencies = ["pushcart-extensions>=0.1.0"]\n'
    ours = TABLE.replace(line, f"dependencies = {mine}\n" if mine else "")
    assert merged("pyproject.toml", TABLE, ours, RAISED).conflicts == (3,)


@pytest.mark.parametrize(
    ("path", "base", "ours", "theirs"),
    [
        ("a.toml", 'x = [\n"a",\n]\n', 'x = [\n"a",\n"c",\n"b",\n]\n', 'x = [\n"a",\n"b",\n"c",\n]\n'),
        ("a.toml", "[x]\na = 1\n", "[x]\nc = 3\na = 1\nb = 2\n", "[x]\na = 1\nb = 2\nc = 3\n"),
        ("a.toml", 'x = [\n"a"\n]\n', 'x = [\n"b",\n"a"\n]\n', 'x = [\n"a",\n"b",\n]\n'),
        (
            "src/x/__init__.py",
            '__all__ = [\n    "A",\n]\n',
            '__all__ = [\n    "C",\n    "B",\n    "A",\n]\n',
            '__all__ = [\n    "A",\n    "B",\n    "C",\n]\n',
        ),
        (
            "src/x/__init__.py",
            "from x.a import A\n",
            "from x.c import C\nfrom x.b import B\n",
            "from x.b import B\nfrom x.c import C\n",
        ),
    ],
)  # fmt: skip
def test_the_same_items_in_another_order_are_no_conflict(
    path: str, base: str, ours: str, theirs: str
) -> None:
    result = merged(path, base, ours, theirs)
    assert result == (ours.encode(), ())


def test_the_same_lines_in_another_order_are_a_conflict_where_order_counts() -> None:
    assert merged("run.py", "a = 1\n", "b()\na()\n", "a()\nb()\n").conflicts


def test_a_merge_that_says_a_thing_twice_is_not_trusted() -> None:
    base = "[a]\nx = 1\n\n[b]\ny = 2\n\n[c]\nz = 3\n"
    ours = base.replace("x = 1\n", "x = 1\n\n[new]\nn = 1\n")
    theirs = base + "\n[new]\nm = 1\n"
    result = merged("a.toml", base, ours, theirs)
    assert result.conflicts == (12,)
    assert result.data.decode().startswith(ours)


def test_an_item_that_both_added_in_other_places_is_not_taken_twice() -> None:
    base = 'x = [\n    "a",\n    "b",\n    "c",\n]\n'
    ours = base.replace('"a",', '"new",\n    "a",')
    theirs = base.replace('"c",', '"c",\n    "new",')
    assert merged("a.toml", base, ours, theirs) == (ours.encode(), ())
    other = base.replace('"c",', '"c",\n    "other",')
    found = tomllib.loads(merged("a.toml", base, ours, other).data.decode())
    assert found["x"] == ["new", "a", "b", "c", "other"]


def test_the_same_line_in_another_table_is_not_the_same() -> None:
    base = "[a]\nx = 1\n\n[b]\ny = 2\n"
    ours, theirs = base.replace("x = 1\n", "x = 1\nz = 3\n"), base + "z = 3\n"
    assert merged("a.toml", base, ours, theirs).conflicts


@pytest.mark.parametrize(
    ("path", "base", "ours", "theirs"),
    [
        (
            "a.py",
            "def f():\n    return 1\n\n\nx = 1\n\n\ny = 1\n",
            "def f():\n    if x:\n        return 1\n\n\nx = (\n    1\n)\n\n\ny = 1\n",
            "def f():\n    return 1\n\n\nx = 1\n\n\n)\n\n\ny = 2\n",
        ),
        (
            "a.yml",
            "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n",
            'a: "1\nb: 2\nc: 3\nd: 4\ne: 5"\n',
            'a: 1\nb: 2\nc: "3"\nd: 4\ne: 5\n',
        ),
    ],
)
def test_a_merge_that_is_no_code_any_more_is_not_trusted(
    path: str, base: str, ours: str, theirs: str
) -> None:
    assert merged(path, base, ours, theirs).conflicts


def test_what_is_broken_on_our_side_is_merged_as_text() -> None:
    assert merged("a.toml", "a = 1\nb = 2\nc = 3\n", "a = \nb = 2\nc = 3\n", "a = 1\nb = 2\nc = 4\n") == (
        b"a = \nb = 2\nc = 4\n",
        (),
    )


TEXTS = st.lists(st.sampled_from(["a = 1", "b = 2", "[t]", "x", '"y",', ""]), max_size=10)
ENDINGS = st.sampled_from(["\n", "\r\n"])


@given(TEXTS, TEXTS, TEXTS, ENDINGS, st.booleans(), st.sampled_from(["a.toml", "a.py", "a.yml", "a.md"]))
def test_no_word_of_the_users_is_lost_whatever_the_file(  # noqa: PLR0913, PLR0917 - one for each strategy
    base: list[str], ours: list[str], theirs: list[str], ending: str, is_ended: bool, path: str
) -> None:
    before, after = ("".join(f"{line}\n" for line in side) for side in (base, theirs))
    mine = ending.join(ours) + (ending if is_ended and ours else "")
    found = merged(path, before, mine, after).data.decode()
    for line in set(ours) - set(base):
        assert all(word in found for word in line.split())
    if before == after:
        assert found == mine


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b"<<<<<<< yours\na\n=======\nb\n>>>>>>> template 9.0.0\n", True),
        (b"x\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> main\r\n", True),
        (b"<<<<<<< yours\n=======\n>>>>>>> template 9.0.0", True),
        (b"Title\n=======\n", False),
        (b"    <<<<<<< yours\n    =======\n    >>>>>>> template\n", False),
        (b"=======\n<<<<<<< a\n>>>>>>> b\n", False),
        (b"\xff<<<<<<< \n", False),
        (b"", False),
    ],
)
def test_marks_are_found(data: bytes, is_one: bool) -> None:
    assert is_marked(data) is is_one


def test_marks_of_one_version_are_told_from_those_of_another() -> None:
    data = b"<<<<<<< yours\na\n=======\nb\n>>>>>>> template 9.0.0\n"
    assert is_marked(data, "9.0.0")
    assert not is_marked(data, "9.0.01")
    assert not is_marked(data, "9.0")
    assert is_marked(data.replace(b"\n", b"\r\n"), "9.0.0")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (b"a\nb\n", b"a\r\nb\r\n", True),
        (b"a\n", codecs.BOM_UTF8 + b"a\r\n", True),
        (b"a\n", b"a", True),
        (b"a\n", b"a\n\n", False),
        (b"a \n", b"a\n", False),
        (b"\xff", b"\xff", True),
        (b"\xff", b"\xfe", False),
        (b"", b"\n", False),
    ],
)
def test_content_is_compared_without_line_endings(one: bytes, other: bytes, is_same: bool) -> None:
    assert same_content(one, other) is same_content(other, one) is is_same
