"""Entry points and dependencies in a setup.cfg that states them; comments, order and layout stay.

``configparser`` would write the file without its comments, so the edits go by the places of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from pushcart_extensions.edits.ini.lines import begins_behind_name, data_of, option_at, option_of, verified
from pushcart_extensions.edits.ini.values import joined_comments, moved_line, with_line, without_line
from pushcart_extensions.edits.requirements import asks_for
from pushcart_extensions.edits.targets import followed
from pushcart_extensions.edits.text import Span, replaced
from pushcart_extensions.errors import EditError

_SECTION = "options.entry_points"


class _Entry(NamedTuple):
    """One entry point, and where its name and value stand."""

    number: int
    name: Span
    value: Span


def stated_entry_points(text: str) -> Mapping[str, Mapping[str, str]]:
    """Return the entry points of a setup.cfg, by group.

    Raises:
        EditError: It is no valid configuration file.
    """
    return {
        group: {
            name.strip(): value.strip()
            for name, separator, value in (line.partition("=") for line in lines)
            if separator
        }
        for group, lines in data_of(text).get(_SECTION, {}).items()
    }


def add_entry_point(  # noqa: PLR0913 - an entry point, and what it goes before
    text: str,
    group: str,
    name: str,
    value: str,
    *,
    before: Collection[str] = (),
    before_groups: Collection[str] = (),
) -> str:
    """Return a setup.cfg with one entry point more; as ``entry_points.add_entry_point``.

    Raises:
        EditError: The name is registered for something else, or the entry points are not stated there.
    """
    there = stated_entry_points(text).get(group, {}).get(name)
    if there == value:
        return text
    if there is not None:
        raise EditError(f"{group} has another {name} already")
    if "entry_points" in data_of(text).get("options", {}):
        raise EditError("its entry points are read from elsewhere")
    entries = _entries(text, group)
    later = next((entry.number for one, entry in entries.items() if one in before), None)
    line = f"{name}{_separator(text)}{value}"
    return with_line(text, _SECTION, group, line, before=later, later=before_groups)


def rename_entry_point(text: str, group: str, name: str, new_name: str) -> str:
    """Return a setup.cfg in which an entry point has another name.

    Raises:
        EditError: It isn't there, or the new name is taken.
    """
    if new_name in stated_entry_points(text).get(group, {}):
        raise EditError(f"{group} has another {new_name} already")
    entry = _entry(text, group, name)
    return _with_line_changed(text, group, entry, [(*entry.name, new_name)])


def retarget_entry_point(text: str, group: str, name: str, value: str) -> str:
    """Return a setup.cfg in which an entry point leads elsewhere.

    Raises:
        EditError: It isn't there.
    """
    entry = _entry(text, group, name)
    return _with_line_changed(text, group, entry, [(*entry.value, value)])


def remove_entry_point(text: str, group: str, name: str) -> str:
    """Return a setup.cfg without an entry point; one that is gone already is done.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    if name not in stated_entry_points(text).get(group, {}):
        return text
    return without_line(text, _SECTION, group, _entry(text, group, name).number)


def move_entry_point(text: str, group: str, name: str, new_group: str, new_name: str) -> str:
    """Return a setup.cfg in which an entry point stands in another group, with the comments on it.

    Raises:
        EditError: It isn't there, or the other group has the name for something else.
    """
    groups = stated_entry_points(text)
    value = groups.get(group, {}).get(name)
    there = groups.get(new_group, {}).get(new_name)
    if there is not None and there != value:
        raise EditError(f"{new_group} has another {new_name} already")
    if there is not None:
        return remove_entry_point(text, group, name)
    if new_group not in groups and len(groups.get(group, {})) == 1:
        text = _with_group_renamed(text, group, new_group)
    else:
        text = moved_line(text, _SECTION, group, _entry(text, group, name).number, new_group)
    return text if new_name == name else rename_entry_point(text, new_group, name, new_name)


def rename_group(text: str, group: str, new_group: str) -> str:
    """Return a setup.cfg in which the entry points of a group stand in another.

    The group is renamed at its place where the other isn't there yet, else its entry points move.

    Raises:
        EditError: The other group has one of the names for something else.
    """
    groups = stated_entry_points(text)
    if group not in groups:
        return text
    if new_group not in groups:
        return _with_group_renamed(text, group, new_group)
    for name in groups[group]:
        text = move_entry_point(text, group, name, new_group, name)
    return joined_comments(text, _SECTION, group, new_group)


def follow_class(text: str, modules: frozenset[str], old: str, new: str) -> str:
    """Return a setup.cfg whose entry points lead to a class under its new name.

    Args:
        text: The file.
        modules: The dotted names of the modules that have the class.
        old: Its name so far.
        new: Its new name.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    for group, entries in stated_entry_points(text).items():
        for name, value in entries.items():
            target = followed(value, modules, old, new)
            if target != value:
                text = retarget_entry_point(text, group, name, target)
    return text


def add_dependency(text: str, name: str, version: str = "") -> str:
    """Return a setup.cfg with one dependency more; as ``dependencies.add_dependency``.

    Raises:
        EditError: The dependencies are not stated there.
    """
    option = option_of(text, "options", "install_requires")
    lines = [text[start:end] for start, end in option.lines] if option else []
    if any(asks_for(line, name) for line in lines):
        return text
    # On one line a semicolon may part two of them, or a marker from its own.
    on_one_line = option is not None and begins_behind_name(text, option)
    if any(line.startswith(("file:", "attr:")) or (on_one_line and ";" in line) for line in lines):
        raise EditError("its dependencies are not stated there line by line")
    return with_line(text, "options", "install_requires", f"{name}{version}")


def _with_line_changed(text: str, group: str, entry: _Entry, changes: list[tuple[int, int, str]]) -> str:
    start, end = entry.name.start, entry.value.end
    after = replaced(text, changes)
    line = after[start : end + len(after) - len(text)]
    wanted = data_of(text)
    values = wanted[_SECTION][group]
    values[values.index(text[start:end])] = line
    return verified(after, wanted)


def _with_group_renamed(text: str, group: str, new_group: str) -> str:
    option = option_at(text, _SECTION, group)
    wanted = data_of(text)
    wanted[_SECTION][new_group] = wanted[_SECTION].pop(group)
    return verified(replaced(text, [(*option.key, new_group)]), wanted)


def _entries(text: str, group: str) -> dict[str, _Entry]:
    """Return the entry points of a group, by name.

    Raises:
        EditError: Several stand on one line.
    """
    option = option_of(text, _SECTION, group)
    found: dict[str, _Entry] = {}
    for number, (start, end) in enumerate(option.lines if option else ()):
        name, separator, value = text[start:end].partition("=")
        if "=" in value:
            raise EditError(f"{group} has several entry points on one line")
        if separator:
            at = end - len(value.lstrip())
            found[name.strip()] = _Entry(number, Span(start, start + len(name.rstrip())), Span(at, end))
    return found


def _entry(text: str, group: str, name: str) -> _Entry:
    found = _entries(text, group).get(name)
    if found is None:
        raise EditError(f"{group} has no {name}")
    return found


def _separator(text: str) -> str:
    """Return what stands between the names and the values of the file's entry points."""
    for lines in data_of(text).get(_SECTION, {}).values():
        for line in lines:
            if found := re.match(r"[^=]*?([ \t]*=[ \t]*)", line):
                return found[1]
    return " = "
