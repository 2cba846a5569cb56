"""The small package that every example changes: one source, one extension, nothing to accuse."""

from __future__ import annotations

from types import MappingProxyType

PYPROJECT = "pyproject.toml"
PACKAGE = "src/pushcart_shop/__init__.py"
SOURCES = "src/pushcart_shop/sources/__init__.py"
ORDERS = "src/pushcart_shop/sources/orders.py"
EXTENSIONS = "src/pushcart_shop/extensions/__init__.py"
AUDIT = "src/pushcart_shop/extensions/audit.py"

BASE = MappingProxyType(
    {
        PYPROJECT: """\
[project]
name = "pushcart-shop"
version = "1.0"
dependencies = ["pushcart-extensions"]

[project.entry-points."pushcart.sources"]
orders = "pushcart_shop.sources.orders:OrdersSource"

[project.entry-points."web.extension"]
orders_source = "pushcart_shop.sources.orders:OrdersSource"
audit_extension = "pushcart_shop.extensions.audit:AuditExtension"
""",
        PACKAGE: """\
from pushcart_shop.extensions import AuditExtension
from pushcart_shop.sources import OrdersSource

__all__ = ["AuditExtension", "OrdersSource"]
""",
        SOURCES: """\
from pushcart_shop.sources.orders import OrdersSource

__all__ = ["OrdersSource"]
""",
        ORDERS: """\
from pushcart_extensions import SourceBase


class OrdersSource(SourceBase):
    provides = {"orders_source"}

    def __init__(self, limit=10):
        self.limit = limit

    def get_increment(self):
        return [{"id": number} for number in range(self.limit)]
""",
        EXTENSIONS: """\
from pushcart_shop.extensions.audit import AuditExtension

__all__ = ["AuditExtension"]
""",
        AUDIT: """\
class AuditExtension:
    provides = {"audit_extension"}
    uses = {"orders_source"}
    first = True

    def before(self, stage):
        print(stage)
""",
    }
)
