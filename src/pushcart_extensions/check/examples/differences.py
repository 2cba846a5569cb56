"""Examples of the rules that compare source and import."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import BASE, ORDERS, SOURCES
from pushcart_extensions.check.examples.model import Change, Example

_MADE = """\
from pushcart_extensions import SourceBase

OrdersSource = type(
    "OrdersSource",
    (SourceBase,),
    {
        "provides": {"orders_source"},
        "get_increment": lambda self: [],
        "__module__": __name__,
    },
)
"""

EXAMPLES = {
    "PCE607": Example((Change(ORDERS, BASE[ORDERS], _MADE),), imported=True),
    "PCE608": Example(
        (Change(ORDERS, "", f"{BASE[ORDERS]}\n\ndel OrdersSource.get_increment\n"),), imported=True
    ),
    "PCE609": Example((Change(SOURCES, "", f"{BASE[SOURCES]}\n__all__.clear()\n"),), imported=True),
}
