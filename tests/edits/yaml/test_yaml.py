"""One more item or key in a YAML document: comments, order, quoting and line endings stay."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.yaml.mapping import add_mapping_key, with_block
from pushcart_extensions.edits.yaml.places import composed, scalar, shape, verified
from pushcart_extensions.edits.yaml.sequence import add_sequence_item
from pushcart_extensions.errors import EditError

WORKFLOW = """\
# An example that runs

sources:
  - type: orders  # ours
    url: 'a'
    # paging: 3

# where it goes
destinations:
  - type: console
application:
  extensions:
    audit: []
"""
ANSWERS = """\
_commit: v0.1.0
sources:
- orders
destinations: []
backend: hatchling
"""
LATER = ("transformations", "destinations", "application")

Item = tuple[str, str, tuple[str | int, ...], list[str], str, str]

ITEMS: list[Item] = [
    ("behind the comments of the last item", WORKFLOW, ("sources",), ["type: s3", "key: 1"], "    # paging: 3\n", "  - type: s3\n    key: 1\n"),
    ("a section before those that come later", WORKFLOW, ("transformations",), ["type: clean"], "# paging: 3\n", "\ntransformations:\n  - type: clean"),
    ("a list of scalars", ANSWERS, ("sources",), ["s3"], "- orders\n", "- s3\n"),
    ("a list before those that come later", ANSWERS, ("extensions",), ["audit"], "- orders\n", "extensions:\n- audit\n"),
    ("no line ending at the end", "sources:\n - type: a", ("sources",), ["type: b"], "a", "\n - type: b"),
    ("a list in a list's item", "sources:\n  - type: rows\n    rows:\n      - id: 1\n", ("sources", 0, "rows"), ["id: 2"], "1\n", "      - id: 2\n"),
    ("items that stand apart", "a:\n- 1\n\n- 2\n\nb: 3\n", ("a",), ["3"], "2\n", "\n- 3\n"),
    ("a wide dash", "a:\n  -   type: x\n", ("a",), ["type: y", "z: 1"], "x\n", "  -   type: y\n      z: 1\n"),
    ("a text of several lines", "a:\n  - |\n    one\n\nb: 1\n", ("a",), ["two"], "one\n", "  - two\n"),
    ("a text that keeps its blank lines", "a:\n  - |+\n    one\n\nb: 1\n", ("a",), ["two"], "one\n\n", "  - two\n"),
    ("an alias", "x: &x\n  type: q\na:\n  - *x\nb: 1\n", ("a",), ["type: r"], "*x\n", "  - type: r\n"),
    ("an empty document", "# nothing yet\n", ("sources",), ["type: a"], "yet\n", "sources:\n  - type: a\n"),
    ("the mappings on the way", "a: 1\n", ("b", "c"), ["d"], "1\n", "b:\n  c:\n    - d\n"),
    ("in brackets", "a: [1, 2] # c\n", ("a",), ["3"], "2", ", 3"),
    ("a mapping in brackets", "a: [{type: x}]\n", ("a",), ["type: y", "z: 1"], "{type: x}", ", {type: y, z: 1}"),
    ("brackets over several lines", "a: [\n  1, # c\n  2\n]\n", ("a",), ["3"], "2", ",\n  3"),
]  # fmt: skip


def with_newlines(text: str, newline: str) -> str:
    return text.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", ITEMS, ids=[row[0] for row in ITEMS])
def test_an_item_goes_to_its_place_and_nothing_else_changes(case: Item, newline: str) -> None:
    _, text, path, lines, behind, new = case
    wanted = text.replace(behind, behind + new, 1)
    before = with_newlines(text, newline)
    after = add_sequence_item(before, path, lines, before=LATER)
    assert after == with_newlines(wanted, newline)
    assert add_sequence_item(after, path, lines, before=LATER) == after


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: []  # none\nb: 1\n", "a:  # none\n  - x\nb: 1\n"),
        ("a:\nb: 1\n", "a:\n  - x\nb: 1\n"),
        ("a: null # none\n", "a: # none\n  - x\n"),
        ("a: ~", "a:\n  - x"),
        ("k: {a: []}\nb: [1]\n", "k: {a: [x]}\nb: [1]\n"),
    ],
)
def test_an_empty_list_becomes_one_with_an_item(text: str, wanted: str) -> None:
    path = ("k", "a") if text.startswith("k") else ("a",)
    assert add_sequence_item(text, path, ["x"]) == wanted


def test_a_stage_that_has_further_options_is_there_already() -> None:
    assert add_sequence_item(WORKFLOW, ("sources",), ["type: orders"]) == WORKFLOW


KEYS: list[tuple[str, str, tuple[str, ...], str, str]] = [
    ("behind its siblings", WORKFLOW, ("application", "extensions"), "audit: []\n", "    new: []\n"),
    ("the mappings on the way", ANSWERS, ("application", "extensions"), "hatchling\n", "application:\n  extensions:\n    new: []\n"),
    ("in brackets", "application: {extensions: {audit: []}}\n", ("application", "extensions"), "audit: []", ", new: []"),
    ("no value yet", "application:\n    extensions:\n", ("application", "extensions"), "extensions:\n", "        new: []\n"),
    ("at the top", "# x\na: 1 # c", (), "# c", "\nnew: []"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("text", "path", "behind", "new"), [row[1:] for row in KEYS], ids=[row[0] for row in KEYS]
)
def test_a_key_goes_to_its_place_and_nothing_else_changes(
    text: str, path: tuple[str, ...], behind: str, new: str, newline: str
) -> None:
    before = with_newlines(text, newline)
    after = add_mapping_key(before, path, "new", "[]")
    assert after == with_newlines(text.replace(behind, behind + new), newline)
    assert add_mapping_key(after, path, "new", "[]") == after


def test_a_comment_at_the_top_stays_there() -> None:
    text = "# about all\ndestinations:\n  - type: a\n"
    after = add_sequence_item(text, ("sources",), ["type: b"], before=("destinations",))
    assert after == "# about all\nsources:\n  - type: b\ndestinations:\n  - type: a\n"


@pytest.mark.parametrize(
    "word", ["yes", "on", "null", "1e3", "0x1", "plain", "a: b", "é", "'", "", "- x", "a #b"]
)
def test_a_string_is_written_so_that_it_stays_one(word: str) -> None:
    assert yaml.safe_load(add_sequence_item("a:\n- q\n", ("a",), [scalar(word)])) == {"a": ["q", word]}
    assert yaml.safe_load(add_mapping_key("a:\n", ("a",), word, "1")) == {"a": {word: 1}}


@pytest.mark.parametrize(
    "edit",
    [
        lambda: add_sequence_item("a: [\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: 1\n---\nb: 1\n", ("a",), ["x"]),
        lambda: add_sequence_item("- a\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: text\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: {}\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: [1]\na: [2]\n", ("a",), ["x"]),
        lambda: add_sequence_item("b: &b [1]\na: *b\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: &b []\nb: *b\n", ("a",), ["x"]),
        lambda: add_sequence_item("a: [1]\n", ("a",), ["x:", "  y: 1"]),
        lambda: add_sequence_item("a:\n- # odd\n  x\n", ("a",), ["y"]),
        lambda: add_sequence_item("a:\n- x\n", ("a", 3, "b"), ["y"]),
        lambda: add_sequence_item("a:\n- x\n", ("a",), ["y: ["]),
        lambda: add_mapping_key("a: [1]\n", ("a",), "x", "1"),
        lambda: add_mapping_key("{}\n", (), "x", "1"),
        lambda: add_mapping_key("-\n", (0,), "x", "1"),
        lambda: add_mapping_key("? a\n", ("a",), "x", "1"),
        lambda: add_sequence_item("a: 1\n", (), ["x"]),
        lambda: with_block("a: 3\n", ("a",), ["x: 1"]),
        lambda: verified("a: 1\n", shape(composed("a: 2\n"))),
        lambda: add_mapping_key("a: {b: 1}\n", ("a", "c"), "x", "1"),
    ],
)  # fmt: skip
def test_what_is_not_safe_is_refused(edit: Callable[[], str]) -> None:
    with pytest.raises(EditError):
        edit()


def test_before_the_first_key_behind_a_dash_there_is_no_place() -> None:
    assert add_mapping_key("- a: 1\n  b: 2\n", (0,), "c", "3", before=("a",)) == "- a: 1\n  b: 2\n  c: 3\n"


WORD = st.sampled_from(["orders", "s3", "'quoted'", '"q, ]"', "1", "~", "{a: 1}", "[1, 2]", "a b"])
NOISE = st.sampled_from(["", "", "", "# at the margin", "    # deep", "  # two"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document with lists in blocks and in brackets, and comments and blank lines anywhere."""
    lines: list[str] = draw(st.lists(NOISE, max_size=2))
    offset = draw(st.sampled_from(["", "  ", "   "]))
    for key in draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4)):
        comment = draw(st.sampled_from(["", "  # why: [", " # ö"]))
        items = draw(st.lists(WORD, max_size=3))
        if draw(st.booleans()) or not items:
            lines.append(f"{key}: [{', '.join(items)}]{comment}")
        else:
            lines.append(f"{key}:{comment}")
            for item in items:
                shown = draw(
                    st.sampled_from(
                        [item, f"type: {item}", f"type: {item}\n{offset}  more: |\n{offset}    text"]
                    )
                )
                lines += [
                    f"{offset}- {shown}{comment if 'text' not in shown else ''}",
                    *draw(st.lists(NOISE, max_size=2)),
                ]
        lines += draw(st.lists(NOISE, max_size=2))
    text = "\n".join(lines)
    # A block of text at the very end says something else once a line ending follows it.
    text += "\n" if "more" in text or (lines and draw(st.booleans())) else ""
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def loaded(text: str) -> dict[str, Any]:
    return yaml.safe_load(text) or {}


