"""Text on a terminal: as wide as it looks, wrapped, cut around what matters."""

from __future__ import annotations

_NARROWEST = 20
"""No less than this for text, however narrow the terminal."""
_ELLIPSIS = "…"


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # only other scripts need it

    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def wrapped(text: str, width: int | None, indent: int) -> list[str]:
    """Return a text in lines that fit behind an indent; a word that is too long keeps its line.

    Args:
        text: One line.
        width: How wide a line may be, its indent included; None for any width.
        indent: Columns that are taken already.
    """
    room = max(width - indent, _NARROWEST) if width else None
    if room is None or display_width(text) <= room:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and display_width(longer) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def cut(before: str, middle: str, after: str, width: int | None) -> tuple[str, str, str]:
    """Cut a line to a width so that its middle stays in sight; an ellipsis shows where it was cut."""
    if width is None or display_width(before + middle + after) <= width:
        return before, middle, after
    width = max(width, _NARROWEST)
    middle = _head(middle, width - 2)
    # What comes before says most where all of it can stay, so it gets all but a quarter of the room.
    room = width - display_width(middle)
    before = _tail(before, room if display_width(before) < room else room * 3 // 4)
    return before, middle, _head(after, width - display_width(before + middle))


def _head(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    while text and display_width(text) >= width:
        text = text[:-1]
    return text + _ELLIPSIS if width > 0 else ""


def _tail(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    while text and display_width(text) >= width:
        text = text[1:]
    return _ELLIPSIS + text if width > 0 else ""
