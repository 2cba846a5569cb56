"""Phrases that several messages have in common."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def close_matches(word: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words most like a given one, the nearest first."""
    import difflib  # only a message needs it

    return tuple(difflib.get_close_matches(word, words, n=3))


def either(words: Sequence[str], *, quote: bool = True) -> str:
    """Return the words as a choice: ``'a', 'b' or 'c'``."""
    shown = [repr(word) if quote else word for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
