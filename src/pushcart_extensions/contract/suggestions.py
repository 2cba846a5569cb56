"""The nearest of several names, for hints."""

from __future__ import annotations

from collections.abc import Iterable


def closest(text: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the candidate most like ``text``.

    Args:
        text: What was written.
        candidates: What could have been meant.
        cutoff: How alike the two must be, from 0 to 1.

    Returns:
        The candidate, or None where none is alike enough.
    """
    import difflib  # only a fault needs it

    return next(iter(difflib.get_close_matches(text, list(candidates), n=1, cutoff=cutoff)), None)
