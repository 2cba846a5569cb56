"""A three-way merge of a file: by content, with the user's encoding, byte-order mark and line endings."""

from __future__ import annotations

import ast
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from pushcart_extensions.edits.text import decoded, newline_of
from pushcart_extensions.edits.yaml.places import composed
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.updating.merge import Choice, Region, merge, narrowed
from pushcart_extensions.scaffold.updating.merge_settle import added_items, items, says_both, settled_tokens

OPENING, MIDDLE, CLOSING = "<<<<<<< yours", "=======", ">>>>>>> template"

_PARSERS: dict[str, Callable[[str], object]] = {
    "py": ast.parse,
    "toml": tomllib.loads,
    "yml": composed,
    "yaml": composed,
}
_UNORDERED = ("toml", "__init__.py")
"""Ends of the names of files in which the order of lines says nothing: keys, lists of names, imports."""


class MergedFile(NamedTuple):
    """What a merge makes of a file.

    Attributes:
        data: Its bytes.
        conflicts: The lines that conflicts begin in, counted from one.
    """

    data: bytes
    conflicts: tuple[int, ...]


class _Text(NamedTuple):
    """A file's text in lines, each with and without its ending."""

    lines: list[str]
    raw: list[str]

    @property
    def content(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


def merged_file(path: str, base: bytes, ours: bytes, theirs: bytes, version: str) -> MergedFile:
    """Merge what the user and what the template made of a file.

    A merge without conflict that is no valid Python, TOML or YAML any more, or no longer says what both
    sides say, is not trusted: each change of the template is marked in it.

    Args:
        path: The file's path; its end tells what the file holds.
        base: What the template made of it.
        ours: What the user has.
        theirs: What the new template makes of it.
        version: The new template's version, for the marks.

    Raises:
        EditError: One of the three is no text, or the result can't be written in the file's encoding.
    """
    text, encoding, bom = _decoded(path, ours)
    before, new = _text(_decoded(path, base)[0]), _text(_decoded(path, theirs)[0])
    merging = _Merging(path, before, _text(text), new, newline_of(text), f"{CLOSING} {version}")
    merged, conflicts = merging.result(merging.regions())
    if not conflicts and not merging.is_sound(merged):
        merged, conflicts = merging.result(merging.doubted())
    try:
        return MergedFile(bom + merged.encode(encoding), conflicts)
    except UnicodeError as error:
        raise EditError(f"what the template adds can't be written as {encoding}") from error


def same_content(one: bytes, other: bytes) -> bool:
    """Tell whether two files hold the same text, whatever their line endings and byte-order marks."""
    if one == other:
        return True
    try:
        return _text(decoded(one)[0]).lines == _text(decoded(other)[0]).lines
    except EditError:
        return False


def is_marked(data: bytes, version: str | None = None) -> bool:
    """Tell whether marks of a conflict stand in a file.

    Args:
        data: The file.
        version: The version of the template that they are to name; None for marks of any kind.
    """
    closing = f"{CLOSING} {version}".encode()
    marks: tuple[Callable[[bytes], bool], ...] = (
        lambda line: line.startswith(b"<<<<<<< "),
        lambda line: line == MIDDLE.encode(),
        lambda line: line.startswith(b">>>>>>> ") if version is None else line == closing,
    )
    # One iterator for all three: each mark is looked for behind the one before it.
    lines = (line.removesuffix(b"\r") for line in data.split(b"\n"))
    return all(any(map(is_mark, lines)) for is_mark in marks)


def marked_lines(data: bytes) -> tuple[int, ...]:
    """Return the lines that conflicts begin in, counted from one."""
    return tuple(number for number, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"<<<<<<< "))


