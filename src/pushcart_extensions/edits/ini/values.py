"""Lines of values in a file such as setup.cfg: one more, one less, one elsewhere; in the layout of others."""

from __future__ import annotations

from collections.abc import Collection

from pushcart_extensions.edits.ini.lines import (
    Data,
    Option,
    Section,
    begins_behind_name,
    comments_start,
    data_of,
    option_at,
    option_of,
    own_comments_start,
    sections_of,
    verified,
)
from pushcart_extensions.edits.text import indentation, line_end, line_start, newline_of, replaced
from pushcart_extensions.errors import EditError

_INDENT = "    "


def with_line(  # noqa: PLR0913 - where the line stands, what it says, and what it goes before
    text: str,
    section: str,
    name: str,
    lines: str,
    *,
    before: int | None = None,
    later: Collection[str] = (),
) -> str:
    """Return a file in which the value of an option has one line more.

    What is missing on the way, the option or its section, is made.

    Args:
        text: The file.
        section: The option's section.
        name: The option.
        lines: The line, with comment lines above it where there are any.
        before: The number of the line that it goes before; None for the end.
        later: Options of the section that the option goes before if it is made.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    option = option_of(text, section, name)
    wanted = data_of(text)
    values = wanted.setdefault(section, {}).setdefault(option.name if option else name, [])
    values.append(lines.splitlines()[-1].strip())
    newline, indent = newline_of(text), _indent(text, section, option)
    block = "".join(f"{indent}{line.strip()}{newline}" for line in lines.splitlines())
    if option is None:
        return verified(_with_option(text, section, name, block, later), wanted)
    text, option = _opened(text, section, option)
    if before is not None:
        at = comments_start(text, option.lines[before].start)
        return verified(text[:at] + block + text[at:], wanted)
    return verified(_behind(text, option.end, block), wanted)


def without_line(text: str, section: str, name: str, number: int) -> str:
    """Return a file in which the value of an option has one line less.

    An option that is left without a value goes too, and then a section without options, unless there are
    comments on it.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    wanted = data_of(text)
    found = option_at(text, section, name)
    values = wanted[section][found.name]
    values.remove(text[found.lines[number].start : found.lines[number].end])
    text, option = _opened(text, section, found)
    line = option.lines[number]
    shorter = verified(text[: line_start(text, line.start)] + text[line_end(text, line.end) :], wanted)
    return shorter if values else _without_empty(shorter, section, option.name, wanted)


