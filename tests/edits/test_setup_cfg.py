"""Entry points and dependencies in a setup.cfg: as setuptools reads them, and nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from setuptools.dist import Distribution  # type: ignore[import-untyped]  # it has no types

from pushcart_extensions.edits.setup_cfg import (
    add_dependency,
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

WRONG, RIGHT, FLAGS, NEW = "pushcart.source", "pushcart.sources", "web.extension", "pushcart.destinations"

WHOLE = """\
[metadata]
name = pushcart-shop  ; not a comment

# what it holds
[options]
packages = find:
install_requires =
    # the runtime
    a>=1; python_version<"3.13"

[options.entry_points]
# all sources
pushcart.sources =
    # about a
    a = m:A

    # about b
    b=m:B
; a typo
pushcart.source = c = m:C
web.extension =
    one = m:A
    two = m:B

[tool:x]
y = 1
"""
APART = "[options.entry_points]\na =\n  x = m:X\n\nb =\n  y = m:Y\n\n# tool\n[z]\n"

Edit = Callable[[str], str]
CASES: list[tuple[str, str, Edit, str]] = [
    (
        "behind its siblings",
        WHOLE,
        lambda text: add_entry_point(text, RIGHT, "s3", "m:S"),
        WHOLE.replace("b=m:B\n", "b=m:B\n    s3 = m:S\n"),
    ),
    (
        "before others, above the comments on them",
        WHOLE,
        lambda text: add_entry_point(text, RIGHT, "s3", "m:S", before=["b"]),
        WHOLE.replace("    # about b\n", "    s3 = m:S\n    # about b\n"),
    ),
    (
        "beside one on the line of its group",
        WHOLE,
        lambda text: add_entry_point(text, WRONG, "s3", "m:S"),
        WHOLE.replace("source = c = m:C\n", "source =\n    c = m:C\n    s3 = m:S\n"),
    ),
    (
        "in a new group",
        WHOLE,
        lambda text: add_entry_point(text, NEW, "s3", "m:S"),
        WHOLE.replace("two = m:B\n", "two = m:B\npushcart.destinations =\n    s3 = m:S\n"),
    ),
    (
        "in a new group before another",
        WHOLE,
        lambda text: add_entry_point(text, NEW, "s3", "m:S", before_groups=[FLAGS]),
        WHOLE.replace("web.ext", "pushcart.destinations =\n    s3 = m:S\nweb.ext"),
    ),
    (
        "in a new group that stands apart like the others",
        APART,
        lambda text: add_entry_point(text, "c", "z", "m:Z"),
        APART.replace("m:Y\n", "m:Y\n\nc =\n  z = m:Z\n"),
    ),
    (
        "in a new section",
        "[metadata]\nname = x",
        lambda text: add_entry_point(text, NEW, "s3", "m:S"),
        "[metadata]\nname = x\n\n[options.entry_points]\npushcart.destinations =\n    s3 = m:S\n",
    ),
    (
        "a rename",
        WHOLE,
        lambda text: rename_entry_point(text, RIGHT, "b", "c"),
        WHOLE.replace("b=m", "c=m"),
    ),
    (
        "another target",
        WHOLE,
        lambda text: retarget_entry_point(text, WRONG, "c", "q:R"),
        WHOLE.replace("c = m:C", "c = q:R"),
    ),
    (
        "a removal",
        WHOLE,
        lambda text: remove_entry_point(text, FLAGS, "one"),
        WHOLE.replace("    one = m:A\n", ""),
    ),
    (
        "the last of a group goes with it",
        APART,
        lambda text: remove_entry_point(text, "a", "x"),
        APART.replace("a =\n  x = m:X\n\n", ""),
    ),
    (
        "the last of the last group goes with it",
        APART,
        lambda text: remove_entry_point(text, "b", "y"),
        APART.replace("\nb =\n  y = m:Y\n", ""),
    ),
    (
        "the last of all goes with the section",
        "[metadata]\nname = x\n\n[options.entry_points]\na =\n  x = m:X\n\n[z]\ny = 1\n",
        lambda text: remove_entry_point(text, "a", "x"),
        "[metadata]\nname = x\n\n[z]\ny = 1\n",
    ),
    (
        "a group that is commented on stays",
        WHOLE,
        lambda text: remove_entry_point(text, WRONG, "c"),
        WHOLE.replace("c = m:C", "").replace("source = \n", "source =\n"),
    ),
    (
        "an entry moves with the comment on it",
        WHOLE,
        lambda text: move_entry_point(text, RIGHT, "b", FLAGS, "d"),
        WHOLE.replace("    # about b\n    b=m:B\n", "").replace(
            "two = m:B\n", "two = m:B\n    # about b\n    d=m:B\n"
        ),
    ),
    (
        "the only entry of a group moves by the group's name",
        WHOLE,
        lambda text: move_entry_point(text, WRONG, "c", NEW, "d"),
        WHOLE.replace("pushcart.source = c", "pushcart.destinations = d"),
    ),
    (
        "a group is renamed at its place",
        WHOLE,
        lambda text: rename_group(text, WRONG, NEW),
        WHOLE.replace("pushcart.source =", "pushcart.destinations ="),
    ),
    (
        "a group joins another with all that is said of it",
        WHOLE,
        lambda text: rename_group(text, WRONG, RIGHT),
        WHOLE.replace("; a typo\npushcart.source = c = m:C\n", "")
        .replace("b=m:B\n", "b=m:B\n    c = m:C\n")
        .replace("# all sources\n", "# all sources\n; a typo\n"),
    ),
    (
        "a group without comments joins another",
        APART,
        lambda text: rename_group(text, "a", "b"),
        APART.replace("a =\n  x = m:X\n\n", "").replace("m:Y\n", "m:Y\n  x = m:X\n"),
    ),
    (
        "an entry that stands in the other group too is only taken out of the first",
        WHOLE,
        lambda text: move_entry_point(text, FLAGS, "one", RIGHT, "a"),
        WHOLE.replace("    one = m:A\n", ""),
    ),
    (
        "a section that is commented on stays",
        f"[z]\n\n# the stages\n{APART.partition('m:X')[0]}m:X\n",
        lambda text: remove_entry_point(text, "a", "x"),
        "[z]\n\n# the stages\n[options.entry_points]\n",
    ),
    (
        "beside a line that says nothing",
        "[options.entry_points]\na =\n  x\nb =\n  y\n",
        lambda text: add_entry_point(text, "a", "z", "m:Z"),
        "[options.entry_points]\na =\n  x\n  z = m:Z\nb =\n  y\n",
    ),
    (
        "what leads to a class follows it",
        WHOLE,
        lambda text: follow_class(text, frozenset({"m"}), "B", "Q"),
        WHOLE.replace("m:B", "m:Q"),
    ),
    (
        "a dependency",
        WHOLE,
        lambda text: add_dependency(text, "p", ">=1"),
        WHOLE.replace('"3.13"\n', '"3.13"\n    p>=1\n'),
    ),
    (
        "a dependency beside one on the option's line",
        "[options]\ninstall_requires = a\nx = 1\n",
        lambda text: add_dependency(text, "p"),
        "[options]\ninstall_requires =\n    a\n    p\nx = 1\n",
    ),
    (
        "the first dependency",
        "[options]\npackages = find:\n",
        lambda text: add_dependency(text, "p"),
        "[options]\npackages = find:\ninstall_requires =\n    p\n",
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("before", "edit", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_only_what_is_meant_changes(before: str, edit: Edit, after: str, newline: str) -> None:
    if before.endswith("x"):
        newline = "\n"  # a single line without an ending has none to follow
    assert edit(before.replace("\n", newline)) == after.replace("\n", newline)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: add_entry_point(text, RIGHT, "a", "m:A"),
        lambda text: remove_entry_point(text, RIGHT, "gone"),
        lambda text: rename_group(text, "gone", RIGHT),
        lambda text: add_dependency(text, "A", ">=3"),
        lambda text: follow_class(text, frozenset({"other"}), "B", "Q"),
    ],
)
def test_what_is_there_already_changes_nothing(edit: Edit) -> None:
    assert edit(WHOLE) == WHOLE


@pytest.mark.parametrize(
    "edit",
    [
        lambda: add_entry_point(WHOLE, RIGHT, "a", "other:One"),
        lambda: rename_entry_point(WHOLE, RIGHT, "a", "b"),
        lambda: rename_entry_point(WHOLE, RIGHT, "gone", "b"),
        lambda: retarget_entry_point(WHOLE, "gone", "a", "q:R"),
        lambda: move_entry_point(WHOLE, FLAGS, "gone", RIGHT, "q"),
        lambda: rename_group(WHOLE.replace("c = m:C", "a = m:C"), WRONG, RIGHT),
        lambda: rename_group(WHOLE.replace("c = m:C", "c"), WRONG, RIGHT),
        lambda: add_entry_point("no section\n", RIGHT, "a", "m:A"),
        lambda: add_entry_point("[a]\nb\n", RIGHT, "a", "m:A"),
        lambda: add_entry_point("[options]\nentry_points = file: e.txt\n", RIGHT, "a", "m:A"),
        lambda: add_entry_point("[options.entry_points]\nx = a = m:A, b = m:B\n", "x", "c", "m:C"),
        lambda: add_dependency("[options]\ninstall_requires = file: requirements.txt\n", "p"),
        lambda: add_dependency('[options]\ninstall_requires = a; python_version<"3"\n', "p"),
    ],
)
def test_what_is_not_safe_is_refused(edit: Callable[[], str]) -> None:
    with pytest.raises(EditError):
        edit()


def as_built(text: str, folder: Path) -> dict[str, dict[str, str]]:
    """Return the entry points that setuptools reads."""
    path = folder / "setup.cfg"
    path.write_bytes(text.encode())
    distribution = Distribution()
    distribution.parse_config_files(filenames=[str(path)])
    found = (distribution.entry_points or {}).items()
    return {
        group: {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
        for group, lines in found
        if lines
    }


KEY = st.sampled_from(["a", "b_c", "d", "e2"])
NOISE = st.lists(st.sampled_from(["", "# at the margin", "    ; deep", "  # = x"]), max_size=2)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a setup.cfg with up to three groups in any layout, comments and blank lines anywhere."""
    lines = ["[metadata]", "name = x", *draw(NOISE), draw(st.sampled_from(["[options.entry_points]", "[a]"]))]
    delimiter = draw(st.sampled_from([" =", "=", " :"]))
    for group in draw(st.lists(st.sampled_from([WRONG, RIGHT, FLAGS]), unique=True, max_size=3)):
        keys = draw(st.lists(KEY, unique=True, min_size=1, max_size=3))
        lines += draw(NOISE)
        if len(keys) == 1 and draw(st.booleans()):
            lines.append(f"{group}{delimiter} {keys[0]} = m:C0")
            continue
        lines += [f"{group}{delimiter}", *draw(NOISE)]
        between, indent = (
            draw(st.sampled_from([" = ", "=", "  = "])),
            draw(st.sampled_from(["    ", "\t", " "])),
        )
        for number, key in enumerate(keys):
            lines += [f"{indent}{key}{between}m:C{number}", *draw(NOISE)]
    lines += draw(st.sampled_from([[], ["[tool:x]", "y = 1", "  z = 2"]]))
    end = draw(st.sampled_from(["", "\n"]))
    text = "\n".join(lines) + end
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith(("#", ";")))


