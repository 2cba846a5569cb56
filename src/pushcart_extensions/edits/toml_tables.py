"""Keys of TOML tables: one more, another name, one less; in the style of the keys beside."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pushcart_extensions.edits.text import line_end, line_start, newline_of
from pushcart_extensions.edits.toml_before import key_before, table_before
from pushcart_extensions.edits.toml_keys import header_of, key_at, key_part_before
from pushcart_extensions.edits.toml_places import (
    Path,
    data_of,
    key_text,
    leaves,
    quoted,
    rewritten,
    shown,
    table_at,
    value_span,
    verified,
)
from pushcart_extensions.errors import EditError


def with_key(  # noqa: PLR0913 - where the key stands, what it says, and what it goes before
    text: str,
    table: Path,
    name: str,
    literal: str,
    *,
    before: Collection[str] = (),
    before_tables: Collection[str] = (),
) -> str:
    """Return a document in which a table has one key more, behind those that it has.

    A table that isn't there is made, in the way in which those beside it are written.

    Args:
        text: The document.
        table: Where the table stands, or is to stand.
        name: The new key.
        literal: Its value as it is to be written.
        before: Keys of the table that the new one goes before, where they are there.
        before_tables: Names of tables beside it that the table goes before if it is made with a header.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    data = data_of(text)
    wanted: dict[str, Any] = copy.deepcopy(data)
    place = wanted
    for part in table:
        place = place.setdefault(str(part), {})
    place[name] = data_of(f"value = {literal}\n")["value"]
    entry = f"{key_text(name)} = {literal}"
    candidates: Iterator[Callable[[], str]] = iter(
        (
            lambda: key_before(text, table, _first(table_at(data, table), before), name, literal),
            lambda: _beside(text, (*table, _last_value(table_at(data, table))), name, literal),
            lambda: _into_header(text, table, entry),
            lambda: _beside_table(text, table, entry),
            lambda: table_before(text, table, _first(table_at(data, table[:-1]), before_tables), entry),
            lambda: _behind_relatives(text, table, entry),
            lambda: _at_end(text, table, entry),
            lambda: _by_tomlkit(text, table, name, literal),
        )
    )
    for candidate in candidates:
        try:
            return verified(candidate(), wanted)
        except EditError:
            continue
    raise EditError(f"{shown(table)} is laid out in a way that can't be edited safely")


def with_value(text: str, path: Path, value: str) -> str:
    """Return a document in which a string has another value, in the quotes that it had."""
    wanted = _changed(text, path[:-1], lambda table: table | {path[-1]: value})
    span = value_span(text, path)
    literal = quoted(value, text[span.start : span.end])
    return verified(text[: span.start] + literal + text[span.end :], wanted)


def with_key_renamed(text: str, path: Path, name: str) -> str:
    """Return a document in which a key has another name, at its place and in its quotes."""
    old = path[-1]
    wanted = _changed(
        text, path[:-1], lambda table: {(name if key == old else key): value for key, value in table.items()}
    )
    key = key_at(text, path)
    quote = text[key.name.start]
    plain = name.isprintable() and quote not in name and "\\" not in name
    written = f"{quote}{name}{quote}" if quote in "\"'" and plain else key_text(name)
    return verified(text[: key.name.start] + written + text[key.name.end :], wanted)


