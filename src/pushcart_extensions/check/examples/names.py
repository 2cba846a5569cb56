"""Examples of the rules about names and places."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import BASE, ORDERS, SOURCES
from pushcart_extensions.check.examples.model import Change, Example

_CLASS = "class OrdersSource(SourceBase):"
_REFUNDS = """\
class {name}(SourceBase):
    def get_increment(self):
        return []
"""
_AS_IT_IS = (Change(ORDERS, "", BASE[ORDERS]),)

EXAMPLES = {
    "PCE201": Example(
        (
            Change("src/pushcart_shop/source/orders.py", "", BASE[ORDERS]),
            Change(ORDERS, "", None),
            Change(SOURCES, "", None),
        ),
        _AS_IT_IS,
        blamed="src/pushcart_shop/source",
    ),
    "PCE202": Example(
        (Change("src/pushcart_shop/sources/Orders.py", "", BASE[ORDERS]), Change(ORDERS, "", None)),
        _AS_IT_IS,
    ),
    "PCE203": Example((Change(ORDERS, _CLASS, "class ShopOrders(SourceBase):"),)),
    "PCE204": Example(
        (Change("src/pushcart_shop/orders.py", "", BASE[ORDERS]), Change(ORDERS, "", None)),
        _AS_IT_IS,
    ),
    "PCE205": Example(
        (Change(ORDERS, _CLASS, f"{_REFUNDS.format(name='RefundsSource')}\n\n{_CLASS}"),),
        (Change(ORDERS, _CLASS, f"{_REFUNDS.format(name='_RestSource')}\n\n{_CLASS}"),),
    ),
    "PCE206": Example((Change(ORDERS, "def get_increment(self):", "def get_increment(self:"),)),
}
