"""Keys that leave a TOML document, and what is empty without them."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from pushcart_extensions.edits.text import line_end, line_start, newline_of
from pushcart_extensions.edits.toml.comments import comment_lines
from pushcart_extensions.edits.toml.keys import Key, header_close, header_of, key_at
from pushcart_extensions.edits.toml.places import (
    Path,
    data_of,
    rewritten,
    table_at,
    value_span,
    verified,
)
from pushcart_extensions.errors import EditError


def without_key(text: str, path: Path) -> str:
    """Return a document without a key.

    A table that is left empty goes too, unless it has a comment of its own.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    wanted = without(data_of(text), path)
    key = key_at(text, path)
    if key.has_own_line:
        start, end = line_start(text, key.name.start), line_end(text, key.value.end)
        rest = text[:start] + text[end:]
        shorter = verified(rest, _without_implied(wanted, path[:-1], rest))
        return without_empty_header(shorter, path[:-1])
    try:
        shorter = verified(_out_of_brackets(text, key), wanted)
    except EditError:
        shorter = verified(rewritten(text, lambda document: _delete(document, path)), wanted)
    return _without_empty_brackets(shorter, path[:-1])


def without_empty_header(text: str, table: Path) -> str:
    """Return a document without the header of a table, if nothing belongs to it any more.

    Blank lines before it go too; a comment above it, behind it or below it keeps it.
    """
    header, data = header_of(text, table), data_of(text)
    if (
        header is None
        or table_at(data, table)
        or comment_lines(text, header.start, header_close(text, header))
    ):
        return text
    behind = text[line_end(text, header.start) :].lstrip()
    if behind and not behind.startswith("["):
        return text
    before = text[: line_start(text, header.start)].rstrip()
    shorter = (before + newline_of(text) if before else "") + text[line_end(text, header.start) :]
    pruned = without(data, table)
    try:
        if data_of(shorter) in (pruned, _pruned(pruned, table[:-1])):
            return shorter
    except EditError:
        pass
    return text


def without(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return a document's data without what stands at a path."""
    less = copy.deepcopy(dict(data))
    table_at(less, path[:-1]).pop(str(path[-1]), None)
    return less


def _out_of_brackets(text: str, key: Key) -> str:
    """Take a key out of an inline table, with one of the commas beside it."""
    before, behind = text[: key.name.start].rstrip(), text[key.value.end :]
    if comma := re.match(r"[ \t]*,[ \t]*", behind):
        return text[: key.name.start] + behind[comma.end() :]
    if before.endswith(","):
        return before[:-1].rstrip() + behind
    if before.endswith("{") and behind.lstrip().startswith("}"):
        return before + behind.lstrip()
    raise EditError("it has an inline table that is written in an odd way")


def _without_empty_brackets(text: str, table: Path) -> str:
    """Take out an inline table that is empty, unless it has a comment."""
    data = data_of(text)
    if not table or table_at(data, table) or table[-1] not in table_at(data, table[:-1]):
        return text
    try:
        key, span = key_at(text, table), value_span(text, table)
    except EditError:
        return text
    is_inline = text[span.start] == "{"
    if not is_inline or (key.has_own_line and comment_lines(text, key.name.start, span.end)):
        return text
    return without_key(text, table)


def _delete(document: Any, path: Path) -> None:
    for part in path[:-1]:
        document = document[part]
    del document[path[-1]]


def _without_implied(wanted: dict[str, Any], table: Path, text: str) -> dict[str, Any]:
    """Return the data without a table that is empty and was only there by its dotted keys."""
    if table_at(wanted, table) or not table or header_of(text, table) is not None:
        return wanted
    return without(wanted, table)


def _pruned(data: dict[str, Any], table: Path) -> dict[str, Any]:
    """Return data without the tables on a path that hold nothing."""
    while table and not table_at(data, table):
        data = without(data, table)
        table = table[:-1]
    return data