def without_key(text: str, path: Path) -> str:
    """Return a document without a key; a table that is left with nothing but its header goes too."""
    wanted = _changed(text, path[:-1], lambda table: {k: v for k, v in table.items() if k != path[-1]})
    key = key_at(text, path)
    if key.has_own_line:
        start, end = line_start(text, key.name.start), line_end(text, key.value.end)
        rest = text[:start] + text[end:]
        shorter = verified(rest, _without_implied(wanted, path[:-1], rest))
        return _without_empty_header(shorter, start, path[:-1], wanted)

    def delete(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        del document[path[-1]]

    return verified(rewritten(text, delete), wanted)


def with_header_renamed(text: str, path: Path, name: str) -> str:
    """Return a document in which a table's header ends in another key.

    Raises:
        EditError: The table has no header of its own.
    """
    old = path[-1]
    wanted = _changed(
        text, path[:-1], lambda table: {(name if key == old else key): value for key, value in table.items()}
    )
    header = header_of(text, path)
    if header is None:
        raise EditError(f"{shown(path)} has no header of its own")
    close = text.rindex("]", header.start, header.end)
    part = key_part_before(text, close)
    return verified(text[: part.start] + f'"{name}"' + text[part.end :], wanted)


def _changed(text: str, table: Path, change: Callable[[dict[str, Any]], dict[Any, Any]]) -> dict[str, Any]:
    """Return a document's data with one table changed."""
    wanted = copy.deepcopy(data_of(text))
    found = table_at(wanted, table)
    new = change(dict(found))
    found.clear()
    found.update(new)
    return wanted


def _first(table: Mapping[str, Any], names: Collection[str]) -> str:
    """Return the first key of a table that is one of some names."""
    found = next((key for key in table if key in names), None)
    if found is None:
        raise EditError("there is nothing that it goes before")
    return found


def _last_value(table: Mapping[str, Any]) -> str:
    names = [name for name, value in table.items() if not isinstance(value, dict) or not value]
    if not names:
        raise EditError("the table is empty")
    return names[-1]


def _beside(text: str, path: Path, name: str, literal: str) -> str:
    """Put a key behind another of its table, written as that one is."""
    key = key_at(text, path)
    between = text[key.name.end : key.value.start]
    if not key.has_own_line:
        return f"{text[: key.value.end]}, {key_text(name)}{between}{literal}{text[key.value.end :]}"
    return _line_behind(text, key.value.end, f"{key.before}{key_text(name)}{between}{literal}")


def _into_header(text: str, table: Path, entry: str) -> str:
    """Put a key under a header that has none yet."""
    header = header_of(text, table)
    if header is None:
        raise EditError("it has no such header")
    return _line_behind(text, header.end, entry)


def _beside_table(text: str, table: Path, entry: str) -> str:
    """Make a table as its siblings are where they have no headers: by dotted keys, or inline."""
    siblings = leaves(table_at(data_of(text), table[:-1]))
    if not siblings:
        raise EditError("it has no sibling")
    path = (*table[:-1], *siblings[-1])
    key = key_at(text, path)
    if key.has_own_line and key.before.strip():
        indent = key.before[: len(key.before) - len(key.before.lstrip())]
        return _line_behind(text, key.value.end, f"{indent}{key_text(str(table[-1]))}.{entry}")
    if "{" in key.before and key.before.count("{") == 1:
        return _line_behind(text, key.value.end, f"{key_text(str(table[-1]))} = {{ {entry} }}")
    raise EditError("its siblings have headers")


def _behind_relatives(text: str, table: Path, entry: str) -> str:
    """Make a table with a header, behind the nearest tables with the same beginning."""
    data = data_of(text)
    for length in range(len(table) - 1, 0, -1):
        relatives = leaves(table_at(data, table[:length]))
        if relatives:
            at = value_span(text, (*table[:length], *relatives[-1])).end
            at = line_end(text, at)
            while at < len(text) and text[at:].lstrip(" \t").startswith("#"):
                at = line_end(text, at)
            return _block(text, at, table, entry)
    raise EditError("it has no relative")


def _at_end(text: str, table: Path, entry: str) -> str:
    return _block(text, len(text), table, entry)


def _by_tomlkit(text: str, table: Path, name: str, literal: str) -> str:
    """Leave it to tomlkit, for tables within inline tables."""
    import tomlkit

    def add(document: Any) -> None:
        for part in table:
            if part not in document:
                document[part] = tomlkit.inline_table()
            document = document[part]
        document[name] = tomlkit.value(literal)

    return rewritten(text, add)


def _block(text: str, at: int, table: Path, entry: str) -> str:
    newline = newline_of(text)
    header = ".".join(key_text(str(part)) for part in table)
    before, after = text[:at], text[at:]
    gap = "" if not before or before.endswith("\n") else newline
    gap += newline if before.strip() and not before.endswith((newline * 2, "\n\n")) else ""
    end = newline if after.strip() and not after.startswith(("\n", "\r\n")) else ""
    return f"{before}{gap}[{header}]{newline}{entry}{newline}{end}{after}"


def _line_behind(text: str, at: int, line: str) -> str:
    newline = newline_of(text)
    end = line_end(text, at)
    gap = "" if text[:end].endswith("\n") else newline
    return f"{text[:end]}{gap}{line}{newline}{text[end:]}"


def _without_implied(wanted: dict[str, Any], table: Path, text: str) -> dict[str, Any]:
    """Return the data without a table that is empty and was only there by its dotted keys."""
    if table_at(wanted, table) or not table or header_of(text, table) is not None:
        return wanted
    pruned = copy.deepcopy(wanted)
    table_at(pruned, table[:-1]).pop(str(table[-1]), None)
    return pruned


def _without_empty_header(text: str, at: int, table: Path, wanted: dict[str, Any]) -> str:
    """Take out a header that nothing follows any more, with the blank lines before it."""
    header = header_of(text, table)
    if header is None or table_at(wanted, table) or "#" in text[header.start : header.end]:
        return text
    behind = text[line_end(text, header.start) :].lstrip()
    if line_end(text, header.start) != at or (behind and not behind.startswith("[")):
        return text
    start = line_start(text, header.start)
    before = text[:start].rstrip()
    end = line_end(text, header.start)
    shorter = (before + newline_of(text) if before else "") + text[end:]
    pruned = copy.deepcopy(wanted)
    table_at(pruned, table[:-1]).pop(str(table[-1]), None)
    try:
        if data_of(shorter) in (pruned, _pruned(pruned, table[:-1])):
            return shorter
    except EditError:
        pass
    return text


def _pruned(data: dict[str, Any], table: Path) -> dict[str, Any]:
    """Return data without the tables on a path that hold nothing."""
    data = copy.deepcopy(data)
    while table and not table_at(data, table):
        table_at(data, table[:-1]).pop(str(table[-1]), None)
        table = table[:-1]
    return data
