"""Where a key or a header stands in a TOML document."""

from __future__ import annotations

import re
from typing import NamedTuple

from pushcart_extensions.edits.text import Span, content_end, line_start
from pushcart_extensions.edits.toml.places import Path, data_of, shown, value_span
from pushcart_extensions.errors import EditError


class Key(NamedTuple):
    """A key with its value, as they stand in a text."""

    name: Span
    value: Span
    before: str
    """What stands on the line before the key's last part."""

    @property
    def has_own_line(self) -> bool:
        """Whether it begins its line, alone or as a dotted key."""
        return "{" not in self.before and (not self.before.strip() or self.before.rstrip().endswith("."))


def key_at(text: str, path: Path) -> Key:
    """Return where a key and its value stand.

    Raises:
        EditError: They are written in an odd way.
    """
    value = value_span(text, path)
    head = text[: value.start].rstrip(" \t")
    if not head.endswith("="):
        raise EditError(f"{shown(path)} is written in an odd way")
    name = key_part_before(text, len(head) - 1)
    return Key(name, value, text[line_start(text, name.start) : name.start])


def key_part_before(text: str, at: int) -> Span:
    """Return where the part of a key stands that ends before an offset.

    Raises:
        EditError: It is written in an odd way.
    """
    end = len(text[:at].rstrip(" \t"))
    quote = text[end - 1 : end]
    if quote and quote in "\"'":
        start = text.rfind(quote, line_start(text, end), end - 1)
    else:
        bare = re.search(r"[A-Za-z0-9_-]+\Z", text[line_start(text, end) : end])
        start = end - len(bare[0]) if bare else -1
    if start < 0:
        raise EditError("it has a key that is written in an odd way")
    return Span(start, end)


def header_of(text: str, table: Path) -> Span | None:
    """Return the line of a table's header, up to its line ending."""
    for found in re.finditer(r"^[ \t]*\[(?!\[)[^\n]*", text, re.MULTILINE):
        line = found[0].rstrip("\r")
        try:
            data = data_of(line)
        except EditError:
            continue
        path: Path = ()
        while data:
            key, data = next(iter(data.items()))
            path = (*path, key)
        # A line of a string may look like a header; what stands above it is no whole document then.
        if path == table and _is_toml(text[: found.start()]):
            return Span(found.start(), content_end(text, found.start()))
    return None


def header_close(text: str, header: Span) -> int:
    """Return the offset behind the bracket that ends a header."""
    line = text[header.start : header.end]
    # A bracket in a key or in a comment is none of the header.
    ends = (found.end() for found in re.finditer(r"\]", line))
    return header.start + next(end for end in ends if _is_toml(line[:end]))


def _is_toml(text: str) -> bool:
    try:
        data_of(text)
    except EditError:
        return False
    return True
