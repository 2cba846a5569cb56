"""A file's bytes as text and back, so that what no edit touches stays byte for byte."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pushcart_extensions.errors import EditError

Change = Callable[[str], str]
"""A structural edit: from the text of a file to its new text."""
Replacement = tuple[int, int, str]
"""Start, end and new text of a span."""


class Span(NamedTuple):
    """Where something starts and ends in a text."""

    start: int
    end: int


def changed(data: bytes, change: Change, *, python: bool = False) -> bytes:
    """Return a file's bytes with its text changed; encoding, BOM and line endings stay.

    Args:
        data: The file's bytes.
        change: What to do with its text, which is given without BOM and with its own line endings.
        python: Whether the file may declare its encoding as Python's files do.

    Raises:
        EditError: The bytes are no text, or the new text can't be written in that encoding.
    """
    text, encoding, bom = decoded(data, python=python)
    try:
        return bom + change(text).encode(encoding)
    except UnicodeError as error:
        raise EditError(f"it can't be written as {encoding}") from error


def decoded(data: bytes, *, python: bool = False) -> tuple[str, str, bytes]:
    """Return a file's text, without BOM and with its own line endings, its encoding, and its BOM.

    Raises:
        EditError: The bytes are no text.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    encoding = "utf-8"
    try:
        if python:
            encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0].removesuffix("-sig")
        return data[len(bom) :].decode(encoding), encoding, bom
    except (UnicodeError, SyntaxError, LookupError) as error:
        raise EditError(f"it can't be read as {encoding}") from error


def newline_of(text: str) -> str:
    """Return the line ending that a text uses most; a line feed where it has none."""
    windows = text.count("\r\n")
    return "\r\n" if windows * 2 > text.count("\n") else "\n"


def prevailing_newline(files: Iterable[bytes]) -> str:
    """Return the line ending that most lines of some files have; a line feed where they have none."""
    windows = both = 0
    for data in files:
        windows, both = windows + data.count(b"\r\n"), both + data.count(b"\n")
    return "\r\n" if windows * 2 > both else "\n"


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """Return a text with spans replaced; they must not overlap."""
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def with_lines_behind(text: str, at: int, lines: str) -> str:
    """Return a text with lines behind the line of an offset; each but the last one has its line ending."""
    newline, end = newline_of(text), line_end(text, at)
    gap = "" if text[:end].endswith("\n") else newline
    return f"{text[:end]}{gap}{lines}{newline}{text[end:]}"


def split_lines(text: str) -> list[str]:
    """Split at line feeds alone, as diffs and SARIF do; each line keeps its own."""
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def line_start(text: str, at: int) -> int:
    """Return the offset at which the line of an offset starts."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the offset behind the line of an offset, its line ending included."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def content_end(text: str, at: int) -> int:
    """Return the offset at which the line of an offset ends, its line ending not included."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[at:end].endswith("\r") else end


def indentation(text: str, at: int) -> str:
    """Return the white space that the line of an offset begins with."""
    found = re.match(r"[ \t]*", text[line_start(text, at) :])
    return found[0] if found else ""
