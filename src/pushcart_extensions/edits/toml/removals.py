"""Keys that leave a TOML document, and what is empty without them."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from pushcart_extensions.edits.text import line_end, line_start, newline_of
from pushcart_extensions.edits.toml.comments import comment_lines
from pushcart_extensions.edits.toml.keys import header_close, header_of, key_at, key_part_before
from pushcart_extensions.edits.toml.places import Path, data_of, table_at, verified


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
    start, table = key.name.start, path[:-1]
    while text[:start].rstrip(" \t").endswith("."):
        start = key_part_before(text, text.rindex(".", 0, start)).start
        # A table that is there by its dotted keys alone goes with the last of them.
        wanted = wanted if table_at(wanted, table) else without(wanted, table)
        table = table[:-1]
    return _without_empty_brackets(verified(_out_of_brackets(text, start, key.value.end), wanted), table)


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
    return shorter if data_of(shorter) in (pruned, _pruned(pruned, table[:-1])) else text


def without(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return a document's data without what stands at a path."""
    less = copy.deepcopy(dict(data))
    table_at(less, path[:-1]).pop(str(path[-1]), None)
    return less


def _out_of_brackets(text: str, start: int, end: int) -> str:
    """Take a key and its value out of an inline table, with one of the commas beside it."""
    before, behind = text[:start].rstrip(), text[end:]
    if comma := re.match(r"[ \t]*,[ \t]*", behind):
        return text[:start] + behind[comma.end() :]
    if before.endswith(","):
        return before[:-1].rstrip() + behind
    return before + behind.lstrip()


def _without_empty_brackets(text: str, table: Path) -> str:
    """Take out an inline table that is empty, unless it has a comment."""
    data = data_of(text)
    if not table or table_at(data, table) or table[-1] not in table_at(data, table[:-1]):
        return text
    key = key_at(text, table)
    if key.has_own_line and comment_lines(text, key.name.start, key.value.end):
        return text
    return without_key(text, table)


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
