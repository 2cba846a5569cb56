"""One more item in a bracketed sequence, of Python or of TOML, in the style of those that it has."""

from __future__ import annotations

from typing import NamedTuple

from pushcart_extensions.edits.text import content_end, indentation, line_end, line_start, newline_of


class SequencePlace(NamedTuple):
    """Where a sequence stands in a text.

    Attributes:
        start: Offset behind its opening bracket.
        end: Offset of its closing bracket; behind the last item where it has no brackets.
        items: Start and end of each item.
        one_needs_comma: Whether a single item needs a comma behind it, as in a tuple.
    """

    start: int
    end: int
    items: tuple[tuple[int, int], ...]
    one_needs_comma: bool = False


def with_item(text: str, sequence: SequencePlace, item: str, before: int | None = None) -> str:
    """Return a text in which a sequence holds one item more.

    Args:
        text: The text.
        sequence: Where the sequence stands.
        item: The new item, as it is to be written.
        before: The position of the item that it goes before; None for the end.
    """
    if not sequence.items:
        return _only_item(text, sequence, item)
    if before is not None:
        at = sequence.items[before][0]
        gap = newline_of(text) + indentation(text, at) if _begins_line(text, at) else " "
        return f"{text[:at]}{item},{gap}{text[at:]}"
    return _last_item(text, sequence, item)


def _only_item(text: str, sequence: SequencePlace, item: str) -> str:
    start, end = sequence.start, sequence.end
    inside, newline = text[start:end], newline_of(text)
    if "\n" not in inside:
        return f"{text[:start]}{item}{',' if sequence.one_needs_comma else ''}{text[end:]}"
    close = line_start(text, end)
    return f"{text[:close]}{indentation(text, end)}    {item},{newline}{text[close:]}"


def _last_item(text: str, sequence: SequencePlace, item: str) -> str:
    first, (start, last) = sequence.items[0][0], sequence.items[-1]
    comma = _comma(text, last, sequence.end)
    newline = newline_of(text)
    if "\n" not in text[sequence.start : sequence.end]:
        if comma is None:
            return f"{text[:last]}, {item}{text[last:]}"
        if sequence.one_needs_comma and len(sequence.items) == 1:
            return f"{text[:comma]}, {item}{text[comma + 1 :]}"
        return f"{text[: comma + 1]} {item},{text[comma + 1 :]}"
    # Items that follow the opening bracket on its line are aligned under the first one.
    begins = _begins_line(text, start)
    indent = indentation(text, start) if begins else " " * (first - line_start(text, first))
    if comma is None:
        at = min(content_end(text, last), sequence.end)
        return f"{text[:last]},{text[last:at]}{newline}{indent}{item}{text[at:]}"
    at = comma + 1
    if line_end(text, comma) <= sequence.end:
        at = content_end(text, comma)
    return f"{text[:at]}{newline}{indent}{item},{text[at:]}"


def _begins_line(text: str, at: int) -> bool:
    return not text[line_start(text, at) : at].strip()


def _comma(text: str, start: int, end: int) -> int | None:
    """Return where the comma behind the last item stands; commas in comments are none."""
    while start < end:
        if text[start] == ",":
            return start
        start = line_end(text, start) if text[start] == "#" else start + 1
    return None
