"""One more line in a changelog, among the changes that are not released yet."""

from __future__ import annotations

import re

from pushcart_extensions.edits.markdown.lines import Heading, Line, headings, markdown_lines
from pushcart_extensions.edits.text import newline_of
from pushcart_extensions.errors import EditError

_TITLE = "Unreleased"
_ADDED = "Added"
"""The group of Keep a Changelog that new things stand in."""
_BULLET = re.compile(r"( {0,3}[-*+])([ \t]+)(.*)")
_LINK = re.compile(r" {0,3}\[[^]]+\]:")


def add_changelog_line(text: str, line: str) -> str:
    """Return a changelog that tells of one change more, under its heading ``Unreleased``.

    The line goes behind the others there, into the group ``Added`` where the section has groups, with
    the bullet that the others have. A missing heading is put above that of the last version.

    Args:
        text: The changelog, in Markdown.
        line: What it is to tell, without a bullet; what it tells already stays as it is.

    Raises:
        EditError: It has no headings, or more than one for what is not released.
    """
    if "\n" in line or "\r" in line or not line.strip():
        raise EditError("a line of a changelog is a single line")
    lines = markdown_lines(text)
    found = headings(lines)
    newline = newline_of(text)
    if not text.strip():
        return newline.join(("# Changelog", "", f"## {_TITLE}", "", f"- {line}", ""))
    sections = [heading for heading in found if _is_unreleased(heading.title)]
    if len(sections) > 1:
        raise EditError(f"it has {len(sections)} headings {_TITLE}")
    if not sections:
        if any(one.is_prose and _is_unreleased(one.text.strip()) for one in lines):
            raise EditError(f"its heading {_TITLE} is written in an odd way")
        return _with_section(text, lines, found, line)
    section = sections[0]
    start, end = _extent(lines, found, section)
    if _tells(lines[start:end], line):
        return text
    groups = [one for one in found if start <= one.number < end]
    added = [one for one in groups if one.title.casefold() == _ADDED.casefold()]
    if added:
        start, end = _extent(lines, found, added[0])
    elif groups:
        mark = "#" * groups[0].level
        at = lines[groups[0].number].start
        return f"{text[:at]}{mark} {_ADDED}{newline}{newline}- {line}{newline}{newline}{text[at:]}"
    return _with_bullet(text, lines, start, end, line)


def _with_section(text: str, lines: list[Line], found: list[Heading], line: str) -> str:
    """Put a heading above those of the versions, behind the title."""
    newline = newline_of(text)
    if not found:
        raise EditError("it has no headings")
    tops = [heading for heading in found if heading.level == 1]
    versions = [one for one in found if re.search(r"\d", one.title) and tops != [one]]
    mark = "#" * (versions[0].level if versions else 2)
    bracketed = bool(versions) and versions[0].title.startswith("[")
    heading = f"{mark} {f'[{_TITLE}]' if bracketed else _TITLE}"
    block = newline.join((heading, "", f"- {line}", ""))
    if versions:
        at = lines[versions[0].number].start
        return f"{text[:at]}{block}{newline}{text[at:]}"
    last = lines[_last_content(lines, 0, len(lines))]
    before, after = text[: last.end], text[last.end :]
    gap = newline if before.endswith("\n") else newline * 2
    return f"{before}{gap}{block}{'' if _begins_blank(after) else newline}{after}"


def _with_bullet(text: str, lines: list[Line], start: int, end: int, line: str) -> str:
    """Put a line behind the bullets of a section that reaches from one line to another."""
    newline = newline_of(text)
    last = _last_content(lines, start, end)
    bullets = [number for number in range(start, last + 1) if _bullet(lines[number])]
    found = _BULLET.fullmatch(lines[bullets[-1]].text) if bullets else None
    mark = found[1] + found[2] if found else "- "
    # A list whose items stand apart, or none yet: the heading and a text before it are no part of it.
    apart = not bullets or (len(bullets) > 1 and not lines[bullets[-1] - 1].text.strip())
    before, after = text[: lines[last].end], text[lines[last].end :]
    is_ended = before.endswith("\n")
    gap = ("" if is_ended else newline) + (newline if apart else "")
    behind = (newline if is_ended else "") + ("" if bullets or _begins_blank(after) else newline)
    return f"{before}{gap}{mark}{line}{behind}{after}"


def _extent(lines: list[Line], found: list[Heading], heading: Heading) -> tuple[int, int]:
    """Return the numbers of the first line behind a heading and of the first behind its section."""
    later = [one for one in found if one.number > heading.number and one.level <= heading.level]
    return heading.number + 1, later[0].number if later else len(lines)


def _last_content(lines: list[Line], start: int, end: int) -> int:
    """Return the number of the last line that says something; definitions of links say nothing."""
    last, may_define = start - 1, True
    for number in range(start, end):
        line = lines[number]
        if not line.text.strip():
            may_define = True
        elif not (may_define and line.is_prose and _LINK.match(line.text)):
            last, may_define = number, False  # below a text a definition would be a part of that
    return last


def _is_unreleased(title: str) -> bool:
    return title.strip("[]").casefold() == _TITLE.casefold()


def _begins_blank(text: str) -> bool:
    return not text or not text.split("\n", 1)[0].strip()


def _bullet(line: Line) -> bool:
    return line.is_prose and _BULLET.fullmatch(line.text) is not None


def _tells(lines: list[Line], wanted: str) -> bool:
    bullets = (_BULLET.fullmatch(line.text) for line in lines if line.is_prose)
    return any(found and found[3].strip() == wanted.strip() for found in bullets)
