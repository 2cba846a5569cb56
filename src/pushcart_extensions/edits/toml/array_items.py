"""Strings that stand in an array of a TOML document: another value for one, or one less."""

from __future__ import annotations

from pushcart_extensions.edits.text import Span, content_end, line_end, line_start
from pushcart_extensions.edits.toml.places import (
    Path,
    data_of,
    quoted,
    table_at,
    value_span,
    verified,
)
from pushcart_extensions.errors import EditError


def with_array_value(text: str, path: Path, position: int, value: str) -> str:
    """Return a document in which a string of an array is another one, in the quotes that it had.

    Args:
        text: The document.
        path: Where the array stands.
        position: Which of its strings.
        value: The new one.

    Raises:
        EditError: It is laid out in a way that can't be edited safely.
    """
    wanted = data_of(text)
    table_at(wanted, path[:-1])[str(path[-1])][position] = value
    span = value_span(text, (*path, position))
    literal = quoted(value, text[span.start : span.end])
    return verified(text[: span.start] + literal + text[span.end :], wanted)


def without_array_item(text: str, path: Path, position: int) -> str:
    """Return a document in which an array lacks one of its several strings, with the comment behind that one.

    Args:
        text: The document.
        path: Where the array stands.
        position: Which of its strings.

    Raises:
        EditError: It is laid out in a way that can't be edited safely.
    """
    wanted = data_of(text)
    items: list[str] = table_at(wanted, path[:-1])[str(path[-1])]
    del items[position]
    array, span = value_span(text, path), value_span(text, (*path, position))
    before = value_span(text, (*path, position - 1)) if position else None
    behind = value_span(text, (*path, position + 1)) if position < len(items) else None
    try:
        return verified(_without(text, _line(text, array, span, before, behind)), wanted)
    except EditError:
        return verified(_without(text, _inline(text, span, before, behind)), wanted)


def _line(text: str, array: Span, item: Span, before: Span | None, behind: Span | None) -> list[Span]:
    """Return what goes with an item that has a line to itself."""
    start, end = line_start(text, item.start), line_end(text, item.end)
    rest = text[item.end : content_end(text, item.end)].lstrip(" \t")
    is_alone = not text[start : item.start].strip() and rest.removeprefix(",").lstrip(" \t")[:1] in {"", "#"}
    if not is_alone or end >= array.end:
        return []
    cuts = [Span(start, end)]
    # The last item has no comma behind it: neither had the one that is the last now.
    if before and behind is None and not rest.startswith(",") and text[before.end] == ",":
        cuts.append(Span(before.end, before.end + 1))
    return cuts


def _inline(text: str, item: Span, before: Span | None, behind: Span | None) -> list[Span]:
    """Return what goes with an item that shares its line: the comma before it, or the one behind it."""
    if before and "\n" not in text[before.end : item.start]:
        return [Span(before.end, item.end)]
    return [Span(item.start, behind.start)] if behind else [item]


def _without(text: str, cuts: list[Span]) -> str:
    if not cuts:
        raise EditError("it shares its line")
    for cut in sorted(cuts, reverse=True):
        text = text[: cut.start] + text[cut.end :]
    return text
