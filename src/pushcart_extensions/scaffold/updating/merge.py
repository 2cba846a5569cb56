"""A three-way merge of sequences: what two sides made of a common base.

The rules are those of ``git merge-file``: a change that only one side made is taken; one that both made
alike is taken once; changes that overlap or touch are a conflict, of which only the part counts in which
the two sides differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum, auto
from typing import NamedTuple

_FEWEST_BETWEEN = 4
"""Two conflicts with fewer equal lines between them are easier to read as one."""


class Choice(Enum):
    """Which side a region is taken from."""

    OURS = auto()
    THEIRS = auto()
    CONFLICT = auto()
    SETTLED = auto()
    """From neither: a conflict for which lines were found that say what both sides say."""


class Span(NamedTuple):
    """A part of a sequence."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many items lie in it."""
        return self.end - self.start

    def of(self, sequence: Sequence[str]) -> Sequence[str]:
        """Return the items of a sequence that lie in this part."""
        return sequence[self.start : self.end]


class Region(NamedTuple):
    """A part of a merge.

    Attributes:
        choice: The side that it is taken from.
        base: Where it lies in the base.
        ours: Where it lies in ours.
        theirs: Where it lies in theirs.
        settled: Its lines, where they are those of neither side.
    """

    choice: Choice
    base: Span
    ours: Span
    theirs: Span
    settled: tuple[str, ...] = ()

    def lines(self, ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
        """Return the lines of the side that it is taken from, those of ours in a conflict."""
        return self.theirs.of(theirs) if self.choice is Choice.THEIRS else self.ours.of(ours)


class _Change(NamedTuple):
    """What one side made of a part of the base."""

    base: Span
    own: Span
    is_ours: bool


def merge(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *, touching: bool = True
) -> Iterator[Region]:
    """Yield the regions of a merge, in order and without a gap.

    What is the same on all sides is taken from ours, and so is what both changed alike.

    Args:
        base: What both started from.
        ours: What one side made of it.
        theirs: What the other side made of it.
        touching: Whether changes side by side are a conflict; two insertions in one place always are.
    """
    changes = (*_changes(base, ours, is_ours=True), *_changes(base, theirs, is_ours=False))
    done = Region(Choice.OURS, Span(0, 0), Span(0, 0), Span(0, 0))
    for group in _groups(sorted(changes), touching=touching):
        span = Span(min(one.base.start for one in group), max(one.base.end for one in group))
        done = _next(done, span.start)
        yield done
        done = _next(done, span.end, group)
        yield done._replace(choice=_choice(done, base, ours, theirs))
    yield _next(done, len(base))


def narrowed(regions: Iterable[Region], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Region]:
    """Yield regions with each conflict cut down to the parts in which the two sides differ.

    Conflicts with little between them stay, or become, one.

    Args:
        regions: The regions of a merge; the base is not told apart in what comes of them.
        ours: One side of it.
        theirs: The other side.
    """
    waiting: list[Region] = []  # a conflict, and the little behind it
    for region in (part for one in regions for part in _parts(one, ours, theirs)):
        if region.choice is Choice.CONFLICT:
            waiting = [_joined(waiting[0], region) if waiting else region]
        elif waiting and _is_little([*waiting[1:], region], ours, theirs):
            waiting.append(region)
        else:
            yield from (*waiting, region)
            waiting = []
    yield from waiting


def _parts(region: Region, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Region]:
    """Yield a conflict's parts, those in which both sides are equal and those in which they differ."""
    if region.choice is not Choice.CONFLICT:
        if region.ours.length or region.theirs.length:
            yield region
        return
    codes = SequenceMatcher(
        None, region.ours.of(ours), region.theirs.of(theirs), autojunk=False
    ).get_opcodes()
    mine, other = region.ours.start, region.theirs.start
    for tag, start, end, other_start, other_end in codes:
        choice = Choice.OURS if tag == "equal" else Choice.CONFLICT
        yield Region(
            choice, region.base, Span(mine + start, mine + end), Span(other + other_start, other + other_end)
        )


def _is_little(regions: Sequence[Region], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    is_same = all(region.ours.of(ours) == region.theirs.of(theirs) for region in regions)
    return is_same and sum(region.ours.length for region in regions) < _FEWEST_BETWEEN


def _joined(one: Region, other: Region) -> Region:
    return Region(
        Choice.CONFLICT,
        Span(one.base.start, other.base.end),
        Span(one.ours.start, other.ours.end),
        Span(one.theirs.start, other.theirs.end),
    )


def _changes(base: Sequence[str], other: Sequence[str], *, is_ours: bool) -> list[_Change]:
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [
        _Change(Span(start, end), Span(own, own_end), is_ours)
        for tag, start, end, own, own_end in codes
        if tag != "equal"
    ]


def _groups(changes: Iterable[_Change], *, touching: bool) -> Iterator[list[_Change]]:
    """Yield changes that can't be made apart from one another.

    Args:
        changes: The changes of both sides, sorted.
        touching: Whether changes side by side are such.
    """
    group: list[_Change] = []
    end = 0
    for change in changes:
        span = change.base
        inserted_twice = not span.length and all(one.base == span for one in group)
        if group and not (span.start < end or inserted_twice or (touching and span.start == end)):
            yield group
            group = []
        end = max(end, span.end)
        group.append(change)
    if group:
        yield group


def _next(done: Region, end: int, group: Sequence[_Change] = ()) -> Region:
    """Return the region behind another, up to a place in the base, with the changes made in it."""
    span = Span(done.base.end, end)
    grown = {True: span.length, False: span.length}
    for change in group:
        grown[change.is_ours] += change.own.length - change.base.length
    ours, theirs = done.ours.end, done.theirs.end
    return Region(Choice.OURS, span, Span(ours, ours + grown[True]), Span(theirs, theirs + grown[False]))


def _choice(region: Region, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Choice:
    before, mine, other = region.base.of(base), region.ours.of(ours), region.theirs.of(theirs)
    if other in (mine, before):
        return Choice.OURS
    return Choice.THEIRS if mine == before else Choice.CONFLICT