def moved_line(text: str, section: str, name: str, number: int, other: str) -> str:
    """Return a file in which a line stands behind those of another option of the section.

    The comments that are about it alone go along.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    text, option = _opened(text, section, option_at(text, section, name))
    line = option.lines[number]
    start = own_comments_start(text, line.start)
    # The comments on the option itself stand above its name, not in its value.
    start = max(start, line_end(text, option.key.end))
    lines = text[start : line.end]
    above = text[start : line_start(text, line.start)]
    without = text[:start] + text[start + len(above) :]
    grown = with_line(verified(without, data_of(text)), section, other, lines)
    return without_line(grown, section, name, number)


def joined_comments(text: str, section: str, name: str, other: str) -> str:
    """Return a file in which the comments on an option stand above another, and the empty option is gone.

    Raises:
        EditError: The option has a value, or the file is laid out in a way that can't be edited safely.
    """
    option, target = option_of(text, section, name), option_of(text, section, other)
    if option is None or target is None:
        return text
    there = next(one for one in sections_of(text) if one.name == section)
    start, end = comments_start(text, option.key.start), _end(text, there, option)
    lines = [line.strip() for line in text[start:end].splitlines() if line.strip()]
    indent, newline = indentation(text, target.key.start), newline_of(text)
    comments = [f"{indent}{line}{newline}" for line in lines if line.startswith(("#", ";"))]
    at = line_start(text, target.key.start)
    blank = text[len(text[:end].rstrip()) : end].partition("\n")[2]
    wanted = data_of(text)
    if wanted[section].pop(option.name):
        raise EditError(f"{name} has a value")
    return verified(replaced(text, [(start, end, blank), (at, at, "".join(comments))]), wanted)


def _opened(text: str, section: str, option: Option) -> tuple[str, Option]:
    """Put what stands behind the name of an option on a line of its own."""
    if begins_behind_name(text, option):
        first = option.lines[0]
        start = len(text[: first.start].rstrip(" \t"))
        gap = newline_of(text) + _indent(text, section, option)
        text = text[:start] + gap + text[first.start :]
        option = option_at(text, section, option.name)
    return text, option


def _with_option(text: str, section: str, name: str, block: str, later: Collection[str]) -> str:
    newline = newline_of(text)
    there = next((one for one in sections_of(text) if one.name == section), None)
    if there is None:
        gap = "" if not text or text.endswith("\n") else newline
        gap += newline if text.strip() else ""
        return f"{text}{gap}[{section}]{newline}{name} ={newline}{block}"
    sample = there.options[-1] if there.options else None
    delimiter = text[sample.key.end : sample.key.end + 2].rstrip() if sample else " ="
    entry = f"{name}{delimiter if delimiter.strip() in ('=', ':') else ' ='}{newline}{block}"
    apart = len(there.options) > 1 and _is_blank_above(text, there.options[-1])
    following = next((one for one in there.options if one.name in later), None)
    if following:
        at = comments_start(text, following.key.start)
        return f"{text[:at]}{entry}{newline if apart else ''}{text[at:]}"
    return _behind(text, sample.end if sample else there.header.end, (newline if apart else "") + entry)


def _behind(text: str, at: int, lines: str) -> str:
    """Put lines behind the line of an offset."""
    end, newline = line_end(text, at), newline_of(text)
    if text[:end].endswith("\n"):
        return text[:end] + lines + text[end:]
    return text[:end] + newline + lines.removesuffix(newline)


def _without_empty(text: str, section: str, name: str, wanted: Data) -> str:
    option = option_at(text, section, name)
    there = next(one for one in sections_of(text) if one.name == section)
    if _has_comments(text, option.key.start, _end(text, there, option)):
        return text
    wanted[section].pop(option.name)
    start, end = line_start(text, option.key.start), line_end(text, option.end)
    if there.options[-1] == option:
        start = line_end(text, len(text[:start].rstrip()))
    while there.options[-1] != option and end < len(text) and not _line(text, end).strip():
        end = line_end(text, end)
    shorter = verified(text[:start] + text[end:], wanted)
    if wanted[section]:
        return shorter
    there = next(one for one in sections_of(shorter) if one.name == section)
    last = _section_end(shorter, there)
    if _has_comments(shorter, there.header.start, last):
        return shorter
    wanted.pop(section)
    before = shorter[: line_start(shorter, there.header.start)].rstrip()
    gap = newline_of(text) if before else ""
    gap += newline_of(text) if before and shorter[last:].strip() else ""
    return verified(before + gap + shorter[last:], wanted)


def _end(text: str, section: Section, option: Option) -> int:
    """Return the offset at which what follows an option starts, with the comments on that."""
    rank = section.options.index(option)
    if rank + 1 < len(section.options):
        return comments_start(text, section.options[rank + 1].key.start)
    return _section_end(text, section)


def _section_end(text: str, section: Section) -> int:
    later = [one for one in sections_of(text) if one.header.start > section.header.start]
    return comments_start(text, later[0].header.start) if later else len(text)


def _has_comments(text: str, start: int, end: int) -> bool:
    """Tell whether there are comments above a line, or below it up to an offset."""
    if comments_start(text, start) < line_start(text, start):
        return True
    return any(line.strip().startswith(("#", ";")) for line in text[start:end].splitlines())


def _is_blank_above(text: str, option: Option) -> bool:
    start = comments_start(text, option.key.start)
    return start > 0 and not _line(text, line_start(text, start - 1)).strip()


def _indent(text: str, section: str, option: Option | None) -> str:
    """Return how the lines of values are indented: those of an option, else those beside it."""
    beside = [other for one in sections_of(text) if one.name == section for other in one.options]
    for one in ([option] if option else []) + beside[::-1]:
        for line in one.lines:
            if "\n" in text[one.key.end : line.start]:
                return indentation(text, line.start)
    return _INDENT


def _line(text: str, at: int) -> str:
    return text[at : line_end(text, at)]
