"""Examples of the rules about entry points."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

_GROUP = '[project.entry-points."pushcart.sources"]'
_ENTRY = 'orders = "pushcart_shop.sources.orders:OrdersSource"'
_EXAMPLE = f"{_GROUP}\n{_ENTRY}"

EXAMPLES = {
    "PCE111": Example((Change(PYPROJECT, _EXAMPLE, f'{_GROUP}\norders = "pushcart_shop.sources.orders"'),)),
    "PCE112": Example((Change(PYPROJECT, _EXAMPLE, f'[project.entry-points."pushcart.source"]\n{_ENTRY}'),)),
    "PCE113": Example(
        (Change(PYPROJECT, _EXAMPLE, f'{_GROUP}\norders = "pushcart_shop.sources.order:OrdersSource"'),)
    ),
    "PCE114": Example(
        (Change(PYPROJECT, _EXAMPLE, f'[project.entry-points."pushcart.destinations"]\n{_ENTRY}'),)
    ),
    "PCE115": Example((Change(PYPROJECT, _EXAMPLE, _GROUP),), blamed=ORDERS),
    "PCE116": Example(
        (Change(PYPROJECT, _EXAMPLE, f'{_GROUP}\nshop_orders = "pushcart_shop.sources.orders:OrdersSource"'),)
    ),
}
