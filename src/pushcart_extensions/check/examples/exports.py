"""Examples of the rules about ``__init__.py`` and ``__all__``."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import SOURCES
from pushcart_extensions.check.examples.model import Change, Example

_IMPORT = "from pushcart_shop.sources.orders import OrdersSource"
_ALL = '__all__ = ["OrdersSource"]'

EXAMPLES = {
    "PCE301": Example((Change(SOURCES, "", None),), blamed="src/pushcart_shop/sources"),
    "PCE302": Example((Change(SOURCES, f"{_IMPORT}\n\n{_ALL}\n", f"{_IMPORT}\n"),)),
    "PCE303": Example((Change(SOURCES, _ALL, "__all__ = []"),)),
    "PCE304": Example((Change(SOURCES, _ALL, '__all__ = ["OrdersSource", "RefundsSource"]'),)),
    "PCE306": Example((Change(SOURCES, _ALL, "__all__ = [OrdersSource]"),)),
    "PCE305": Example(
        (Change(SOURCES, _ALL, '__all__ = [name for name in dir() if name.endswith("Source")]'),)
    ),
}
