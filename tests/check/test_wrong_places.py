"""Folders and modules that stand in a wrong place or under a wrong name: where each belongs is said."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import shutil
from typing import Any

import pytest

from pushcart_extensions.check.mending import plan_mending
from pushcart_extensions.edits.apply import apply_plan

from .faults import by_files, tree

PYPROJECT = "pyproject.toml"
PACKAGE = "src/pushcart_shop"
SOURCE = f"{PACKAGE}/sources/orders.py"
AUDIT = f"{PACKAGE}/extensions/audit.py"

# What stands where it doesn't belong, where it stands, and what is said of it.
PLACES = [
    (PACKAGE, "src/pushcart-shop", "PCE104", "Rename it to src/pushcart_shop."),
    (PACKAGE, "pushcart-shop", "PCE104", "Rename it to pushcart_shop."),
    (PACKAGE, "src/pushcart-store", "PCE104", "Rename it to src/pushcart_shop."),
    (PACKAGE, "src/shop-stages", "PCE104", "Rename it to src/pushcart_shop."),
    (SOURCE, f"{PACKAGE}/orders.py", "PCE204", "Move orders.py to sources/orders.py."),
    (SOURCE, f"{PACKAGE}/files/orders.py", "PCE204", "Move files/orders.py to sources/orders.py."),
    (SOURCE, f"{PACKAGE}/_old/orders.py", "PCE204", "Move _old/orders.py to sources/orders.py."),
    (SOURCE, f"{PACKAGE}/sources/files/orders.py", "PCE204", "Move sources/files/orders.py to sources/orders.py."),
    (SOURCE, f"{PACKAGE}/destinations/orders.py", "PCE204", "Move destinations/orders.py to sources/orders.py."),
    (AUDIT, f"{PACKAGE}/audit.py", "PCE204", "Move audit.py to extensions/audit.py."),
    (SOURCE, f"{PACKAGE}/sources/OrdersSource.py", "PCE202", "Rename it to orders.py."),
    (SOURCE, f"{PACKAGE}/sources/Sales.py", "PCE202", "Rename it to orders.py."),
    (SOURCE, f"{PACKAGE}/sources/Sales/__init__.py", "PCE202", "Rename it to orders/."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "code", "way_out"), PLACES)
def test_where_it_belongs_is_said_and_no_fix_follows_it_to_where_it_is(
    good: Any, right: str, wrong: str, code: str, way_out: str
) -> None:
    before = tree(good.write())
    shutil.rmtree(good.folder)
    folder = good.rename(right, wrong).write()
    (finding,) = (report := by_files(folder)).findings
    assert (finding.code, finding.hint) == (code, way_out)
    apply_plan(plan_mending(report, by_files).plan, folder)
    moved = {
        right + path.removeprefix(wrong) if path.startswith(wrong) else path: data
        for path, data in tree(folder).items()
    }
    assert moved == before


@pytest.mark.parametrize("kind", ["tests", "test", "docs", "examples", "scripts", "benchmarks"])
def test_what_stands_beside_an_import_package_is_never_taken_for_it(good: Any, kind: str) -> None:
    good.files = {PYPROJECT: good.files[PYPROJECT], f"{kind}/sources/test_orders.py": ""}
    folder = good.write()
    before = tree(folder)
    report = by_files(folder)
    assert [finding.hint for finding in report.findings if finding.code == "PCE104"] == [
        "Create src/pushcart_shop/__init__.py."
    ]
    assert plan_mending(report, by_files).plan == ()
    assert tree(folder) == before


def test_a_folder_that_is_named_like_a_distribution_and_has_metadata_is_another_package(good: Any) -> None:
    good.files = {PYPROJECT: good.files[PYPROJECT]}
    good.add("pushcart-shop/setup.py", "").add("pushcart-shop/sources/orders.py", "")
    messages = [finding.message for finding in by_files(good.write()).findings if finding.code == "PCE104"]
    assert messages == ["There is no import package pushcart_shop, in src or beside pyproject.toml."]


def test_a_folder_with_a_dash_is_renamed_after_itself_where_the_distributions_name_is_at_fault(
    good: Any,
) -> None:
    good.replace(PYPROJECT, '"pushcart-shop"', '"shop"').rename(PACKAGE, "src/pushcart-shop")
    hints = {finding.code: finding.hint for finding in by_files(good.write()).findings}
    assert hints == {"PCE103": "Name it pushcart-shop.", "PCE104": "Rename it to src/pushcart_shop."}


# The class of a module whose name is no key, and what the module is to be called.
CLASSES = [
    ("MyOrders", "RestApiSource", "rest_api.py"),
    ("MyOrders", "RESTApiSource", "rest_api.py"),
    ("MyOrders", "S3Source", "s3.py"),
    ("MyOrders", "Oauth2V1Source", "oauth2_v1.py"),
    ("MyOrders", "OrdersSource", "myorders.py"),
    ("class", "ClassSource", "rest_api.py"),
]


@pytest.mark.parametrize(("module", "name", "right"), CLASSES)
def test_a_module_is_called_after_its_class_unless_that_name_is_taken(
    good: Any, module: str, name: str, right: str
) -> None:
    text = good.files[SOURCE].replace("OrdersSource", name).replace("orders_source", "more")
    good.add(f"{PACKAGE}/sources/{module}.py", text)
    hints = [finding.hint or "" for finding in by_files(good.write()).findings if finding.code == "PCE202"]
    assert [hint.split()[-1].rstrip(".") for hint in hints] == [right]


def test_an_entry_point_says_what_a_module_is_to_be_called_before_its_class_does(good: Any) -> None:
    good.rename(SOURCE, f"{PACKAGE}/sources/Orders.py")
    good.replace(
        PYPROJECT, 'orders = "pushcart_shop.sources.orders:', 'sales = "pushcart_shop.sources.Orders:'
    )
    hints = [finding.hint for finding in by_files(good.write()).findings if finding.code == "PCE202"]
    assert hints == ["Rename it to sales.py."]


def test_a_class_behind_an_entry_point_that_is_hidden_in_its_folder_is_told(good: Any) -> None:
    good.everywhere("sources.orders", "sources._orders").rename(SOURCE, f"{PACKAGE}/sources/_orders.py")
    (finding,) = by_files(good.write()).findings
    assert (finding.code, finding.message) == (
        "PCE204",
        "OrdersSource is a source and stands hidden in sources/.",
    )
    assert finding.hint == "Move sources/_orders.py to sources/orders.py."


def test_a_class_in_the_packages_own_init_is_told_to_move(good: Any) -> None:
    good.append(
        f"{PACKAGE}/__init__.py",
        "\n\n" + good.files[SOURCE].replace("Orders", "Sales").replace("orders", "sales"),
    )
    good.append(PYPROJECT, 'sales_source = "pushcart_shop:SalesSource"\n')
    hints = [finding.hint for finding in by_files(good.write()).findings if finding.code == "PCE204"]
    assert hints == ["Move the class to sources/pushcart_shop.py."]


def test_a_second_stage_that_an_entry_point_leads_to_is_to_have_a_module_of_its_own(good: Any) -> None:
    good.append(
        SOURCE, "\n\nclass RefundsSource(SourceBase):\n    def get_increment(self):\n        return []\n"
    )
    good.replace(
        PYPROJECT, 'orders = "', 'refunds = "pushcart_shop.sources.orders:RefundsSource"\norders = "'
    )
    hints = [finding.hint for finding in by_files(good.write()).findings if finding.code == "PCE204"]
    assert hints == ["Give it a module of its own."]


def test_an_entry_point_asks_for_a_part_of_another_stage(good: Any) -> None:
    good.add(
        f"{PACKAGE}/sources/files/__init__.py",
        good.files[SOURCE].replace("Orders", "Files").replace("orders", "files"),
    )
    good.rename(SOURCE, f"{PACKAGE}/sources/files/orders.py")
    hints = [finding.hint for finding in by_files(good.write()).findings if finding.code == "PCE204"]
    assert hints == ["Move sources/files/orders.py to sources/orders.py."]


def test_a_class_is_renamed_when_what_imports_it_leads_there(good: Any) -> None:
    good.rename(PACKAGE, "src/pushcart-shop").everywhere("OrdersSource", "Orders")
    findings = {finding.code: finding.fixable for finding in by_files(good.write()).findings}
    assert findings == {"PCE104": False, "PCE203": False}
