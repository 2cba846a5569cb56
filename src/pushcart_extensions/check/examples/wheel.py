"""Examples of the rules about what a built wheel holds."""

from __future__ import annotations

from types import MappingProxyType

from pushcart_extensions.check.examples.base import ORDERS, PYPROJECT
from pushcart_extensions.check.examples.building import (
    CHANGED_WHEEL,
    PROJECT,
    built,
    by_hatchling,
    by_own_backend,
)
from pushcart_extensions.check.examples.model import Change, Example

EXAMPLES = {
    "PCE701": built(
        Change(PYPROJECT, PROJECT, f'[build-system]\nrequires = []\nbuild-backend = "pack"\n\n{PROJECT}')
    ),
    "PCE702": by_own_backend(CHANGED_WHEEL, NAME="../pushcart_shop.pth"),
    "PCE703": by_own_backend(CHANGED_WHEEL, NAME="pushcart_shop/late.py"),
    "PCE704": by_hatchling('packages = ["src"]'),
    "PCE705": by_hatchling('exclude = ["orders.py"]'),
    "PCE706": by_hatchling('exclude = ["**/sources/__init__.py"]'),
    "PCE709": by_hatchling('exclude = ["py.typed"]', Change("src/pushcart_shop/py.typed", "", "\n")),
    "PCE710": by_hatchling(
        'packages = ["src/pushcart_shop", "tests"]', Change("tests/test_orders.py", "", "\n")
    ),
    "PCE714": by_hatchling(
        'exclude = ["_http.py"]',
        Change("src/pushcart_shop/_http.py", "", "TIMEOUT = 30\n"),
        Change(
            ORDERS,
            "from pushcart_extensions import SourceBase\n",
            "from pushcart_extensions import SourceBase\n\nfrom pushcart_shop._http import TIMEOUT\n",
        ),
    )._replace(imported=True),
    # No index has it; and without one, pip says the same.
    "PCE715": Example(
        (
            Change(
                PYPROJECT,
                PROJECT,
                f'[build-system]\nrequires = ["backend-of-the-shop"]\nbuild-backend = "shop"\n\n{PROJECT}',
            ),
        ),
        options=MappingProxyType({"wheel": True}),
    ),
}
