"""What a package's files tell the checker: a table in pyproject.toml, and ``# noqa`` on a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.toml_lines import place_of
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.suggestions import closest

TABLE = "pushcart-check"
"""The table's name below ``[tool]``."""


class Suppression(NamedTuple):
    """One code in a ``# noqa`` comment, and where it stands."""

    code: str
    place: Place


class Instructions(NamedTuple):
    """What pyproject.toml tells the checker.

    Attributes:
        file: The file.
        table: What stands under ``[tool.pushcart-check]``; None without one.
        misspelt: The names of tables below ``[tool]`` that were meant to be that one.
        positions: Where keys stand in the file.
        suppressions: The codes of its ``# noqa`` comments.
    """

    file: str = "pyproject.toml"
    table: object = None
    misspelt: tuple[str, ...] = ()
    positions: Mapping[tuple[str, ...], tuple[int, int]] = MappingProxyType({})
    suppressions: tuple[Suppression, ...] = ()

    def place(self, key: str | None = None) -> Place:
        """Return where a key of the table stands; the table's own place where that isn't known."""
        table = ("tool", TABLE)
        return place_of(self.file, self.positions, *([(*table, key)] if key else []), table)

    def place_of_table(self, name: str) -> Place:
        """Return where another table below ``[tool]`` stands."""
        return place_of(self.file, self.positions, ("tool", name))


def misspelt_tables(names: Iterable[str]) -> Iterator[str]:
    """Yield the names of tables below ``[tool]`` that were meant to be the checker's own."""
    for name in names:
        lower = name.lower().replace("_", "-")
        # A table of Pushcart's own, or of another tool for it, is further away.
        if name != TABLE and lower.startswith("push") and closest(lower, [TABLE], 0.95):
            yield name


def python_suppressions(path: str, source: bytes) -> tuple[Suppression, ...]:
    """Return the codes of our own in a Python file's ``# noqa`` comments.

    Args:
        path: The file, relative to the package.
        source: What stands in it.
    """
    if not _may_suppress(source):
        return ()
    return tuple(_suppressions(path, _python_comments(source)))


def toml_suppressions(path: str, text: str) -> tuple[Suppression, ...]:
    """Return the codes of our own in a TOML file's ``# noqa`` comments."""
    if not _may_suppress(text.encode()):
        return ()
    return tuple(_suppressions(path, _toml_comments(text)))


def _may_suppress(source: bytes) -> bool:
    """Tell at little cost whether it is worth looking for comments."""
    lower = source.lower()
    return b"pce" in lower and b"noqa" in lower


def _suppressions(path: str, comments: Iterator[tuple[int, int, str]]) -> Iterator[Suppression]:
    import re  # only a file with such a comment needs it

    for line, column, comment in comments:
        # The codes of other checkers may stand beside ours, with commas or blanks between.
        # A comment that quotes such a comment, in backquotes say, is none.
        for noqa in re.finditer(r"(?:^|\s)#\s*noqa\s*:\s*((?:[A-Z]+[0-9]+[\s,]*)+)", comment, re.IGNORECASE):
            for code in re.finditer(r"PCE[0-9]+", noqa[1], re.IGNORECASE):
                start = column + noqa.start(1) + code.start() + 1
                yield Suppression(code[0], Place(path, line, start, start + len(code[0])))


def _python_comments(source: bytes) -> Iterator[tuple[int, int, str]]:
    import io
    import tokenize

    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield *token.start, token.string
    except (tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        return  # what can't be parsed is a finding of its own


def _toml_comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column from 0, and text of each comment; a ``#`` inside a string is none."""
    quote = ""
    for number, line in enumerate(text.split("\n"), start=1):
        at = 0
        while at < len(line):
            if quote:
                at, quote = _behind_string(line, at, quote)
            elif line[at] == "#":
                yield number, at, line[at:]
                break
            elif line[at] in "\"'":
                quote = line[at] * (3 if line.startswith(line[at] * 3, at) else 1)
                at += len(quote)
            else:
                at += 1
        # Only the strings in three quotes go on behind the end of a line.
        quote = quote if len(quote) == 3 else ""  # noqa: PLR2004 - three quotes


def _behind_string(line: str, at: int, quote: str) -> tuple[int, str]:
    """Return where a string ends on this line and what is open then: nothing, or the same quote."""
    while at < len(line):
        if line[at] == "\\" and quote[0] == '"':
            at += 2
        elif line.startswith(quote, at):
            end = at + len(quote)
            # Up to two more quotes before the three that end it are the string's own.
            more = len(line[end:]) - len(line[end:].lstrip(quote[0])) if len(quote) > 1 else 0
            return end + min(more, 2), ""
        else:
            at += 1
    return at, quote
