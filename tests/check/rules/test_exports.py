"""What ``__all__`` names, beside faults of other rules."""

from __future__ import annotations

from typing import Any

from pushcart_extensions.check.engine import check_files

FOLDER = "src/pushcart_shop/sources/__init__.py"


def test_an_export_by_the_name_that_a_class_should_have_is_one_fault(good: Any) -> None:
    good.everywhere("OrdersSource", "ShopOrders").replace(FOLDER, '["ShopOrders"]', '["OrdersSource"]')
    assert [one.code for one in check_files(str(good.write())).findings] == ["PCE203"]
