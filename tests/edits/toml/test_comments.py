"""What is renamed, moved or removed in a pyproject.toml takes the comments on it along, and no others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pushcart_extensions.edits.entry_points import (
    move_entry_point,
    remove_entry_point,
    rename_entry_point,
    rename_group,
)
from pushcart_extensions.errors import EditError

WRONG, RIGHT, OTHER = "pushcart.source", "pushcart.sources", "web.extension"

HEADERS = """\
[project]
name = "x"

# all sources
[project.entry-points."pushcart.sources"]
# about a
a = "m:A"  # a

# the other ones
[project.entry-points.'pushcart.source']  # wrong
# about b
'b' = 'm:B'  # b
# at its end

# flags
[project.entry-points."web.extension"]
one = "m:A"  # 1
two = "m:B"  # 2
"""
INLINE = """\
[project.entry-points]
# all sources
"pushcart.sources" = { a = "m:A" } # a
# the other ones
"pushcart.source" = { b = "m:B" } # b
"web.extension" = { one = "m:A", two = "m:B" }
"""
DOTTED = """\
[project]
entry-points."pushcart.sources".a = "m:A"  # a
# about b
entry-points.'pushcart.source'.b = "m:B"  # b
entry-points."pushcart.source".c = "m:C"
"""

CASES: list[tuple[str, str, Callable[[str], str], str]] = [
    (
        "a renamed entry stays where it is",
        HEADERS,
        lambda text: rename_entry_point(text, OTHER, "one", "three"),
        HEADERS.replace("one =", "three ="),
    ),
    (
        "a group joins another with all that is said of it",
        HEADERS,
        lambda text: rename_group(text, WRONG, RIGHT),
        """\
[project]
name = "x"

# all sources
[project.entry-points."pushcart.sources"]
# about a
a = "m:A"  # a
# the other ones
# wrong
# about b
'b' = 'm:B'  # b
# at its end

# flags
[project.entry-points."web.extension"]
one = "m:A"  # 1
two = "m:B"  # 2
""",
    ),
    (
        "a group that nothing else is called like is renamed in its quotes",
        HEADERS,
        lambda text: rename_group(text, WRONG, "pushcart.x"),
        HEADERS.replace("'pushcart.source'", "'pushcart.x'"),
    ),
    (
        "the only entry of a group moves by its header",
        HEADERS,
        lambda text: move_entry_point(text, WRONG, "b", "pushcart.x", "c"),
        HEADERS.replace("'pushcart.source'", "'pushcart.x'").replace("'b' =", "'c' ="),
    ),
    (
        "an entry moves with its comments, and an empty table with a comment stays",
        HEADERS,
        lambda text: move_entry_point(text, WRONG, "b", RIGHT, "c"),
        HEADERS.replace("# about b\n'b' = 'm:B'  # b\n", "").replace(
            "# a\n", "# a\n# about b\nc = 'm:B'  # b\n"
        ),
    ),
    (
        "a comment on several entries stays with the rest",
        HEADERS.replace("one =", "# both\none ="),
        lambda text: move_entry_point(text, OTHER, "one", RIGHT, "one"),
        HEADERS.replace('one = "m:A"  # 1', "# both").replace("# a\n", '# a\none = "m:A"  # 1\n'),
    ),
    (
        "the last entry that goes leaves the table that is commented on",
        HEADERS,
        lambda text: remove_entry_point(text, RIGHT, "a"),
        HEADERS.replace('a = "m:A"  # a\n', ""),
    ),
    (
        "an inline group is renamed at its place",
        INLINE,
        lambda text: rename_group(text, WRONG, "pushcart.x"),
        INLINE.replace('"pushcart.source"', '"pushcart.x"'),
    ),
    (
        "an inline group joins another with all that is said of it",
        INLINE,
        lambda text: rename_group(text, WRONG, RIGHT),
        """\