def is_kept(before: str, after: str) -> bool:
    kept = iter(after.splitlines())
    return all(line in kept for line in before.splitlines())


@given(
    documents(), st.sampled_from("abcde"), st.sampled_from([["new"], ["type: new"], ["type: new", "n: 1"]])
)
def test_an_item_is_in_and_every_other_line_is_kept(text: str, key: str, item: list[str]) -> None:
    after = add_sequence_item(text, (key,), item, before=("d", "e"))
    whole = loaded(text)
    added = yaml.safe_load("\n".join(item))
    assert loaded(after) == whole | {key: [*(whole.get(key) or []), added]}
    assert add_sequence_item(after, (key,), item) == after
    # A list in brackets has its line changed, and an empty one is opened.
    lines = [line for line in text.splitlines() if not line.startswith(f"{key}: [")]
    assert is_kept("\n".join(lines), after)
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
    assert text.count("#") == after.count("#")


@given(documents(), st.sampled_from("xyz"), st.booleans())
def test_a_key_is_in_and_every_line_is_kept(text: str, key: str, nested: bool) -> None:
    path = ("deep", "down") if nested else ()
    after = add_mapping_key(text, path, key, "[1]", before=("b",))
    added = {"deep": {"down": {key: [1]}}} if nested else {key: [1]}
    assert loaded(after) == loaded(text) | added
    assert is_kept(text, after)
    assert add_mapping_key(after, path, key, "[1]") == after
