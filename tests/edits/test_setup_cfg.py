"""Entry points and dependencies in a setup.cfg: what is meant changes, and nothing else moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pushcart_extensions.edits.setup_cfg import (
    add_dependency,
    add_entry_point,
    follow_class,
    move_entry_point,
    remove_entry_point,
    rename_entry_point,
    rename_group,
    retarget_entry_point,
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
