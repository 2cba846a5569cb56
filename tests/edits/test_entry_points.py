"""Entry points and dependencies in pyproject.toml: in the package's own style, nothing else moves."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pushcart_extensions.edits.dependencies import add_dependency
from pushcart_extensions.edits.entry_points import (
    add_entry_point,
    follow_class,
    move_entry_point,
    remove_entry_point,
    rename_entry_point,
    rename_group,
    retarget_entry_point,
    stated_entry_points,
)
from pushcart_extensions.errors import EditError

SOURCES = "pushcart.sources"

HEADERS = """\
[project]
name = "x"
dependencies = [
    "a",  # why, so
    "b"
]

[project.entry-points."pushcart.sources"]
orders = "a:B"  # c

# about the tool
[tool.x]
y = 1
"""
DOTTED = """\
[project]
name = 'x'
dependencies = []

[project.entry-points]
"pushcart.sources".orders = 'a:B'
"""
INLINE = """\
[project]
name = "x"
[project.entry-points]
"pushcart.sources" = { orders = "a:B" }  # c

[tool.z]
"""
DEEP = """\
[project]
name = "x"
dependencies = ["a"]
entry-points = { "pushcart.sources" = { orders = "a:B" } }
"""
POETRY = """\
[tool.poetry]
name = "x"

[tool.poetry.dependencies]
python = "^3.11"

[tool.poetry.group.dev.dependencies]
pytest = "*"