class _Merging(NamedTuple):
    """A merge of one file."""

    path: str
    base: _Text
    ours: _Text
    theirs: _Text
    newline: str
    closing: str

    def regions(self) -> Iterator[Region]:
        """Yield the regions of the merge."""
        is_unordered = self.path.endswith(_UNORDERED)
        mine = added_items(self.base.lines, self.ours.lines) if is_unordered else Counter()
        for region in merge(self.base.lines, self.ours.lines, self.theirs.lines):
            other = region.theirs.of(self.theirs.lines)
            if not region.base.length and other and items(other) <= mine:
                yield region._replace(choice=Choice.OURS)  # in another place, they stand there
            else:
                yield self._settled(region) if region.choice is Choice.CONFLICT else region

    def doubted(self) -> Iterator[Region]:
        """Yield the regions with a conflict for each change that the template made."""
        for region in merge(self.base.lines, self.ours.lines, self.theirs.lines):
            is_theirs = region.choice is Choice.THEIRS
            yield region._replace(choice=Choice.CONFLICT) if is_theirs else region

    def result(self, regions: Iterable[Region]) -> tuple[str, tuple[int, ...]]:
        """Return the merged text, and the lines that conflicts begin in."""
        written: list[str] = []
        conflicts = []
        for region in narrowed(regions, self.ours.lines, self.theirs.lines):
            mine = self.ours.raw[region.ours.start : region.ours.end]
            other = self._ended(region.theirs.of(self.theirs.lines))
            if region.choice is Choice.CONFLICT:
                conflicts.append(len(written) + 1)
                written += self._marked(mine, other)
            elif region.choice is Choice.SETTLED:
                written += self._ended(region.settled)
            else:
                written += mine if region.choice is Choice.OURS else other
        # A last line without an ending is the last one no more where something was put behind it.
        *above, last = written or [""]
        return "".join((*self._whole(above), last)), tuple(conflicts)

    def is_sound(self, merged: str) -> bool:
        """Tell whether a merge without conflict is what one would write by hand, as far as can be told."""
        parser = _PARSERS.get(self.path.rpartition(".")[2])
        if parser is None or not _parses(parser, self.ours.content):
            return True
        if not _parses(parser, merged):
            return False
        is_toml = parser is tomllib.loads
        return not is_toml or says_both(self.base.content, self.ours.content, self.theirs.content, merged)

    def _settled(self, region: Region) -> Region:
        mine, other = region.ours.of(self.ours.lines), region.theirs.of(self.theirs.lines)
        if self.path.endswith(_UNORDERED) and items(mine) == items(other):
            return region._replace(choice=Choice.OURS)
        if not self.path.endswith("toml"):
            return region
        before = region.base.of(self.base.lines)
        text = settled_tokens("\n".join(before), "\n".join(mine), "\n".join(other))
        settled = tuple(text.split("\n")) if text is not None else ()
        return region._replace(choice=Choice.SETTLED, settled=settled) if settled else region

    def _marked(self, mine: Iterable[str], other: Iterable[str]) -> Iterator[str]:
        opening, middle, closing = self._ended((OPENING, MIDDLE, self.closing))
        return chain([opening], self._whole(mine), [middle], other, [closing])

    def _ended(self, lines: Iterable[str]) -> list[str]:
        return [line + self.newline for line in lines]

    def _whole(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines, the one without an ending with one."""
        return (line if line.endswith("\n") else line + self.newline for line in lines)


def _decoded(path: str, data: bytes) -> tuple[str, str, bytes]:
    text, encoding, bom = decoded(data, python=path.endswith(".py"))
    if "\0" in text:
        raise EditError("it is no text")
    return text, encoding, bom


def _text(text: str) -> _Text:
    raw = [f"{line}\n" for line in text.split("\n")]
    raw[-1] = raw[-1][:-1]
    if not raw[-1]:
        del raw[-1]
    return _Text([line.removesuffix("\n").removesuffix("\r") for line in raw], raw)


def _parses(parser: Callable[[str], object], text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in the user's code is no concern here
            parser(text)
    except (EditError, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
