"""Where sections, options and the lines of their values stand in a file such as setup.cfg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pushcart_extensions.edits.text import Span, content_end, line_end, line_start
from pushcart_extensions.errors import EditError

_SECTION = re.compile(r"\[(?P<name>.+)\]")
_DELIMITER = re.compile(r"[ \t]*[=:][ \t]*")
_COMMENTS = ("#", ";")


class Option(NamedTuple):
    """One option of a section.

    Attributes:
        name: Its name.
        key: Where its name stands.
        lines: Where the lines of its value stand, without white space, blank lines and comments; the first
            one may stand on the line of the name.
    """

    name: str
    key: Span
    lines: tuple[Span, ...]

    @property
    def end(self) -> int:
        """Offset on the last of its lines."""
        return self.lines[-1].end if self.lines else self.key.end


class Section(NamedTuple):
    """One section.

    Attributes:
        name: What stands in its brackets.
        header: Where its header stands.
        options: Its options.
    """

    name: str
    header: Span
    options: tuple[Option, ...]


Data = dict[str, dict[str, list[str]]]
"""The lines of every option's value, by section."""


def data_of(text: str) -> Data:
    """Return what a file says as setuptools reads it: by ``configparser``, and names keep their capitals.

    Raises:
        EditError: It can't be read.
    """
    import configparser

    parser = configparser.RawConfigParser(default_section="\0")
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as the documentation says
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise EditError("it is no valid configuration file") from error
    return {
        section: {
            name: [line.strip() for line in value.splitlines() if line.strip()]
            for name, value in parser.items(section)
        }
        for section in parser.sections()
    }


def sections_of(text: str) -> tuple[Section, ...]:
    """Return the sections of a file, in its order, by the rules of ``configparser``."""
    found: list[tuple[str, Span, list[tuple[str, Span, list[Span]]]]] = []
    indent = 0
    for span in _content(text):
        line = text[span.start : span.end]
        column = span.start - (text.rfind("\n", 0, span.start) + 1)
        if found and found[-1][2] and column > indent:
            found[-1][2][-1][2].append(span)
            continue
        indent = column
        if section := _SECTION.match(line):
            found.append((section["name"], span, []))
        elif found and (delimiter := _DELIMITER.search(line)):
            key = Span(span.start, span.start + delimiter.start())
            value = Span(span.start + delimiter.end(), span.end)
            found[-1][2].append((text[key.start : key.end], key, [value] if value.start < value.end else []))
    return tuple(
        Section(name, header, tuple(Option(key, at, tuple(lines)) for key, at, lines in options))
        for name, header, options in found
    )


def option_of(text: str, section: str, name: str) -> Option | None:
    """Return an option of a section, None where it isn't there; dashes in its name are underscores."""
    for one in sections_of(text):
        for option in one.options if one.name == section else ():
            if option.name in (name, name.replace("_", "-")):
                return option
    return None


def option_at(text: str, section: str, name: str) -> Option:
    """Return an option of a section; dashes in its name are underscores.

    Raises:
        EditError: It isn't there.
    """
    found = option_of(text, section, name)
    if found is None:
        raise EditError(f"it has no {name}")
    return found


def begins_behind_name(text: str, option: Option) -> bool:
    """Tell whether the value of an option begins on the line of its name."""
    return bool(option.lines) and "\n" not in text[option.key.end : option.lines[0].start]


def comments_start(text: str, at: int) -> int:
    """Return the start of the comment lines directly above the line of an offset; else that of the line."""
    at = line_start(text, at)
    while at and text[line_start(text, at - 1) : at].strip().startswith(_COMMENTS):
        at = line_start(text, at - 1)
    return at


def own_comments_start(text: str, at: int) -> int:
    """Return the start of the comment lines about the line of an offset alone, not about several lines."""
    behind = text[line_end(text, at) :].split("\n", 1)[0].strip()
    is_shared = bool(behind) and not behind.startswith((*_COMMENTS, "["))
    return line_start(text, at) if is_shared else comments_start(text, at)


def verified(text: str, wanted: Data) -> str:
    """Return a file, provided that it says what it is to say; the order of lines doesn't count.

    Raises:
        EditError: It says something else.
    """
    if _sorted(data_of(text)) != _sorted(wanted):
        raise EditError("it is laid out in a way that can't be edited safely")
    return text


def _sorted(data: Data) -> Data:
    return {
        section: {name: sorted(lines) for name, lines in options.items()} for section, options in data.items()
    }


def _content(text: str) -> Iterator[Span]:
    """Yield where the lines that say something stand, without the white space around them."""
    at = 0
    while at < len(text):
        end = content_end(text, at)
        line = text[at:end]
        if line.strip() and not line.strip().startswith(_COMMENTS):
            yield Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
        at = line_end(text, at)
