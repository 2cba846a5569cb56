"""Examples of the rules about what a built wheel says of itself."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import PYPROJECT
from pushcart_extensions.check.examples.building import (
    CHANGED_METADATA,
    OPTIONS,
    PROJECT,
    by_hatchling,
    by_own_backend,
)
from pushcart_extensions.check.examples.model import Change, Example

EXAMPLES = {
    "PCE707": by_own_backend(CHANGED_METADATA, OLD="orders = ", NEW="order = "),
    "PCE708": by_hatchling(
        'exclude = ["_api.py"]',
        Change(
            "src/pushcart_shop/_api.py",
            "",
            "from pushcart_shop.sources.orders import OrdersSource as OrdersSource\n",
        ),
        Change(
            PYPROJECT,
            'orders = "pushcart_shop.sources.orders:OrdersSource"',
            'orders = "pushcart_shop._api:OrdersSource"',
        ),
    ),
    "PCE711": by_own_backend(CHANGED_METADATA, OLD='"pushcart-shop"', NEW='"pushcart-store"'),
    "PCE712": by_own_backend(CHANGED_METADATA, OLD='["pushcart-extensions"]', NEW="[]"),
    "PCE713": Example(
        (Change(PYPROJECT, PROJECT, PROJECT),),
        (Change(PYPROJECT, PROJECT, f'{PROJECT}requires-python = ">=3.11"\n'),),
        options=OPTIONS,
    ),
}
