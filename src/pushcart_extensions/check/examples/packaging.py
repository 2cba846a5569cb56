"""Examples of the rules about the distribution."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import (
    AUDIT,
    BASE,
    EXTENSIONS,
    ORDERS,
    PACKAGE,
    PYPROJECT,
    SOURCES,
)
from pushcart_extensions.check.examples.model import Change, Example

_NAME = 'name = "pushcart-shop"'
_BARE_PROJECT = BASE[PYPROJECT].partition("\n[project.entry")[0]

EXAMPLES = {
    "PCE101": Example((Change(PYPROJECT, _NAME, "name = pushcart-shop"),)),
    "PCE102": Example((Change(PYPROJECT, f"[project]\n{_NAME}", "[project]"),)),
    "PCE103": Example((Change(PYPROJECT, _NAME, 'name = "pushcart-shop2"'),)),
    "PCE104": Example((Change(PYPROJECT, _NAME, 'name = "pushcart-shops"'),), blamed="src/pushcart_shop"),
    "PCE105": Example(
        (Change(PYPROJECT, 'dependencies = ["pushcart-extensions"]', "dependencies = []"),),
    ),
    "PCE106": Example(
        (Change(PYPROJECT, 'dependencies = ["pushcart-extensions"]', 'dynamic = ["dependencies"]'),),
    ),
    "PCE107": Example(
        (
            Change(PYPROJECT, "", _BARE_PROJECT),
            Change(PACKAGE, "", "__all__ = []\n"),
            *(Change(path, "", None) for path in (SOURCES, ORDERS, EXTENSIONS, AUDIT)),
        ),
        blamed="src/pushcart_shop",
    ),
}
