"""Examples of the rules about names that are taken."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

EXAMPLES = {
    "PCE108": Example((Change(PYPROJECT, 'name = "pushcart-shop"', 'name = "pushcart"'),)),
    "PCE207": Example(
        (Change("src/pushcart_shop/sources/orders/__init__.py", "", "PAGE_SIZE = 100\n"),),
        (Change("src/pushcart_shop/sources/_orders/__init__.py", "", "PAGE_SIZE = 100\n"),),
        blamed=ORDERS,
    ),
}
