"""Examples of the rules about a stage's class."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import ORDERS
from pushcart_extensions.check.examples.model import Change, Example

_CLASS = "class OrdersSource(SourceBase):"
_METHOD = "def get_increment(self):"
_INIT = "def __init__(self, limit=10):"

EXAMPLES = {
    "PCE401": Example(
        (Change("src/pushcart_shop/sources/paging.py", "", "PAGE_SIZE = 100\n"),),
        (Change("src/pushcart_shop/sources/_paging.py", "", "PAGE_SIZE = 100\n"),),
    ),
    "PCE402": Example((Change(ORDERS, _CLASS, "class OrdersSource:"),)),
    "PCE403": Example((Change(ORDERS, _METHOD, "def read(self):"),)),
    "PCE404": Example(
        (Change(ORDERS, _METHOD, "def get_increment(self, since):"),),
        (Change(ORDERS, _METHOD, "def get_increment(self, since=None):"),),
    ),
    "PCE405": Example((Change(ORDERS, _METHOD, f"async {_METHOD}"),)),
    "PCE407": Example(
        (
            Change(
                ORDERS,
                _CLASS,
                f"{_CLASS}\n    def open(self):\n        self.session = None\n        yield\n",
            ),
        ),
        (Change(ORDERS, _CLASS, f"{_CLASS}\n    def open(self):\n        self.session = None\n"),),
    ),
    "PCE406": Example((Change(ORDERS, _INIT, "def __init__(self, limit):"),)),
}
