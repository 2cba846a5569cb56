"""Where a value stands in a TOML document: tomlkit finds it, nothing else moves."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from pushcart_extensions.edits.text import Span
from pushcart_extensions.errors import EditError

Path = tuple[str | int, ...]
"""Keys, and positions in arrays, from the root of a document."""
_STRING = r"""\"[^\"\\\n]*\"|'[^'\n]*'"""
"""A string without escapes, on one line."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def data_of(text: str) -> dict[str, Any]:
    """Return what a TOML document says.

    Raises:
        EditError: It is no valid TOML.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EditError("it is not valid TOML") from error


def table_at(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return a table of a document's data; an empty one where there is none."""
    found: Any = data
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def value_span(text: str, path: Path) -> Span:
    """Return where a value stands.

    Nearly every value that is asked for is a string on the line of its key, and its place is the one at
    which a mark in its stead makes the document say that mark, and nothing else differently. The place
    of any other is found through tomlkit, which takes twenty times as long, its import included.

    Args:
        text: The document.
        path: Where the value stands in its data.

    Raises:
        EditError: tomlkit would write something else differently.
    """
    mark = os.urandom(16).hex()
    if span := _plain_span(text, path, mark):
        return span

    def exchange(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = mark

    marked = rewritten(text, exchange)
    start = marked.find(f'"{mark}"')
    rest = marked[start + len(mark) + 2 :]
    end = len(text) - len(rest)
    if start < 0 or start > end or text[:start] != marked[:start] or text[end:] != rest:
        raise EditError(f"{shown(path)} stands in it in a way that can't be edited safely")
    return Span(start, end)


def _plain_span(text: str, path: Path, mark: str) -> Span | None:
    data = data_of(text)
    table, key = table_at(data, path[:-1]), str(path[-1])
    if not isinstance(table.get(key), str):
        return None
    table[key] = mark
    key_and_string = rf"""^[^\n#=]*?\b{re.escape(key)}["']?[ \t]*=[ \t]*({_STRING})"""
    for found in re.finditer(key_and_string, text, re.MULTILINE):
        span = Span(*found.span(1))
        with suppress(EditError):  # it may be a piece of something else
            if data_of(f'{text[: span.start]}"{mark}"{text[span.end :]}') == data:
                return span
    return None


def rewritten(text: str, change: Callable[[Any], None]) -> str:
    """Return a document as tomlkit writes it after a change.

    Args:
        text: The document.
        change: Changes tomlkit's document in place.

    Raises:
        EditError: tomlkit can't do it.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        change(document)
        return tomlkit.dumps(document)
    except (TOMLKitError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise EditError("it is laid out in a way that can't be edited safely") from error


def leaves(data: Mapping[str, Any], path: Path = ()) -> list[Path]:
    """Return the path of every value that is no table; arrays count as one."""
    found: list[Path] = []
    for key, value in data.items():
        if isinstance(value, dict) and value:
            found += leaves(value, (*path, key))
        elif not isinstance(value, dict):
            found.append((*path, key))
    return found


def verified(text: str, wanted: Mapping[str, Any]) -> str:
    """Return a document, provided that it says what it is to say.

    Raises:
        EditError: It says something else.
    """
    if data_of(text) != wanted:
        raise EditError("it is laid out in a way that can't be edited safely")
    return text


def shown(path: Path) -> str:
    """Return a path as it is written."""
    return ".".join(map(str, path))


def quoted(value: str, like: str = "") -> str:
    """Return a string as TOML writes it, with the quotes of another where they can hold it."""
    if value.isprintable() and not set(value) & {"'", '"', "\\"}:
        quote = "'" if like.startswith("'") else '"'
        return f"{quote}{value}{quote}"
    import tomlkit

    printable = value.isprintable() and "'" not in value
    return tomlkit.string(value, literal=like.startswith("'") and printable).as_string()


def key_text(name: str) -> str:
    """Return a key as TOML writes it: bare where it can be."""
    return name if _BARE.fullmatch(name) else quoted(name)
