"""Entry points in pyproject.toml, under ``[project.entry-points]`` or ``[tool.poetry.plugins]``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pushcart_extensions.edits.targets import followed
from pushcart_extensions.edits.toml.moves import with_key_moved, with_key_renamed, with_table_renamed
from pushcart_extensions.edits.toml.places import Path, data_of, quoted, table_at
from pushcart_extensions.edits.toml.removals import without_key
from pushcart_extensions.edits.toml.tables import with_key, with_value
from pushcart_extensions.errors import EditError

_STANDARD: Path = ("project", "entry-points")
_POETRY: Path = ("tool", "poetry", "plugins")


def stated_entry_points(text: str) -> Mapping[str, Mapping[str, str]]:
    """Return the entry points of a pyproject.toml, by group.

    Raises:
        EditError: It is no valid TOML.
    """
    found: dict[str, dict[str, str]] = {}
    for root in (_STANDARD, _POETRY):
        for group, entries in table_at(data_of(text), root).items():
            stated = entries.items() if isinstance(entries, dict) else ()
            found.setdefault(group, {}).update({k: v for k, v in stated if isinstance(v, str)})
    return found


def add_entry_point(  # noqa: PLR0913 - an entry point, and what it goes before
    text: str,
    group: str,
    name: str,
    value: str,
    *,
    before: Collection[str] = (),
    before_groups: Collection[str] = (),
) -> str:
    """Return a pyproject.toml with one entry point more, in the table that the package uses.

    Args:
        text: The document.
        group: Such as ``pushcart.sources``.
        name: The key or flag.
        value: ``module:Class``. An entry point that is there with this value stays as it is.
        before: Names of the group that the new one goes before, where they are there.
        before_groups: Groups that the group goes before if it is made.

    Raises:
        EditError: The name is registered for something else, or the entry points are not stated there.
    """
    data = data_of(text)
    for root in (_STANDARD, _POETRY):
        there = table_at(data, (*root, group)).get(name)
        if there == value:
            return text
        if there is not None:
            raise EditError(f"{group} has another {name} already")
    table, literal = (*_own_root(data), group), quoted(value, _prevailing_quote(text))
    return with_key(text, table, name, literal, before=before, before_tables=before_groups)


def rename_entry_point(text: str, group: str, name: str, new_name: str) -> str:
    """Return a pyproject.toml in which an entry point has another name.

    Raises:
        EditError: It isn't there, or the new name is taken.
    """
    root = _root_of(data_of(text), group, name)
    if new_name in table_at(data_of(text), (*root, group)):
        raise EditError(f"{group} has another {new_name} already")
    return with_key_renamed(text, (*root, group, name), new_name)


def retarget_entry_point(text: str, group: str, name: str, value: str) -> str:
    """Return a pyproject.toml in which an entry point leads elsewhere.

    Raises:
        EditError: It isn't there.
    """
    return with_value(text, (*_root_of(data_of(text), group, name), group, name), value)


def remove_entry_point(text: str, group: str, name: str) -> str:
    """Return a pyproject.toml without an entry point; one that is gone already is done.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    data = data_of(text)
    if not any(name in table_at(data, (*root, group)) for root in (_STANDARD, _POETRY)):
        return text
    return without_key(text, (*_root_of(data, group, name), group, name))


def move_entry_point(text: str, group: str, name: str, new_group: str, new_name: str) -> str:
    """Return a pyproject.toml in which an entry point stands in another group, with the comments on it.

    Raises:
        EditError: It isn't there, or the other group has the name for something else.
    """
    data = data_of(text)
    root = _root_of(data, group, name)
    value = table_at(data, (*root, group))[name]
    if table_at(data, (*root, new_group)).get(new_name, value) != value:
        raise EditError(f"{new_group} has another {new_name} already")
    return with_key_moved(text, (*root, group, name), (*root, new_group), new_name)


def rename_group(text: str, group: str, new_group: str) -> str:
    """Return a pyproject.toml in which the entry points of a group stand in another.

    The group is renamed at its place where the other isn't there yet, else it becomes a part of that.

    Raises:
        EditError: The other group has one of the names for something else.
    """
    for root in (_STANDARD, _POETRY):
        if table_at(data_of(text), (*root, group)):
            text = with_table_renamed(text, (*root, group), new_group)
    return text


def follow_class(text: str, modules: frozenset[str], old: str, new: str) -> str:
    """Return a pyproject.toml whose entry points lead to a class under its new name.

    Args:
        text: The document.
        modules: The dotted names of the modules that have the class.
        old: Its name so far.
        new: Its new name.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    data = data_of(text)
    for root in (_STANDARD, _POETRY):
        for group, entries in table_at(data, root).items():
            for name, value in entries.items() if isinstance(entries, dict) else ():
                target = followed(value, modules, old, new) if isinstance(value, str) else value
                if target != value:
                    text = with_value(text, (*root, group, name), target)
    return text


def _own_root(data: Mapping[str, Any]) -> Path:
    """Return where a package states its entry points, or would.

    Raises:
        EditError: Something else states them.
    """
    project, poetry = table_at(data, ("project",)), table_at(data, ("tool", "poetry"))
    if "plugins" in poetry and "entry-points" not in project:
        return _POETRY
    if "entry-points" in project.get("dynamic", ()):
        raise EditError("its entry points are dynamic")
    if "project" in data:
        return _STANDARD
    if poetry:
        return _POETRY
    raise EditError("it has neither [project] nor [tool.poetry]")


def _root_of(data: Mapping[str, Any], group: str, name: str) -> Path:
    """Return where an entry point stands.

    Raises:
        EditError: It isn't there.
    """
    for root in (_STANDARD, _POETRY):
        if isinstance(table_at(data, (*root, group)).get(name), str):
            return root
    raise EditError(f"{group} has no {name}")


def _prevailing_quote(text: str) -> str:
    """Return the quote of the document's strings; TOML's basic one unless it prefers the other."""
    return "'" if text.count("'") > text.count('"') else '"'
