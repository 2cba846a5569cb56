"""What of a package that was not generated keeps a new component from where it is to go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pushcart_extensions.edits.toml.places import table_at
from pushcart_extensions.scaffold.adding.existing import ExistingPackage

_OLDEST_PYTHON = 11
"""The minor version of Python 3 that this distribution asks for."""


def layout_notices(existing: ExistingPackage) -> Iterator[str]:
    """Yield what the author of a package should change who adds to it."""
    project = table_at(existing.pyproject, ("project",))
    asked = str(project.get("requires-python", ""))
    oldest = re.search(r">=\s*3\.(\d+)", asked)
    if oldest and int(oldest[1]) < _OLDEST_PYTHON:
        yield (
            f"requires-python is {asked!r}, and pushcart-extensions asks for '>=3.{_OLDEST_PYTHON}': "
            "for the older ones no installer will find it"
        )
