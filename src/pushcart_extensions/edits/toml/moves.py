"""Keys and tables of a TOML document under another name or in another table, with the comments on them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from pushcart_extensions.edits.text import Span, line_end, line_start, newline_of, replaced
from pushcart_extensions.edits.toml.comments import (
    comment_behind,
    comment_lines,
    comments_end,
    comments_start,
    own_comments_start,
)
from pushcart_extensions.edits.toml.keys import header_close, header_of, key_at, key_part_before
from pushcart_extensions.edits.toml.places import (
    Path,
    data_of,
    key_text,
    leaves,
    shown,
    table_at,
    value_span,
    verified,
)
from pushcart_extensions.edits.toml.removals import without, without_empty_header, without_key
from pushcart_extensions.edits.toml.tables import with_key
from pushcart_extensions.errors import EditError


def with_key_renamed(text: str, path: Path, name: str) -> str:
    """Return a document in which a key has another name, at its place and in its quotes.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    span = key_at(text, path).name
    wanted = _renamed(data_of(text), path, name)
    return verified(replaced(text, [(*span, _like(text, span, name))]), wanted)


def with_table_renamed(text: str, path: Path, name: str) -> str:
    """Return a document in which a table has another name, or is a part of the one that has it already.

    Args:
        text: The document.
        path: Where the table stands.
        name: The last part of its new path.

    Raises:
        EditError: The other table has one of its keys, or the document is laid out in a way that can't be
            edited safely.
    """
    other = (*path[:-1], name)
    entries, there = table_at(data_of(text), path), table_at(data_of(text), other)
    taken = [key for key, value in entries.items() if there.get(key, value) != value]
    if taken:
        raise EditError(f"{name} has another {taken[0]} already")
    ways: tuple[Callable[[], str], ...] = (
        (
            lambda: _joined(text, path, other),
            lambda: _dotted_renamed(text, path, name),
            lambda: _moved_one_by_one(text, path, other),
        )
        if name in table_at(data_of(text), path[:-1])
        else (
            lambda: _header_renamed(text, path, name),
            lambda: with_key_renamed(text, path, name),
            lambda: _dotted_renamed(text, path, name),
            lambda: _moved_one_by_one(text, path, other),
        )
    )
    for way in ways:
        try:
            return way()
        except EditError:
            continue
    raise EditError(f"{shown(path)} is laid out in a way that can't be edited safely")


