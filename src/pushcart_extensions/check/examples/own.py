"""Examples of the rules about the check itself."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

_DEPENDENCIES = 'dependencies = ["pushcart-extensions"]'
_TABLE = f"{_DEPENDENCIES}\n\n[tool.pushcart-check]"
_CLASS = "class OrdersSource(SourceBase):"
_METHOD = "def get_increment(self):"

EXAMPLES = {
    "PCE002": Example(
        (Change(PYPROJECT, _DEPENDENCIES, f'{_TABLE}\nignored = ["PCE115"]'),),
        (Change(PYPROJECT, _DEPENDENCIES, f'{_TABLE}\nignore = ["PCE115"]'),),
    ),
    "PCE003": Example(
        (Change(ORDERS, _CLASS, f"{_CLASS}  # noqa: PCE203"),),
        (
            Change(
                ORDERS,
                _CLASS,
                "class RefundsSource(SourceBase):  # noqa: PCE205\n"
                f"    {_METHOD}\n        return []\n\n\n{_CLASS}",
            ),
        ),
    ),
}
