"""Entry points whose target takes a second look."""

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions.check.engine import check_files

PYPROJECT = "pyproject.toml"
SOURCE = "src/pushcart_shop/sources/orders.py"


def faults(package: Any, *codes: str) -> list[str]:
    return [one.message for one in check_files(str(package.write())).findings if one.code in codes]


@pytest.mark.parametrize(
    ("target", "lacking"),
    [
        ("pushcart_shop.sources:orders", "pushcart_shop.sources has no orders"),
        ("pushcart_shop.sources.orders:SourceBase", "pushcart_shop.sources.orders has no SourceBase"),
        ("pushcart_shop.sources.orders:Gone.inner", "pushcart_shop.sources.orders has no Gone"),
        ("pushcart_shop.sources.orders.deep:Gone", "there is no module pushcart_shop.sources.orders.deep"),
        ("elsewhere:Gone", "elsewhere is no module of pushcart_shop"),
    ],
)
def test_a_module_or_a_base_class_is_no_target(good: Any, target: str, lacking: str) -> None:
    good.append(PYPROJECT, f'more = "{target}"\n')
    assert faults(good, "PCE113") == [f"more leads nowhere: {lacking}."]


@pytest.mark.parametrize(
    "code", ["from elsewhere import Thing", "import elsewhere as Thing", "Thing = made()"]
)
def test_what_only_an_import_could_tell_is_trusted(good: Any, code: str) -> None:
    good.append(SOURCE, f"\n\n{code}\n").append(PYPROJECT, 'more = "pushcart_shop.sources.orders:Thing"\n')
    assert faults(good, "PCE113") == []


def test_a_class_of_two_kinds_may_be_in_the_group_of_either(good: Any) -> None:
    good.replace(SOURCE, "import SourceBase", "import SourceBase, TransformationBase")
    good.replace(SOURCE, "(SourceBase)", "(SourceBase, TransformationBase)")
    good.replace(PYPROJECT, 'clean = "', 'orders = "pushcart_shop.sources.orders:OrdersSource"\nclean = "')
    assert faults(good, "PCE114") == []
