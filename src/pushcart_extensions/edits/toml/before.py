"""A key of a TOML document before another, a table before another: with the comments that belong to them."""

from __future__ import annotations

from pushcart_extensions.edits.text import newline_of
from pushcart_extensions.edits.toml.comments import comments_start
from pushcart_extensions.edits.toml.keys import header_of, key_at
from pushcart_extensions.edits.toml.places import Path, key_text
from pushcart_extensions.errors import EditError


def key_before(text: str, table: Path, other: str, name: str, literal: str) -> str:
    """Return a document in which a table has a key before another, written as that one is.

    Raises:
        EditError: The other key is written in an odd way.
    """
    key = key_at(text, (*table, other))
    between = text[key.name.end : key.value.start]
    entry = f"{key_text(name)}{between}{literal}"
    if not key.has_own_line:
        return f"{text[: key.name.start]}{entry}, {text[key.name.start :]}"
    at = comments_start(text, key.name.start)
    return f"{text[:at]}{key.before}{entry}{newline_of(text)}{text[at:]}"


def table_before(text: str, table: Path, other: str, entry: str) -> str:
    """Return a document with a table, made with a header and one entry, before another beside it.

    Raises:
        EditError: The other table has no header.
    """
    header = header_of(text, (*table[:-1], other))
    if header is None:
        raise EditError(f"{other} has no header")
    at, newline = comments_start(text, header.start), newline_of(text)
    written = ".".join(key_text(str(part)) for part in table)
    return f"{text[:at]}[{written}]{newline}{entry}{newline}{newline}{text[at:]}"
