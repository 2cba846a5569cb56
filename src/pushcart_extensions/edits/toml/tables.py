"""Keys of TOML tables: one more, another value; in the style of the keys beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pushcart_extensions.edits.text import line_end, newline_of, with_lines_behind
from pushcart_extensions.edits.toml.before import key_before, table_before
from pushcart_extensions.edits.toml.keys import header_of, key_at
from pushcart_extensions.edits.toml.places import (
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
    data, wanted = data_of(text), data_of(text)
    place = wanted
    for part in table:
        place = place.setdefault(str(part), {})
        if not isinstance(place, dict):
            raise EditError(f"{part} is no table")
    place[name] = data_of(f"value = {literal}\n")["value"]
    entry = f"{key_text(name)} = {literal}"
    candidates: Iterator[Callable[[], str]] = iter(
        (
            lambda: key_before(text, table, _first(table_at(data, table), before), name, literal),
            lambda: _behind_last(text, table, name, literal),
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
    """Return a document in which a string has another value, in the quotes that it had.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    wanted = data_of(text)
    table_at(wanted, path[:-1])[str(path[-1])] = value
    span = value_span(text, path)
    literal = quoted(value, text[span.start : span.end])
    return verified(text[: span.start] + literal + text[span.end :], wanted)


def _first(table: Mapping[str, Any], names: Collection[str]) -> str:
    """Return the first key of a table that is one of some names."""
    found = next((key for key in table if key in names), None)
    if found is None:
        raise EditError("there is nothing that it goes before")
    return found


def _behind_last(text: str, table: Path, name: str, literal: str) -> str:
    """Put a key behind the last one of its table; a table with a header of its own is no such key."""
    for other in reversed(table_at(data_of(text), table)):
        try:
            return _beside(text, (*table, other), name, literal)
        except EditError:
            continue
    raise EditError("the table is empty")


def _beside(text: str, path: Path, name: str, literal: str) -> str:
    """Put a key behind another of its table, written as that one is."""
    key = key_at(text, path)
    between = text[key.name.end : key.value.start]
    if not key.has_own_line:
        return f"{text[: key.value.end]}, {key_text(name)}{between}{literal}{text[key.value.end :]}"
    return with_lines_behind(text, key.value.end, f"{key.before}{key_text(name)}{between}{literal}")


def _into_header(text: str, table: Path, entry: str) -> str:
    """Put a key under a header that has none yet."""
    header = header_of(text, table)
    if header is None:
        raise EditError("it has no such header")
    return with_lines_behind(text, header.end, entry)


def _beside_table(text: str, table: Path, entry: str) -> str:
    """Make a table as its siblings are where they have no headers: by dotted keys, or inline."""
    siblings = leaves(table_at(data_of(text), table[:-1]))
    if not siblings:
        raise EditError("it has no sibling")
    path = (*table[:-1], *siblings[-1])
    key = key_at(text, path)
    if key.has_own_line and key.before.strip():
        indent = key.before[: len(key.before) - len(key.before.lstrip())]
        return with_lines_behind(text, key.value.end, f"{indent}{key_text(str(table[-1]))}.{entry}")
    if "{" in key.before and key.before.count("{") == 1:
        return with_lines_behind(text, key.value.end, f"{key_text(str(table[-1]))} = {{ {entry} }}")
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