[tool.poetry.plugins."pushcart.sources"]
"orders" = "a:B"
"""
BARE = '[build-system]\nrequires = []\n\n[project]\nname = "x"'
STYLES = {"headers": HEADERS, "dotted": DOTTED, "inline": INLINE, "deep": DEEP, "poetry": POETRY}


def entries(text: str) -> dict[str, dict[str, str]]:
    data = tomllib.loads(text)
    found = data.get("tool", {}).get("poetry", {}).get("plugins") or data["project"].get("entry-points", {})
    return {group: dict(table) for group, table in found.items() if table}


def changed_lines(before: str, after: str) -> list[str]:
    diff = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in diff if line[0] in "+-"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_entry_points_change_in_every_style(style: str, newline: str) -> None:
    text = style.replace("\n", newline)
    assert entries(add_entry_point(text, SOURCES, "s3", "q:R")) == {SOURCES: {"orders": "a:B", "s3": "q:R"}}
    new = add_entry_point(text, "web.extension", "a flag", "q:R")
    assert entries(new) == {SOURCES: {"orders": "a:B"}, "web.extension": {"a flag": "q:R"}}
    assert new.count("\r\n") == (new.count("\n") if newline == "\r\n" else 0)
    assert entries(rename_entry_point(text, SOURCES, "orders", "s3")) == {SOURCES: {"s3": "a:B"}}
    assert entries(retarget_entry_point(text, SOURCES, "orders", "q:R")) == {SOURCES: {"orders": "q:R"}}
    assert entries(remove_entry_point(new, SOURCES, "orders")) == {"web.extension": {"a flag": "q:R"}}
    assert entries(rename_group(text, SOURCES, "pushcart.x")) == {"pushcart.x": {"orders": "a:B"}}
    moved = move_entry_point(new, SOURCES, "orders", "web.extension", "o")
    assert entries(moved) == {"web.extension": {"a flag": "q:R", "o": "a:B"}}
    assert entries(follow_class(text, frozenset({"a"}), "B", "C")) == {SOURCES: {"orders": "a:C"}}


def test_what_is_stated_is_told_wherever_it_stands() -> None:
    both = f"{HEADERS}\n{POETRY}".replace('"orders" = "a:B"', 's3 = "q:R"\nodd = 3')
    assert stated_entry_points(both) == {SOURCES: {"orders": "a:B", "s3": "q:R"}}
    assert stated_entry_points("[project.entry-points]\nodd = 3\n") == {"odd": {}}
    with pytest.raises(EditError, match="not valid TOML"):
        stated_entry_points("[")


def test_a_class_is_followed_wherever_it_is_registered() -> None:
    both = f"{HEADERS}\n{POETRY}"
    assert follow_class(both, frozenset({"a"}), "B", "C") == both.replace("a:B", "a:C")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_an_addition_that_is_there_changes_nothing(style: str) -> None:
    assert add_entry_point(style, SOURCES, "orders", "a:B") == style
    assert remove_entry_point(style, SOURCES, "gone") == style
    with_it = add_dependency(style, "pushcart-extensions")
    assert add_dependency(with_it, "pushcart_extensions", ">=1") == with_it


SHOWN: list[tuple[str, str, Callable[[str], str], list[str]]] = [
    ("beside its sibling", HEADERS, lambda t: add_entry_point(t, SOURCES, "s3", "q:R"), ['+ s3 = "q:R"\n']),
    ("a new table", HEADERS, lambda t: add_entry_point(t, "web.extension", "f", "q:R"), ['+ [project.entry-points."web.extension"]\n', '+ f = "q:R"\n', "+ \n"]),
    ("a dotted key", DOTTED, lambda t: add_entry_point(t, "web.extension", "f", "q:R"), ["+ \"web.extension\".f = 'q:R'\n"]),
    ("an inline table", INLINE, lambda t: add_entry_point(t, "web.extension", "f", "q:R"), ['+ "web.extension" = { f = "q:R" }\n']),
    ("quotes of a key and a value", DOTTED, lambda t: retarget_entry_point(t, SOURCES, "orders", "q:R"), ["- \"pushcart.sources\".orders = 'a:B'\n", "+ \"pushcart.sources\".orders = 'q:R'\n"]),
    ("a dependency on its own line", HEADERS, lambda t: add_dependency(t, "p", ">=1"), ['-     "b"\n', '+     "b",\n', '+     "p>=1"\n']),
    ("a dependency of Poetry", POETRY, lambda t: add_dependency(t, "p"), ['+ p = "*"\n']),
    ("a dependency behind a nested list", HEADERS.replace("[tool.x]", "[tool.x]\nz = [\n  [1],\n]"), lambda t: add_dependency(t, "p"), ['-     "b"\n', '+     "b",\n', '+     "p"\n']),
    ("the first dependency", DOTTED, lambda t: add_dependency(t, "p"), ["- dependencies = []\n", '+ dependencies = ["p"]\n']),
    ("no dependencies yet", INLINE, lambda t: add_dependency(t, "p"), ['+ dependencies = ["p"]\n']),
    ("the last one goes with its header", POETRY, lambda t: remove_entry_point(t, SOURCES, "orders"), ["- \n", '- [tool.poetry.plugins."pushcart.sources"]\n', '- "orders" = "a:B"\n']),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "edit", "lines"), [case[1:] for case in SHOWN], ids=[case[0] for case in SHOWN]
)
def test_only_these_lines_change(text: str, edit: Callable[[str], str], lines: list[str]) -> None:
    assert changed_lines(text, edit(text)) == lines


def test_a_table_is_made_where_there_is_none() -> None:
    text = add_entry_point(BARE, SOURCES, "s3", "q:R")
    assert text == f'{BARE}\n\n[project.entry-points."pushcart.sources"]\ns3 = "q:R"\n'
    assert add_entry_point("[project]\n", SOURCES, "s3", "q:R").endswith('s3 = "q:R"\n')
    poetry = add_entry_point('[tool.poetry]\nname = "x"\n', SOURCES, "s3", "q:R")
    assert entries(poetry) == {SOURCES: {"s3": "q:R"}}


@pytest.mark.parametrize(
    "edit",
    [
        lambda: add_entry_point(HEADERS, SOURCES, "orders", "other:One"),
        lambda: rename_entry_point(HEADERS, SOURCES, "gone", "s3"),
        lambda: retarget_entry_point(HEADERS, "gone", "orders", "q:R"),
        lambda: add_entry_point("[build-system]\n", SOURCES, "s3", "q:R"),
        lambda: add_entry_point('[project]\ndynamic = ["entry-points"]\n', SOURCES, "s3", "q:R"),
        lambda: add_entry_point("[[project]]\n", SOURCES, "s3", "q:R"),
        lambda: rename_entry_point(add_entry_point(HEADERS, SOURCES, "s3", "q:R"), SOURCES, "orders", "s3"),
        lambda: move_entry_point(add_entry_point(HEADERS, "x", "s3", "q:R"), SOURCES, "orders", "x", "s3"),
        lambda: add_dependency("project = 1\n", "p"),
        lambda: add_dependency('[project]\ndynamic = ["dependencies"]\n', "p"),
        lambda: add_dependency("[project\n", "p"),
        lambda: add_dependency("[project]\ndependencies = 3\n", "p"),
    ],
)
def test_what_is_not_safe_is_refused(edit: Callable[[], str]) -> None:
    with pytest.raises(EditError):
        edit()


KEY = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
VALUE = st.from_regex(r"[a-z]{1,5}(\.[a-z]{1,4})?:[A-Z][a-z]{0,5}", fullmatch=True)
COMMENT = st.sampled_from(["", "  # why", ' # "=, ]', "# ö"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, dict[str, str]]]:
    """Draw a pyproject.toml with entry points, comments, blank lines and odd tables around."""
    groups = draw(st.dictionaries(st.sampled_from([SOURCES, "web.extension", "x"]), st.dictionaries(KEY, VALUE, min_size=1, max_size=4), min_size=1))  # fmt: skip
    separator = draw(st.sampled_from([" = ", "=", "   = "]))
    quote = draw(st.sampled_from("\"'"))
    lines = ["[project] # it", 'name = "x"', "description = '''", "[tool.not]", "a = 1'''", ""]
    dotted = draw(st.booleans())
    lines += ["[project.entry-points]"] if dotted else []
    for group, table in groups.items():
        lines += [] if dotted else ["", f'[project.entry-points."{group}"]{draw(COMMENT)}']
        for key, value in table.items():
            start = f'"{group}".' if dotted else draw(st.sampled_from(["", "  "]))
            lines.append(f"{start}{key}{separator}{quote}{value}{quote}{draw(COMMENT)}")
            lines += draw(st.sampled_from([[], [], ["# between"], [""]]))
    lines += draw(
        st.sampled_from([[], ["", "[tool.y] # t", "z = [", "  1, # one", "]"], ["[[tool.q]]", "a = {}"]])
    )
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""]), groups


@given(documents(), st.sampled_from([SOURCES, "pushcart.destinations"]), KEY, VALUE)
def test_an_addition_is_in_and_every_line_is_kept(
    document: tuple[str, dict[str, dict[str, str]]], group: str, name: str, value: str
) -> None:
    before, groups = document
    assume(name not in groups.get(group, {}))
    after = add_entry_point(before, group, name, value)
    assert entries(after) == groups | {group: groups.get(group, {}) | {name: value}}
    kept = iter(after.splitlines(keepends=True))
    assert all(line in kept for line in before.splitlines(keepends=True))
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in before else 0)


@given(documents(), st.data(), KEY, VALUE)
def test_a_change_changes_one_line(
    document: tuple[str, dict[str, dict[str, str]]], data: st.DataObject, name: str, value: str
) -> None:
    before, groups = document
    group = data.draw(st.sampled_from(sorted(groups)))
    old = data.draw(st.sampled_from(sorted(groups[group])))
    assume(name not in groups[group])
    for after, wanted in (
        (rename_entry_point(before, group, old, name), {name if k == old else k: v for k, v in groups[group].items()}),
        (retarget_entry_point(before, group, old, value), groups[group] | {old: value}),
    ):  # fmt: skip
        assert entries(after) == groups | {group: wanted}
        pairs = zip(before.splitlines(keepends=True), after.splitlines(keepends=True), strict=True)
        assert sum(one != other for one, other in pairs) <= 1


@given(documents(), st.data())
def test_a_removal_takes_its_line_and_at_most_its_header(
    document: tuple[str, dict[str, dict[str, str]]], data: st.DataObject
) -> None:
    before, groups = document
    group = data.draw(st.sampled_from(sorted(groups)))
    old = data.draw(st.sampled_from(sorted(groups[group])))
    after = remove_entry_point(before, group, old)
    left = {key: value for key, value in groups[group].items() if key != old}
    assert entries(after) == {k: v for k, v in (groups | {group: left}).items() if v}
    gone = [line[2:] for line in changed_lines(before, after)]
    assert all(line[0] == "-" for line in changed_lines(before, after))
    keys = [line for line in gone if line.strip() and not line.lstrip().startswith("[")]
    assert len(keys) == 1
    assert old in keys[0]
    assert not [line for line in gone if line.startswith("[") and "#" in line], "a comment stays"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("orders", 's3 = "q:R"\norders = "a:B"  # c\n'),
        ("gone", 'orders = "a:B"  # c\ns3 = "q:R"\n'),
    ],
)
def test_a_key_goes_before_another_where_that_is_there(before: str, after: str) -> None:
    assert after in add_entry_point(HEADERS, SOURCES, "s3", "q:R", before=[before])


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_key_goes_before_another_in_every_style(style: str) -> None:
    text = add_entry_point(style, SOURCES, "s3", "q:R", before=["orders"])
    assert [*entries(text)[SOURCES].items()] == [("s3", "q:R"), ("orders", "a:B")]


def test_a_new_group_goes_before_another_with_its_comments() -> None:
    commented = HEADERS.replace("[project.entry", "# our sources\n# all of them\n[project.entry")
    text = add_entry_point(commented, "pushcart.a", "s3", "q:R", before_groups=["x", SOURCES])
    assert (
        ']\n\n[project.entry-points."pushcart.a"]\ns3 = "q:R"\n\n'
        '# our sources\n# all of them\n[project.entry-points."pushcart.sources"]\n'
    ) in text


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_new_group_before_another_is_made_in_every_style(style: str) -> None:
    text = add_entry_point(style, "pushcart.a", "s3", "q:R", before_groups=[SOURCES])
    assert entries(text) == {"pushcart.a": {"s3": "q:R"}, SOURCES: {"orders": "a:B"}}
