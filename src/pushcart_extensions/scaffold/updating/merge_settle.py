"""Conflicts of lines that are none: both sides say the same, or what they say goes together."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator

from pushcart_extensions.scaffold.updating.merge import Choice, merge

_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\w.-]+|\s+|.')
"""A string, a comment, a word, white space, any other sign: what a change of TOML replaces as a whole."""
Leaf = tuple[tuple[str, ...], str]
"""A value of a TOML document, with the keys that lead to it; the place in a list is none of them."""


def items(lines: Iterable[str]) -> Counter[str]:
    """Return lines as the items of a list, whose order and whose commas say nothing."""
    return Counter(line.strip().removesuffix(",").rstrip() for line in lines)


def added_items(base: Iterable[str], other: Iterable[str]) -> Counter[str]:
    """Return the items that one side has more than the base."""
    return items(other) - items(base)


def settled_tokens(base: str, ours: str, theirs: str) -> str | None:
    """Return a piece of TOML with both sides' changes; None where they are of one string, word or sign.

    A line to which one side added an item, while the other raised the version in it, is such a piece.

    Args:
        base: What both sides started from.
        ours: What one side made of it.
        theirs: What the other side made of it.
    """
    sides = [_TOKEN.findall(text) for text in (base, ours, theirs)]
    regions = tuple(merge(*sides, touching=False))
    if any(region.choice is Choice.CONFLICT for region in regions):
        return None
    return "".join(token for region in regions for token in region.lines(*sides[1:]))


def says_both(base: str, ours: str, theirs: str, merged: str) -> bool:
    """Tell whether a merged TOML document says what both sides changed, no more and no less.

    Args:
        base: What both sides started from.
        ours: What one side made of it.
        theirs: What the other side made of it.
        merged: What was made of all three.
    """
    try:
        before, mine, other, found = map(_leaves, (base, ours, theirs, merged))
    except tomllib.TOMLDecodeError:
        return False
    every = before.keys() | mine.keys() | other.keys() | found.keys()
    return all(found[leaf] == _merged_count(before[leaf], mine[leaf], other[leaf]) for leaf in every)


def _merged_count(before: int, mine: int, other: int) -> int:
    return mine if mine == other else max(0, mine + other - before)


def _leaves(text: str) -> Counter[Leaf]:
    return Counter(_walk(tomllib.loads(text), ()))


def _walk(value: object, keys: tuple[str, ...]) -> Iterator[Leaf]:
    if isinstance(value, dict):
        yield keys, "{}"
        for key, inner in value.items():
            yield from _walk(inner, (*keys, key))
    elif isinstance(value, list):
        yield keys, "[]"
        for inner in value:
            yield from _walk(inner, (*keys, "[]"))
    else:
        yield keys, repr(value)
