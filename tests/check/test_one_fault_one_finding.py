"""One fault is told once, with a way out that is one: what follows from it is not told beside."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import AUDIT, FOLDER, PACKAGE, PYPROJECT, SOURCE

CASES: list[tuple[str, Callable[[Any], object], set[str]]] = [
    ("a quote missing in pyproject.toml", lambda p: p.replace(PYPROJECT, 'name = "pushcart-shop"', 'name = "pushcart-shop'), {"PCE101"}),
    ("[[project]]", lambda p: p.replace(PYPROJECT, "[project]", "[[project]]"), {"PCE101"}),
    ("dependencies as a string", lambda p: p.replace(PYPROJECT, '["pushcart-extensions>=0.1"]', '"pushcart-extensions"'), {"PCE101"}),
    ("a name that is a number", lambda p: p.replace(PYPROJECT, '"pushcart-shop"', "3"), {"PCE101"}),
    ("a name without its prefix", lambda p: p.replace(PYPROJECT, '"pushcart-shop"', '"shop"'), {"PCE103"}),
    ("an import package of another name", lambda p: p.rename("src/pushcart_shop", "src/pushcart_store"), {"PCE104"}),
    ("a folder in the singular", lambda p: p.rename("src/pushcart_shop/sources", "src/pushcart_shop/source"), {"PCE201", "PCE601"}),
    ("a module with a capital", lambda p: p.rename(SOURCE, "src/pushcart_shop/sources/Orders.py").everywhere("sources.orders", "sources.Orders"), {"PCE202"}),
    ("a module that the entry points call otherwise", lambda p: p.rename(SOURCE, "src/pushcart_shop/sources/OrdersSource.py"), {"PCE202"}),
    ("an import package with a dash", lambda p: p.rename("src/pushcart_shop", "src/pushcart-shop").add("tests/sources/test_orders.py", ""), {"PCE104"}),
    ("a module in the package's own folder", lambda p: p.rename(SOURCE, "src/pushcart_shop/orders.py"), {"PCE204"}),
    ("a module in the folder of another kind that the entry points don't follow", lambda p: p.rename(SOURCE, "src/pushcart_shop/destinations/orders.py"), {"PCE204"}),
    ("an extension in the package's own folder", lambda p: p.rename(AUDIT, "src/pushcart_shop/audit.py"), {"PCE204"}),
    ("a module too deep in its folder", lambda p: p.rename(SOURCE, "src/pushcart_shop/sources/files/orders.py"), {"PCE204"}),
    ("entry points to a module that is misspelt", lambda p: p.replace(PYPROJECT, "sources.orders:", "sources.order:"), {"PCE113"}),
    ("an entry point without its class", lambda p: p.replace(PYPROJECT, "s3:S3Destination", "s3"), {"PCE111"}),
    ("a helper module", lambda p: p.add("src/pushcart_shop/sources/paging.py", ""), {"PCE401"}),
    ("a class removed at the end", lambda p: p.append(SOURCE, "\n\nOrdersSource = None\n"), {"PCE605"}),
    ("an entry-point group without quotes", lambda p: p.replace(PYPROJECT, '[project.entry-points."pushcart.sources"]', "[project.entry-points.pushcart.sources]"), {"PCE112", "PCE115"}),
    ("a base class of another kind", lambda p: p.replace(SOURCE, "SourceBase", "DestinationBase"), {"PCE402"}),
    ("an export that is not imported", lambda p: p.replace(FOLDER, "from pushcart_shop.sources.orders import OrdersSource\n", "").replace(PACKAGE, "pushcart_shop.sources import", "pushcart_shop.sources.orders import"), {"PCE304"}),
    ("metadata that need their own flag", lambda p: p.append(SOURCE, '\n    needs = {"orders_source"}\n'), {"PCE502"}),
    ("provides as a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"orders_source"'), {"PCE501"}),
    ("provides as a string in a set", lambda p: p.replace(SOURCE, '{"orders_source"}', 'frozenset("orders_source")'), {"PCE501"}),
    ("__all__ as a string", lambda p: p.replace(FOLDER, '["OrdersSource"]', '"OrdersSource"'), {"PCE306"}),
    ("__all__ without quotes", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[OrdersSource]"), {"PCE306"}),
    ("a module in the folder of another kind", lambda p: p.rename(SOURCE, "src/pushcart_shop/destinations/orders.py").everywhere("shop.sources.orders", "shop.destinations.orders"), {"PCE204"}),
    ("an exception whose words can't be had", lambda p: p.replace(SOURCE, "\n\nclass", "\nclass Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute\n\nclass"), {"PCE601"}),
    ("a stage that isn't installed asked for at import", lambda p: p.replace(SOURCE, "\n\nclass", "\nfrom pushcart_extensions import get_source\nget_source('none')\n\nclass"), {"PCE601"}),
    ("a module that an installed distribution lacks", lambda p: p.replace(SOURCE, "\n\nclass", "\nimport yaml.client\n\nclass"), {"PCE601"}),
    ("tests that need what only tests need", lambda p: p.add("src/pushcart_shop/sources/tests/__init__.py", "import no_such_test_tool\n"), {"PCE401"}),
    ("a requirement in a shared namespace", lambda p: p.add("src/shared_by_many/one.py", "").replace(SOURCE, "\n\nclass", "\nimport shared_by_many.one\nimport shared_by_many.two\n\nclass"), {"PCE602"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_follows_from_a_fault_is_not_another(
    good: Any, change: Callable[[Any], object], expected: set[str]
) -> None:
    change(good)
    (package,) = good.check().packages
    assert {finding.code for finding in package.findings} == expected
    places = [(finding.code, finding.place) for finding in package.findings]
    assert len(set(places)) == len(places)


def test_a_stage_whose_class_stands_in_a_module_below_it_is_fine(good: Any) -> None:
    good.rename(SOURCE, "src/pushcart_shop/sources/orders/_impl.py")
    good.add(
        "src/pushcart_shop/sources/orders/__init__.py",
        "from ._impl import OrdersSource\n\n__all__ = ['OrdersSource']\n",
    )
    (package,) = good.check().packages
    assert package.findings == ()
    assert [stage.key for stage in package.stages] == ["orders", "clean", "s3"]


# A module of a stage folder that holds no stage, and what is to be done with it.
NO_STAGES = [
    ("sources/tests/__init__.py", "Move the tests out of the import package"),
    ("sources/test_orders.py", "Move the tests out of the import package"),
    ("destinations/conftest.py", "Move the tests out of the import package"),
    ("sources/paging/__init__.py", "rename it to _paging/."),
    ("sources/paging.py", "rename it to _paging.py."),
]


@pytest.mark.parametrize("static", [True, False], ids=["static", "import"])
@pytest.mark.parametrize(("path", "way_out"), NO_STAGES)
def test_a_module_without_a_stage_is_told_and_counts_as_none(
    good: Any, path: str, way_out: str, static: bool
) -> None:
    good.add(f"src/pushcart_shop/{path}", "")
    (package,) = good.check(static=static).packages
    (finding,) = package.findings
    assert finding.code == "PCE401"
    assert way_out in (finding.hint or "")
    assert [stage.key for stage in package.stages] == ["orders", "clean", "s3"]


def test_a_package_of_modules_without_a_stage_brings_nothing(make: Any) -> None:
    package = make(
        {
            "pyproject.toml": '[project]\nname = "pushcart-bare"\ndependencies = ["pushcart-extensions"]\n',
            "src/pushcart_bare/__init__.py": "__all__: list[str] = []\n",
            "src/pushcart_bare/sources/__init__.py": "__all__: list[str] = []\n",
            "src/pushcart_bare/sources/paging.py": "",
        }
    )
    report = package.check()
    assert {finding.code for finding in report.packages[0].findings} == {"PCE107", "PCE401"}
    assert report.failed()
    assert report.summary.stages == 0
