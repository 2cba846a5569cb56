"""The three-way merge, held against ``git merge-file``, and against what a merge must never do."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.scaffold.updating.merge import Choice, Region, merge, narrowed

Lines = Sequence[str]

MARKS = ("<<<<<<< yours", "=======", ">>>>>>> template")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is what it is held against")


def marked(base: Lines, ours: Lines, theirs: Lines) -> list[str]:
    """Merge, and write conflicts as git does."""
    lines: list[str] = []
    for region in narrowed(merge(base, ours, theirs), ours, theirs):
        if region.choice is Choice.CONFLICT:
            mine, other = region.ours.of(ours), region.theirs.of(theirs)
            lines += [MARKS[0], *mine, MARKS[1], *other, MARKS[2]]
        else:
            lines += region.lines(ours, theirs)
    return lines


def by_git(folder: Path, base: Lines, ours: Lines, theirs: Lines) -> list[str]:
    for name, lines in (("ours", ours), ("base", base), ("theirs", theirs)):
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
    labels = ("-L", "yours", "-L", "base", "-L", "template")
    done = subprocess.run(
        ["git", "merge-file", "--stdout", *labels, "ours", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode >= 0, done.stderr
    return done.stdout.splitlines()


@st.composite
def edited(draw: st.DrawFn, base: Lines, mark: str) -> list[str]:
    """Lines with some left out, some replaced and some put in; those put in by both sides may be equal."""
    lines: list[str] = []
    for number, line in enumerate((*base, "")):  # something may be put in at the end, too
        change = draw(st.sampled_from(["", "", "", "", "", "put in", "replaced", "left out"]))
        own = draw(st.sampled_from([f"{mark}{number}", f"{mark}{number}", f"both{number}"]))
        there = [line] if number < len(base) else []
        lines += {"": there, "put in": [own, *there], "replaced": [own], "left out": []}[change]
    return lines


@st.composite
def three(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """A base whose lines are all different, and what two sides made of it."""
    base = [f"line {number}" for number in range(draw(st.integers(0, 14)))]
    return base, draw(edited(base, "ours")), draw(edited(base, "theirs"))


@st.composite
def three_alike(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """Three sequences of few different lines, in which a line can be taken for another."""
    line = st.sampled_from(["", "a", "b", "c"])
    base = draw(st.lists(line, max_size=12))
    side = st.lists(st.one_of(line, st.sampled_from(["x", "y"])), max_size=12)
    return base, draw(st.one_of(side, edited(base, "o"))), draw(st.one_of(side, edited(base, "t")))


ANY = st.one_of(three(), three_alike())


@needs_git
@given(three())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_it_is_what_git_makes_of_it(tmp_path: Path, sides: tuple[Lines, Lines, Lines]) -> None:
    assert marked(*sides) == by_git(tmp_path, *sides)


@given(ANY)
def test_no_line_that_somebody_wrote_is_lost(sides: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = map(Counter, sides)
    merged = Counter(marked(*sides))
    for line in ours:
        removed_by_them = max(0, base[line] - theirs[line])
        assert merged[line] >= ours[line] - removed_by_them
    for line in theirs:
        removed_by_us = max(0, base[line] - ours[line])
        assert merged[line] >= theirs[line] - removed_by_us


@given(ANY)
def test_no_line_comes_from_nowhere(sides: tuple[Lines, Lines, Lines]) -> None:
    _, ours, theirs = sides
    assert set(marked(*sides)) <= {*ours, *theirs, *MARKS}


@given(ANY)
def test_the_regions_cover_all_three_without_a_gap(sides: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = sides
    regions = list(merge(*sides))
    for side, lines in (("base", base), ("ours", ours), ("theirs", theirs)):
        spans = [getattr(region, side) for region in regions]
        assert [line for span in spans for line in span.of(lines)] == list(lines)
    narrow = list(narrowed(regions, ours, theirs))
    for side, lines in (("ours", ours), ("theirs", theirs)):
        spans = [getattr(region, side) for region in narrow]
        assert [line for span in spans for line in span.of(lines)] == list(lines)


@given(ANY)
def test_the_two_sides_are_alike(sides: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = sides
    there, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert [_sides(region, ours, theirs) for region in there] == [
        _sides(region, theirs, ours)[::-1] for region in back
    ]


def _sides(region: Region, ours: Lines, theirs: Lines) -> tuple[Lines, Lines]:
    return region.ours.of(ours), region.theirs.of(theirs)


@given(ANY)
def test_what_one_side_left_alone_is_the_other_sides(sides: tuple[Lines, Lines, Lines]) -> None:
    base, ours, _ = sides
    assert marked(base, base, ours) == marked(base, ours, base) == marked(base, ours, ours) == list(ours)


@given(three())
def test_a_merge_made_again_changes_nothing(sides: tuple[Lines, Lines, Lines]) -> None:
    base, ours, theirs = sides
    merged = marked(base, ours, theirs)
    if MARKS[0] not in merged:
        assert marked(base, merged, theirs) == merged


@pytest.mark.parametrize(
    ("ours", "theirs", "is_conflict"),
    [
        ("a X b c d", "a b c Y d", False),
        ("a X b c d", "a b Y c d", False),
        ("a X c d", "a b Y c d", True),  # side by side
        ("a X b c d", "a Y b c d", True),  # in one place
        ("a X b c d", "a X b c d", False),  # the same
        ("a c d", "a c d", False),
        ("a c d", "a X c d", True),
        ("", "", False),
        ("", "a b c d", False),
        ("", "a b X d", True),
    ],
)
def test_changes_are_made_together_or_are_a_conflict(ours: str, theirs: str, is_conflict: bool) -> None:
    merged = marked(["a", "b", "c", "d"], ours.split(), theirs.split())
    assert (MARKS[0] in merged) is is_conflict


@pytest.mark.parametrize(
    ("ours", "theirs", "is_conflict"),
    [
        ("a X c d", "a b Y c d", False),
        ("a X b c d", "a Y c d", False),
        ("a X b c d", "a Y b c d", True),
        ("a X c d", "a Y c d", True),
        ("a X d", "a b Y d", True),
    ],
)
def test_changes_side_by_side_go_together_where_that_is_wanted(
    ours: str, theirs: str, is_conflict: bool
) -> None:
    regions = merge(["a", "b", "c", "d"], ours.split(), theirs.split(), touching=False)
    assert any(region.choice is Choice.CONFLICT for region in regions) is is_conflict


def test_a_conflict_is_cut_down_to_what_differs_and_near_ones_are_one() -> None:
    base = ["a", "1", "2", "3", "4", "5", "6", "z"]
    ours = ["a", "same", "o1", "=", "o2", "1", "2", "3", "4", "o3", "z"]
    theirs = ["a", "same", "t1", "=", "t2", "1", "2", "3", "4", "t3", "z"]
    assert marked(base, ours, theirs) == [
        *("a", "same", MARKS[0], "o1", "=", "o2", MARKS[1], "t1", "=", "t2", MARKS[2]),
        *("1", "2", "3", "4", MARKS[0], "o3", MARKS[1], "t3", MARKS[2], "z"),
    ]