def others(text: str, name: str) -> list[str]:
    """Return what stands in a file beside comments, blank lines, groups and one entry."""
    lines = (
        line.strip()
        for line in re.sub(r"(?m)^((?:push|web)\S*\s*[:=])[ \t]*(?=\S)", r"\1\n", text).splitlines()
    )
    return sorted(
        line
        for line in lines
        if line and not line.startswith(("#", ";", "push", "web", f"{name} ", f"{name}="))
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents(), st.data())
def test_setuptools_reads_what_was_meant_and_every_other_line_is_kept(
    tmp_path: Path, text: str, data: st.DataObject
) -> None:
    before = as_built(text, tmp_path)
    assert before == {group: table for group, table in stated_entry_points(text).items() if table}
    group = data.draw(st.sampled_from([WRONG, RIGHT, FLAGS, NEW]))
    name = data.draw(st.sampled_from([*before.get(group, ()), "new"]))
    there = before.get(group, {})
    target = data.draw(st.sampled_from([one for one in (WRONG, RIGHT, FLAGS, NEW) if one != group]))
    assume(name not in before.get(target, {}) and "free" not in there)
    left = {one: value for one, value in there.items() if one != name}
    if name == "new":
        cases = [(add_entry_point(text, group, name, "q:R", before=["d"]), {group: there | {name: "q:R"}})]
    else:
        moved = before.get(target, {}) | {name: there[name]}
        cases = [
            (rename_entry_point(text, group, name, "free"), {group: left | {"free": there[name]}}),
            (retarget_entry_point(text, group, name, "q:R"), {group: left | {name: "q:R"}}),
            (remove_entry_point(text, group, name), {group: left}),
            (move_entry_point(text, group, name, target, name), {group: left, target: moved}),
        ]
    for after, change in cases:
        wanted = {one: table for one, table in (before | change).items() if table}
        assert as_built(after, tmp_path) == wanted
        assert comments(after) == comments(text)
        assert set(others(text, name)) - {"[options.entry_points]"} <= set(others(after, name))
        if "\n" in text:
            assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_a_joined_group_is_in_the_other_and_keeps_every_comment(tmp_path: Path, text: str) -> None:
    before = as_built(text, tmp_path)
    assume(not before.get(RIGHT, {}).keys() & before.get(WRONG, {}).keys())
    after = rename_group(text, WRONG, RIGHT)
    joined = before.get(RIGHT, {}) | before.pop(WRONG, {})
    assert as_built(after, tmp_path) == before | ({RIGHT: joined} if joined else {})
    assert WRONG not in stated_entry_points(after)
    assert comments(after) == comments(text)
    assert rename_group(after, WRONG, RIGHT) == after
