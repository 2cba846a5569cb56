"""The dependencies of a package in pyproject.toml: PEP 621's list, or Poetry's table."""

from __future__ import annotations

from pushcart_extensions.contract.names import normalize
from pushcart_extensions.edits.requirements import asks_for
from pushcart_extensions.edits.toml.arrays import with_array_item
from pushcart_extensions.edits.toml.places import data_of, table_at
from pushcart_extensions.edits.toml.tables import with_key
from pushcart_extensions.errors import EditError


def add_dependency(text: str, name: str, version: str = "") -> str:
    """Return a pyproject.toml with one dependency more.

    Args:
        text: The document.
        name: The distribution; one that is required already, in any version, stays as it is.
        version: Its versions, such as ``>=0.1``; any where it is empty.

    Raises:
        EditError: The dependencies are not stated there.
    """
    data = data_of(text)
    project, poetry = table_at(data, ("project",)), table_at(data, ("tool", "poetry"))
    dynamic = "dependencies" in project.get("dynamic", ())
    if "project" in data and not dynamic:
        return _in_list(text, project.get("dependencies"), name, f"{name}{version}")
    if not poetry:
        raise EditError("its dependencies are dynamic" if dynamic else "it has no [project]")
    if any(normalize(one) == normalize(name) for one in table_at(poetry, ("dependencies",))):
        return text
    return with_key(text, ("tool", "poetry", "dependencies"), name, f'"{version or "*"}"')


def _in_list(text: str, there: object, name: str, requirement: str) -> str:
    if there is None:
        return with_key(text, ("project",), "dependencies", f'["{requirement}"]')
    if not isinstance(there, list) or not all(isinstance(one, str) for one in there):
        raise EditError("its dependencies are no list of strings")
    if any(asks_for(one, name) for one in there):
        return text
    return with_array_item(text, ("project", "dependencies"), requirement)
