"""Extension packages as extras of a host: in its ``[project.optional-dependencies]``, or as Poetry has them.

Pushcart's document ("Packaging and Distributing Extensions as Extras") names an extra as the extension's
import package without its beginning, ``rest_api``, and has Poetry list that package, ``pushcart_rest_api``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pushcart_extensions.contract.names import PREFIX, import_package, is_extension_distribution, normalize
from pushcart_extensions.edits.poetry_dependencies import (
    with_optional_dependency,
    without_optional_dependency,
)
from pushcart_extensions.edits.requirements import Requirement, asks_for, parse_requirement, with_version
from pushcart_extensions.edits.toml.array_items import with_array_value, without_array_item
from pushcart_extensions.edits.toml.arrays import with_array_item
from pushcart_extensions.edits.toml.places import Path, data_of, quoted, shown, table_at
from pushcart_extensions.edits.toml.removals import without_key
from pushcart_extensions.edits.toml.tables import with_key
from pushcart_extensions.errors import EditError

ALL = "all"
"""The extra that holds every extension."""
STANDARD: Path = ("project", "optional-dependencies")
POETRY: Path = ("tool", "poetry", "extras")


class DynamicExtrasError(EditError):
    """A host says of its extras that something else states them."""

    def __init__(self) -> None:
        super().__init__("its optional dependencies are dynamic: something else states them")


class Extension(NamedTuple):
    """An extension package that a host has as an extra, or is to have.

    Attributes:
        distribution: Its normalised name, ``pushcart-rest-api``.
        version: Its versions; None for those that are there, or any.
    """

    distribution: str
    version: str | None = None

    @property
    def key(self) -> str:
        """The extra's name, ``rest_api``."""
        return import_package(self.distribution.removeprefix(PREFIX).lstrip("-"))


def add_extra(text: str, extension: Extension, *, to_all: bool = False) -> str:
    """Return a host's pyproject.toml with an extension as an extra of its own.

    What else an extra of that name holds stays.

    Args:
        text: The document.
        extension: The extension, with the versions that it is to have.
        to_all: Whether the extra ``all`` is to hold it, and the host's other extensions.

    Raises:
        EditError: The extras aren't stated there, or in a way that can't be edited safely.
    """
    table = extras_table(text)
    if table == POETRY:
        text = with_optional_dependency(text, *extension)
    elif any(asks_for(one, extension.distribution) for one in _required(text)):
        raise EditError(f"{extension.distribution} is a dependency of every installation already")
    items = _items(text, table, extension.key)
    own = _of(items, extension.distribution)
    wanted = [_spelled(items[at], table, extension) for at in own] or [_spelled(None, table, extension)]
    text = _with_items(text, table, extension.key, extension.distribution, wanted)
    for other in _extensions(text, table):
        if to_all or (
            other.distribution == extension.distribution and _of(_items(text, table, ALL), other.distribution)
        ):
            text = _with_in_all(text, table, other)
    return text


def remove_extra(text: str, extension: Extension) -> str:
    """Return a host's pyproject.toml without an extension among its extras; without it already, it is done.

    Args:
        text: The document.
        extension: The extension.

    Raises:
        EditError: The extras aren't stated there, or in a way that can't be edited safely.
    """
    table = extras_table(text)
    for key in (extension.key, ALL):
        if _of(_items(text, table, key), extension.distribution):
            text = _with_items(text, table, key, extension.distribution, [])
    if not _items(text, table, extension.key):
        text = _without_reference(text, table, extension.key)
    used = any(_of(_items(text, table, key), extension.distribution) for key in _extras(text, table))
    return text if used or table != POETRY else without_optional_dependency(text, extension.distribution)


def extras_table(text: str) -> Path:
    """Return the table in which a host states its extras.

    Poetry 2 reads ``[project]`` too, but passes over its own extras, and over dependencies that stand in
    its own table and aren't dynamic, as soon as there is one optional dependency: a host that uses those
    goes on with them.

    Raises:
        DynamicExtrasError: They are dynamic.
        EditError: It is no pyproject.toml of a distribution.
    """
    data = data_of(text)
    project, poetry = table_at(data, ("project",)), table_at(data, ("tool", "poetry"))
    if "project" not in data:
        if not poetry:
            raise EditError("it has neither [project] nor [tool.poetry]")
        return POETRY
    dynamic = project.get("dynamic", ())
    backend = str(table_at(data, ("build-system",)).get("build-backend", ""))
    in_project = "dependencies" in project or project.get("optional-dependencies")
    in_poetry = "extras" in poetry or ("dependencies" in poetry and "dependencies" not in dynamic)
    if "poetry" in backend and in_poetry and not in_project:
        return POETRY
    if "optional-dependencies" in dynamic:
        raise DynamicExtrasError
    return STANDARD


