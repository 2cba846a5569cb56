"""One more package for setuptools, where a distribution lists each of its packages by name."""

from __future__ import annotations

from pushcart_extensions.edits.ini.lines import option_of
from pushcart_extensions.edits.ini.values import with_line
from pushcart_extensions.edits.toml.arrays import with_array_item
from pushcart_extensions.edits.toml.places import data_of, table_at
from pushcart_extensions.errors import EditError


def list_in_pyproject(text: str, top: str, name: str) -> str:
    """Return a pyproject.toml in which a package is listed, where its top-level package is.

    Args:
        text: The document.
        top: The top-level package; where that is found by setuptools itself, so are those in it.
        name: The dotted name of the package; one that is listed already stays.

    Raises:
        EditError: The list can't be edited safely.
    """
    listed = table_at(data_of(text), ("tool", "setuptools")).get("packages")
    if not isinstance(listed, list) or top not in listed or name in listed:
        return text
    return with_array_item(text, ("tool", "setuptools", "packages"), name)


def list_in_setup_cfg(text: str, top: str, name: str) -> str:
    """Return a setup.cfg in which a package is listed; as ``list_in_pyproject``.

    Raises:
        EditError: The list can't be edited safely.
    """
    option = option_of(text, "options", "packages")
    lines = [text[start:end] for start, end in option.lines] if option else []
    listed = [one.strip() for line in lines for one in line.split(",")]
    if top not in listed or name in listed:
        return text
    if any("," in line for line in lines):
        raise EditError("its packages are listed on one line, where another has no place")
    return with_line(text, "options", "packages", name)
