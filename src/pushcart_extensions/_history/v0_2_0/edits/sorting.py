"""The order that import sorters keep, and where a name goes in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

Rank = tuple[tuple[int, int, str], ...]


def natural(name: str) -> Rank:
    """Return a key that sorts names as import sorters do: no regard to case, ``a2`` before ``a10``."""
    parts = re.findall(r"\d+|\D", name.lower())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def place_in_order(names: Sequence[str], name: str) -> int | None:
    """Return the position of the name that a new one goes before; None for the end.

    That is also the place where the names are in no order.

    Args:
        names: The names that are there, in natural order or in that of their characters.
        name: The new one.
    """
    for order in (natural, _by_characters):
        ranks = [order(one) for one in names]
        if ranks == sorted(ranks):
            return next((place for place, rank in enumerate(ranks) if rank > order(name)), None)
    return None


def _by_characters(name: str) -> Rank:
    return ((0, 0, name),)
