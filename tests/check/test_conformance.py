"""The assertion for a package's own tests."""

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions.check import assert_conforms


def test_a_conforming_package_passes(good: Any) -> None:
    assert_conforms(good.write(), strict=True)


def test_a_fault_fails_with_the_report_as_message(good: Any) -> None:
    good.replace("src/pushcart_shop/sources/orders.py", "get_increment", "read")
    with pytest.raises(AssertionError) as caught:
        assert_conforms(good.write())
    assert "OrdersSource has no get_increment()." in str(caught.value)
    assert "sources/orders.py" in str(caught.value)


def test_a_warning_fails_when_strict(good: Any) -> None:
    good.replace("pyproject.toml", '"pushcart-extensions>=0.1"', "")
    assert_conforms(good.write())
    with pytest.raises(AssertionError, match="PCE105"):
        assert_conforms(good.folder, strict=True)
