"""Examples of the rules about the import."""

from __future__ import annotations

from types import MappingProxyType

from pushcart_extensions.check.examples.base import BASE, ORDERS, PACKAGE, PYPROJECT, SOURCES
from pushcart_extensions.check.examples.model import Change, Example

_IMPORT = "from pushcart_extensions import SourceBase\n"
_LAZY = """\
__all__ = ["AuditExtension", "OrdersSource"]


def __getattr__(name): ...
"""
_CLASS = "class OrdersSource(SourceBase):"
_RETURN = '        return [{"id": number} for number in range(self.limit)]'


def at_import(code: str, **options: object) -> Example:
    """Return an example whose module runs some code when it is imported."""
    change = Change(ORDERS, f"{_IMPORT}\n\n{_CLASS}", f"{_IMPORT}\n{code}\n\n\n{_CLASS}")
    return Example((change,), imported=True, options=MappingProxyType(options))


EXAMPLES = {
    "PCE601": at_import('TOKEN = open("/etc/shop/token").read()'),
    "PCE602": Example(
        (Change(ORDERS, _IMPORT, f"import snowflake_connector_of_the_shop\n\n{_IMPORT}"),), imported=True
    ),
    "PCE603": at_import("import time\n\ntime.sleep(3600)", timeout=1.0),
    "PCE604": at_import("import os\n\nos._exit(0)")._replace(blamed=PACKAGE),
    "PCE605": Example(
        (Change(ORDERS, _RETURN, f"{_RETURN}\n\n\nOrdersSource = OrdersSource()"),),
        imported=True,
    ),
    "PCE610": Example(
        (
            Change(PACKAGE, BASE[PACKAGE], _LAZY),
            Change(SOURCES, BASE[SOURCES], '__all__ = ["OrdersSource"]\n\n\ndef __getattr__(name): ...\n'),
            Change(ORDERS, "", f'import os\n\n{BASE[ORDERS]}\nif "SHOP" in os.environ:\n    raise OSError\n'),
            Change(
                "src/pushcart_shop/sources/first.py",
                "",
                'import os\n\nfrom pushcart_extensions import SourceBase\n\nos.environ["SHOP"] = "1"\n',
            ),
        ),
        imported=True,
    ),
    # One of the stages that come with the runtime: a rival wherever this runs.
    "PCE617": Example(
        (
            Change(
                "src/pushcart_shop/sources/rows.py",
                "",
                BASE[ORDERS].replace("Orders", "Rows").replace("orders", "rows"),
            ),
            Change(
                PYPROJECT,
                'orders = "',
                'rows = "pushcart_shop.sources.rows:RowsSource"\norders = "',
            ),
        ),
        imported=True,
    ),
    # Nothing in the package is at fault here: it is checked with a Python that is none.
    "PCE606": Example(
        (Change(ORDERS, "", BASE[ORDERS]),),
        imported=True,
        options=MappingProxyType({"python": "false"}),
        blamed="",
    ),
}
