"""The lines of a Markdown document that may mean something: not those of code, comments or front matter."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_FRONT_MATTER = ("---", "+++")


class Line(NamedTuple):
    """One line of a document.

    Attributes:
        text: Without its line ending.
        start: The offset at which it starts.
        end: The offset behind its line ending.
        is_prose: Whether it is read as Markdown: no code, comment or front matter.
    """

    text: str
    start: int
    end: int
    is_prose: bool


class Heading(NamedTuple):
    """A heading that begins with number signs.

    Attributes:
        level: How many of them.
        title: Its text.
        number: The number of its line, from 0.
    """

    level: int
    title: str
    number: int


def markdown_lines(text: str) -> list[Line]:
    """Return the lines of a document."""
    lines: list[Line] = []
    fence, in_comment, at = "", False, 0
    front = text.split("\n", 1)[0].rstrip("\r ")
    front = front if front in _FRONT_MATTER else ""
    for number, raw in enumerate(text.split("\n")):
        line, end = raw.removesuffix("\r"), min(at + len(raw) + 1, len(text))
        found = _FENCE.fullmatch(line)
        is_prose = not (front or fence or in_comment)
        if front:
            front = "" if number and line.rstrip() == front else front
        elif fence:
            closes = found and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closes else fence
        elif in_comment or (not found and "<!--" in line):
            rest = line if in_comment else line[line.rindex("<!--") :]
            is_prose = is_prose and bool(line.partition("<!--")[0].strip())
            in_comment = "-->" not in rest
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            is_prose, fence = False, found[1]
        if raw or at < len(text):
            lines.append(Line(line, at, end, is_prose))
        at = end
    return lines


def code_blocks(text: str, language: str) -> list[tuple[int, int]]:
    """Return where the contents of the fenced blocks of a language start and end in a document."""
    lines = markdown_lines(text)
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    start = 0
    for line in lines:
        fence = None if line.is_prose else _FENCE.fullmatch(line.text)
        if opened is None and fence:
            opened, start = fence, line.end
        elif opened and fence and fence[1].startswith(opened[1]) and not fence[2].strip():
            if opened[2].strip() == language:
                found.append((start, line.start))
            opened = None
    return found


def headings(lines: list[Line]) -> list[Heading]:
    """Return the headings among the lines of a document."""
    return [
        Heading(len(found[1]), (found[2] or "").strip(), number)
        for number, line in enumerate(lines)
        if line.is_prose and (found := _HEADING.fullmatch(line.text))
    ]
