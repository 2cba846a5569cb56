"""Dependencies in Poetry's own table, as far as extras need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pushcart_extensions.contract.names import normalize
from pushcart_extensions.edits.requirements import same_versions
from pushcart_extensions.edits.toml.places import Path, data_of, quoted, table_at
from pushcart_extensions.edits.toml.removals import without_key
from pushcart_extensions.edits.toml.tables import with_key, with_value
from pushcart_extensions.errors import EditError

_TABLE: Path = ("tool", "poetry", "dependencies")


def with_optional_dependency(text: str, distribution: str, version: str | None) -> str:
    """Return a pyproject.toml in which Poetry knows a distribution as an optional dependency.

    Args:
        text: The document.
        distribution: Its normalised name.
        version: Its versions; None leaves those that are there, or takes any.

    Raises:
        EditError: It is a dependency already that is not optional, or one without versions.
    """
    name, there = _found(text, distribution)
    if there is None:
        literal = f"{{version = {quoted(version or '*')}, optional = true}}"
        return with_key(text, _TABLE, name, literal)
    constraints = there if isinstance(there, list) else [there]
    if not all(isinstance(one, dict) and one.get("optional") is True for one in constraints):
        raise EditError(
            f"{name} is a dependency of every installation; "
            "give it 'optional = true', or take it out, and try again"
        )
    if version is None:
        return text
    if not isinstance(there, dict) or not isinstance(there.get("version"), str):
        raise EditError(f"{name} has no one version there, so that it must be changed by hand")
    if same_versions(there["version"], version or "*"):
        return text
    return with_value(text, (*_TABLE, name, "version"), version or "*")


def without_optional_dependency(text: str, distribution: str) -> str:
    """Return a pyproject.toml without an optional dependency; any other stays.

    Raises:
        EditError: It is laid out in a way that can't be edited safely.
    """
    name, there = _found(text, distribution)
    if not isinstance(there, dict) or there.get("optional") is not True:
        return text
    try:
        return without_key(text, (*_TABLE, name))
    except EditError:
        # With a header of its own it goes key by key, and the header with the last one.
        for key in reversed(there):
            text = without_key(text, (*_TABLE, name, key))
        return text


def _found(text: str, distribution: str) -> tuple[str, Any]:
    """Return the key of a dependency and what it says; None where it isn't there."""
    table: Mapping[str, Any] = table_at(data_of(text), _TABLE)
    name = next((key for key in table if normalize(key) == distribution), distribution)
    return name, table.get(name)