def with_key_moved(text: str, path: Path, table: Path, name: str) -> str:
    """Return a document in which a key stands in another table, under another name.

    Its value stays as it is written; the comment behind it and those that are about it alone go along.

    Args:
        text: The document.
        path: Where the key stands.
        table: Where the other table stands, or is to stand.
        name: Its new name; it must be free there, or have the same value.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    data = data_of(text)
    alone = len(table_at(data, path[:-1])) == 1 and path[:-2] == table[:-1]
    if alone and table[-1] not in table_at(data, table[:-1]):
        return with_key_renamed(with_table_renamed(text, path[:-1], str(table[-1])), (*table, path[-1]), name)
    return _moved(text, path, table, name)


def _moved(text: str, path: Path, table: Path, name: str) -> str:
    if name in table_at(data_of(text), table):
        return without_key(text, path)
    old = key_at(text, path)
    grown = with_key(text, table, name, text[old.value.start : old.value.end])
    new = (*table, name)
    if old.has_own_line and key_at(grown, new).has_own_line:
        grown = _with_comments_moved(grown, path, new)
    return without_key(grown, path)


def _with_comments_moved(text: str, path: Path, new: Path) -> str:
    """Move the comments on one key to another, which has none yet."""
    wanted = data_of(text)
    old, target = key_at(text, path), key_at(text, new)
    start = own_comments_start(text, old.value.end)
    above = text[start : line_start(text, old.name.start)]
    behind = comment_behind(text, old.value.end)
    at = line_start(text, target.name.start)
    replacements = [
        (start, start + len(above), ""),
        (old.value.end, old.value.end + len(behind), ""),
        (at, at, above),
        (target.value.end, target.value.end, behind),
    ]
    return verified(replaced(text, replacements), wanted)


def _header_renamed(text: str, path: Path, name: str) -> str:
    header = header_of(text, path)
    if header is None:
        raise EditError(f"{shown(path)} has no header of its own")
    part = key_part_before(text, text.rindex("]", header.start, header_close(text, header)))
    written = f'"{name}"' if text[part.start] not in "\"'" else _like(text, part, name)
    return verified(replaced(text, [(*part, written)]), _renamed(data_of(text), path, name))


def _dotted_renamed(text: str, path: Path, name: str) -> str:
    """Rename a table that is there by its dotted keys: ``"pushcart.source".orders = …``."""
    replacements = []
    for leaf in leaves(table_at(data_of(text), path)):
        part = key_at(text, (*path, *leaf)).name
        for _ in leaf:
            dot = len(text[: part.start].rstrip(" \t")) - 1
            if text[dot] != ".":
                raise EditError(f"{shown(path)} is no dotted key")
            part = key_part_before(text, dot)
        replacements.append((*part, _like(text, part, name)))
    return verified(replaced(text, replacements), _renamed(data_of(text), path, name))


def _joined(text: str, path: Path, other: Path) -> str:
    """Move the lines of a table with a header behind those of another, with all their comments."""
    header, newline = header_of(text, path), newline_of(text)
    values, others = (leaves(table_at(data_of(text), one)) for one in (path, other))
    if header is None or not values or not others or set(values) & set(others):
        raise EditError(f"{shown(path)} has no header of its own")
    start = comments_start(text, header.start)
    end = comments_end(text, value_span(text, (*path, *values[-1])).end)
    at = line_end(text, value_span(text, (*other, *others[-1])).end)
    lines = comment_lines(text, header.start, header_close(text, header))
    body = "".join(f"{line}{newline}" for line in lines) + text[line_end(text, header.start) : end]
    body = (
        f"{'' if text[:at].endswith(newline) else newline}{body}{'' if body.endswith(newline) else newline}"
    )
    end += len(text[end:]) - len(text[end:].lstrip("\r\n"))
    if end == len(text):
        start = line_end(text, len(text[:start].rstrip()))
    return verified(
        replaced(text, [(start, end, ""), (at, at, body)]), _renamed(data_of(text), path, str(other[-1]))
    )


def _moved_one_by_one(text: str, path: Path, other: Path) -> str:
    """Move a table's keys, and then the comments on the table itself where it is an inline one."""
    for key in table_at(data_of(text), path):
        text = _moved(text, (*path, key), other, key)
    if path[-1] not in table_at(data_of(text), path[:-1]):
        return text
    if header_of(text, path) is not None:
        return without_empty_header(text, path)
    emptied, header = key_at(text, path), header_of(text, other)
    first = leaves(table_at(data_of(text), other))[0]
    newline = newline_of(text)
    lines = comment_lines(text, emptied.name.start, emptied.value.end)
    above = comments_start(text, emptied.name.start)
    at = line_start(text, header.start if header else key_at(text, (*other, *first)).name.start)
    replacements = [
        (above, line_end(text, emptied.value.end), ""),
        (at, at, "".join(f"{line}{newline}" for line in lines)),
    ]
    shorter = verified(replaced(text, replacements), without(data_of(text), path))
    return without_empty_header(shorter, path[:-1])


def _renamed(data: dict[str, Any], path: Path, name: str) -> dict[str, Any]:
    """Return a document's data with another last part of a path; a table joins one that is there."""
    wanted = copy.deepcopy(data)
    table = table_at(wanted, path[:-1])
    value, there = table.pop(str(path[-1])), table.get(name)
    table[name] = there | value if isinstance(there, dict) and isinstance(value, dict) else value
    return wanted


def _like(text: str, span: Span, name: str) -> str:
    """Return a name in the quotes of what stands there."""
    quote = text[span.start]
    plain = name.isprintable() and quote not in name and "\\" not in name
    return f"{quote}{name}{quote}" if quote in "\"'" and plain else key_text(name)