def registered(text: str, extension: Extension) -> tuple[str, tuple[str, ...]]:
    """Return the name of an extension's extra as a host writes it, and what it asks for of the extension.

    Raises:
        EditError: The extras aren't stated there.
    """
    table = extras_table(text)
    items = _items(text, table, extension.key)
    return _key(text, table, extension.key), tuple(items[at] for at in _of(items, extension.distribution))


def _extras(text: str, table: Path) -> Mapping[str, Any]:
    return table_at(data_of(text), table)


def _key(text: str, table: Path, key: str) -> str:
    """Return an extra's name as it stands there: installers compare them as they do distributions."""
    return next((one for one in _extras(text, table) if normalize(one) == normalize(key)), key)


def _items(text: str, table: Path, key: str) -> list[str]:
    """Return what an extra holds; nothing where it isn't there.

    Raises:
        EditError: It is no list of strings.
    """
    name = _key(text, table, key)
    items = _extras(text, table).get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise EditError(f"{shown((*table, name))} is no list of strings")
    return items


def _of(items: list[str], distribution: str) -> list[int]:
    """Return the positions of the items that ask for a distribution."""
    return [at for at, item in enumerate(items) if asks_for(item, distribution)]


def _required(text: str) -> list[str]:
    """Return what every installation of a host requires."""
    listed = table_at(data_of(text), ("project",)).get("dependencies")
    return [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []


def _spelled(there: str | None, table: Path, extension: Extension) -> str:
    """Return how an extra asks for an extension; Poetry has the versions elsewhere."""
    if table == POETRY:
        return there or import_package(extension.distribution)
    if there is None:
        return f"{extension.distribution}{extension.version or ''}"
    return there if extension.version is None else with_version(there, extension.version)


def _with_items(text: str, table: Path, key: str, distribution: str, wanted: list[str]) -> str:
    """Return a document in which an extra asks for a distribution in these ways and no others."""
    items = _items(text, table, key)
    path = (*table, _key(text, table, key))
    own = _of(items, distribution)
    if not wanted and len(own) == len(items):
        return without_key(text, path)
    if path[-1] not in _extras(text, table):
        return with_key(text, table, str(path[-1]), f"[{', '.join(map(quoted, wanted))}]")
    for at, item in zip(own, wanted, strict=False):
        if items[at] != item:
            text = with_array_value(text, path, at, item)
    for at in reversed(own[len(wanted) :]):
        text = without_array_item(text, path, at)
    for item in wanted[len(own) :]:
        text = with_array_item(text, path, item)
    return text


def _extensions(text: str, table: Path) -> Iterator[Extension]:
    """Yield the extension packages that are an extra of their own."""
    for key in _extras(text, table):
        names = dict.fromkeys(one.name for one in map(parse_requirement, _items(text, table, key)) if one)
        for extension in map(Extension, names):
            is_own = normalize(extension.key) == normalize(key) != ALL
            if is_own and is_extension_distribution(extension.distribution):
                yield extension


def _with_in_all(text: str, table: Path, extension: Extension) -> str:
    """Return a document whose extra ``all`` asks for an extension as the extension's own extra does.

    It does so by the same words, since not every installer follows a reference of a distribution to
    itself, ``host[rest_api]``; an ``all`` that is made of those goes on with them.
    """
    items = _items(text, table, ALL)
    references = list(_references(text, items).values())
    if any(normalize(key) == normalize(extension.key) for one in references for key in one.extras):
        return text
    if references:
        reference = references[0]._replace(extras=(_key(text, table, extension.key),), version="", marker="")
        return with_array_item(text, (*table, _key(text, table, ALL)), reference.text)
    own = _items(text, table, extension.key)
    wanted = [own[at] for at in _of(own, extension.distribution)]
    return _with_items(text, table, ALL, extension.distribution, wanted)


def _without_reference(text: str, table: Path, key: str) -> str:
    """Return a document whose extra ``all`` doesn't refer to an extra that is gone."""
    path = (*table, _key(text, table, ALL))
    items = _items(text, table, ALL)
    for at, one in reversed(_references(text, items).items()):
        left = tuple(extra for extra in one.extras if normalize(extra) != normalize(key))
        if left == one.extras:
            continue
        if left:
            text = with_array_value(text, path, at, one._replace(extras=left).text)
        elif len(_items(text, table, ALL)) == 1:
            text = without_key(text, path)
        else:
            text = without_array_item(text, path, at)
    return text


def _references(text: str, items: list[str]) -> dict[int, Requirement]:
    """Return the items, by position, by which a host refers to extras of its own."""
    host = normalize(str(table_at(data_of(text), ("project",)).get("name", "")))
    parsed = {at: parse_requirement(item) for at, item in enumerate(items)}
    return {at: one for at, one in parsed.items() if one and one.name == host and one.extras}