[project.entry-points]
# all sources
# the other ones
# b
"pushcart.sources" = { a = "m:A", b = "m:B" } # a
"web.extension" = { one = "m:A", two = "m:B" }
""",
    ),
    (
        "the first of several in brackets goes with its comma",
        INLINE,
        lambda text: remove_entry_point(text, OTHER, "one"),
        INLINE.replace('one = "m:A", ', ""),
    ),
    (
        "the last of several in brackets goes with its comma",
        INLINE,
        lambda text: remove_entry_point(text, OTHER, "two"),
        INLINE.replace(', two = "m:B"', ""),
    ),
    (
        "brackets that are empty then and commented on stay",
        INLINE,
        lambda text: remove_entry_point(text, WRONG, "b"),
        INLINE.replace('{ b = "m:B" }', "{}"),
    ),
    (
        "brackets that are empty then go",
        INLINE.replace(" # b", "").replace("# the other ones\n", ""),
        lambda text: remove_entry_point(text, WRONG, "b"),
        INLINE.replace('# the other ones\n"pushcart.source" = { b = "m:B" } # b\n', ""),
    ),
    (
        "brackets in brackets that are empty then go",
        '[project]\nname = "x"\nentry-points = { "pushcart.source" = { b = "m:B" } }\n',
        lambda text: remove_entry_point(text, WRONG, "b"),
        '[project]\nname = "x"\n',
    ),
    (
        "brackets beside others that are empty then go",
        '[project]\nentry-points = { "pushcart.source" = { b = "m:B" }, x = { c = "m:C" } } # c\n',
        lambda text: remove_entry_point(text, WRONG, "b"),
        '[project]\nentry-points = { x = { c = "m:C" } } # c\n',
    ),
    (
        "dotted keys are renamed at their places",
        DOTTED,
        lambda text: rename_group(text, WRONG, "pushcart.x"),
        DOTTED.replace("'pushcart.source'", "'pushcart.x'").replace('"pushcart.source"', '"pushcart.x"'),
    ),
    (
        "dotted keys join others with their comments",
        DOTTED,
        lambda text: rename_group(text, WRONG, RIGHT),
        DOTTED.replace("'pushcart.source'", "'pushcart.sources'").replace(
            '"pushcart.source"', '"pushcart.sources"'
        ),
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("before", "edit", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_comments_go_where_what_they_are_about_goes(
    before: str, edit: Callable[[str], str], after: str, newline: str
) -> None:
    assert edit(before.replace("\n", newline)) == after.replace("\n", newline)


@pytest.mark.parametrize("text", [HEADERS, INLINE, DOTTED])
def test_a_group_with_a_name_of_the_other_is_not_joined(text: str) -> None:
    with pytest.raises(EditError, match="has another a already"):
        rename_group(text.replace("'b'", "a").replace("b =", "a ="), WRONG, RIGHT)


NOISE = st.lists(st.sampled_from(["", "# lone", "# another [x]", "  # deep"]), max_size=3)
BEHIND = st.sampled_from(["", "  # behind", " # = ö", "\t#tab"])
KEY = st.sampled_from(["a", "'b'", '"c"', "d_e"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a pyproject.toml with up to three groups, comments and blank lines anywhere."""
    lines = ["[project]", 'name = "x"', *draw(NOISE)]
    for group in draw(st.lists(st.sampled_from([WRONG, RIGHT, OTHER]), unique=True, min_size=1)):
        lines += [f'[project.entry-points."{group}"]{draw(BEHIND)}', *draw(NOISE)]
        for number, key in enumerate(draw(st.lists(KEY, unique=True, min_size=1, max_size=4))):
            lines += [f'{key} = "m:C{number}"{draw(BEHIND)}', *draw(NOISE)]
    text = "\n".join([*lines, *draw(st.sampled_from([[], ["[tool.x]", "y = 1"]]))])
    end = draw(st.sampled_from(["", "\n"]))
    return f"{text}{end}".replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def entries(text: str) -> dict[str, dict[str, str]]:
    found = tomllib.loads(text)["project"].get("entry-points", {})
    return {group: table for group, table in found.items() if table}


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2] for line in text.splitlines() if "#" in line)


def code(text: str) -> list[str]:
    lines = (re.sub("['\"]", "", line.partition("#")[0]).strip() for line in text.splitlines())
    return sorted(line for line in lines if line and not line.startswith("[project.entry-points."))


@given(documents(), st.data())
def test_a_move_keeps_every_comment_and_changes_nothing_else(text: str, data: st.DataObject) -> None:
    before = entries(text)
    group = data.draw(st.sampled_from(sorted(before)))
    name = data.draw(st.sampled_from(sorted(before[group])))
    target = data.draw(st.sampled_from([one for one in (WRONG, RIGHT, OTHER) if one != group]))
    assume(name not in before.get(target, {}))
    after = move_entry_point(text, group, name, target, name)
    left = {one: value for one, value in before[group].items() if one != name}
    wanted = before | {group: left, target: before.get(target, {}) | {name: before[group][name]}}
    assert entries(after) == {one: table for one, table in wanted.items() if table}
    assert comments(after) == comments(text)
    assert code(after) == code(text)
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)


@given(documents())
def test_a_joined_group_keeps_every_comment_and_line(text: str) -> None:
    before = entries(text)
    assume(not before.get(RIGHT, {}).keys() & before.get(WRONG, {}).keys())
    after = rename_group(text, WRONG, RIGHT)
    joined = before.get(RIGHT, {}) | before.pop(WRONG, {})
    assert entries(after) == before | ({RIGHT: joined} if joined else {})
    assert comments(after) == comments(text)
    assert rename_group(after, WRONG, RIGHT) == after
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)
