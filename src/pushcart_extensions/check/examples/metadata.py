"""Examples of the rules about feature flags and their registration."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import AUDIT, ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

_PROVIDES = 'provides = {"orders_source"}'
_USES = 'uses = {"orders_source"}'
_FIRST = "first = True"
_FLAG = 'orders_source = "pushcart_shop.sources.orders:OrdersSource"'

EXAMPLES = {
    "PCE501": Example((Change(AUDIT, _USES, 'uses = "orders_source"'),)),
    "PCE502": Example((Change(AUDIT, _FIRST, f"{_FIRST}\n    last = True"),)),
    "PCE503": Example((Change(AUDIT, _USES, 'uses = ["orders_source"]'),)),
    "PCE504": Example((Change(ORDERS, _PROVIDES, 'provides = {"orders_source", "shop"}'),)),
    "PCE505": Example(
        (Change(PYPROJECT, _FLAG, f'{_FLAG}\nshop = "pushcart_shop.sources.orders:OrdersSource"'),)
    ),
    "PCE506": Example(
        (
            Change(ORDERS, _PROVIDES, 'provides = {"shop"}'),
            Change(AUDIT, 'provides = {"audit_extension"}', 'provides = {"shop"}'),
        )
    ),
    "PCE507": Example((Change(ORDERS, _PROVIDES, f"{_PROVIDES}\n    always = True"),)),
}
