"""Every convention broken once: the fault is found, and blamed on the right file."""

# ruff: noqa: E501, Q000, Q003 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import AUDIT, CLEAN, FOLDER, PACKAGE, PYPROJECT, S3, SOURCE

Mutation = Callable[[Any], object]

# What is broken, how, the rule that must say so, the file that it must blame, and whether the files alone tell.
MUTANTS: list[tuple[str, Mutation, str, str, bool]] = [
    ("broken TOML", lambda p: p.append(PYPROJECT, "[project"), "PCE101", PYPROJECT, True),
    ("no name", lambda p: p.replace(PYPROJECT, 'name = "pushcart-shop"', ""), "PCE102", PYPROJECT, True),
    ("digits in the name", lambda p: p.everywhere("-shop", "-shop2").everywhere("_shop", "_shop2"), "PCE103", PYPROJECT, True),
    ("another prefix", lambda p: p.everywhere("pushcart-shop", "cart-shop").everywhere("pushcart_shop", "cart_shop"), "PCE103", PYPROJECT, True),
    ("import package of another name", lambda p: p.replace(PYPROJECT, '"pushcart-shop"', '"pushcart-shops"'), "PCE104", "src/pushcart_shop", True),
    ("no import package", lambda p: setattr(p, "files", {PYPROJECT: p.files[PYPROJECT]}), "PCE104", PYPROJECT, True),
    ("no dependency on the runtime", lambda p: p.replace(PYPROJECT, '"pushcart-extensions>=0.1"', ""), "PCE105", PYPROJECT, True),
    ("nothing in it", lambda p: setattr(p, "files", {PYPROJECT: p.files[PYPROJECT].partition("[project.entry")[0], PACKAGE: "__all__ = []\n"}), "PCE107", "src/pushcart_shop", True),
    ("entry point without class", lambda p: p.replace(PYPROJECT, "orders:OrdersSource\"\n\n", "orders\"\n\n"), "PCE111", PYPROJECT, True),
    ("group in the singular", lambda p: p.replace(PYPROJECT, '"pushcart.sources"', '"pushcart.source"'), "PCE112", PYPROJECT, True),
    ("entry point to a missing module", lambda p: p.replace(PYPROJECT, 's3 = "pushcart_shop.destinations.s3:', 's3 = "pushcart_shop.destinations.s4:'), "PCE113", PYPROJECT, True),
    ("entry point to a missing class", lambda p: p.replace(PYPROJECT, 's3:S3Destination', 's3:S3Dest'), "PCE113", PYPROJECT, True),
    ("entry point to another distribution", lambda p: p.replace(PYPROJECT, 's3 = "pushcart_shop.', 's3 = "pushcart_other.'), "PCE113", PYPROJECT, True),
    ("flag that leads nowhere", lambda p: p.append(PYPROJECT, 'gone = "pushcart_shop.gone:Gone"\n'), "PCE113", PYPROJECT, True),
    ("stage of another kind in a group", lambda p: p.replace(PYPROJECT, 'orders = "', 's3 = "pushcart_shop.destinations.s3:S3Destination"\norders = "'), "PCE114", PYPROJECT, True),
    ("no entry point", lambda p: p.replace(PYPROJECT, 's3 = "pushcart_shop.destinations.s3:S3Destination"\n', ""), "PCE115", S3, True),
    ("entry point under another key", lambda p: p.replace(PYPROJECT, "s3 = ", "bucket = "), "PCE116", PYPROJECT, True),
    ("folder in the singular", lambda p: p.everywhere("sources.orders", "source.orders").rename("src/pushcart_shop/sources", "src/pushcart_shop/source").everywhere("shop.sources import", "shop.source import"), "PCE201", "src/pushcart_shop/source", True),
    ("folder with another word", lambda p: p.everywhere("shop.destinations", "shop.sinks").rename("src/pushcart_shop/destinations", "src/pushcart_shop/sinks"), "PCE201", "src/pushcart_shop/sinks", True),
    ("module with capitals", lambda p: p.everywhere("sources.orders", "sources.Orders").rename(SOURCE, "src/pushcart_shop/sources/Orders.py"), "PCE202", "src/pushcart_shop/sources/Orders.py", True),
    ("module with a dash", lambda p: p.add("src/pushcart_shop/sources/more-orders.py", p.files[SOURCE]), "PCE202", "src/pushcart_shop/sources/more-orders.py", True),
    ("module named by a keyword", lambda p: p.add("src/pushcart_shop/sources/class.py", "\n"), "PCE202", "src/pushcart_shop/sources/class.py", True),
    ("class named freely", lambda p: p.everywhere("OrdersSource", "ShopOrders"), "PCE203", SOURCE, True),
    ("class without its kind", lambda p: p.everywhere("OrdersSource", "Orders"), "PCE203", SOURCE, True),
    ("extension named freely", lambda p: p.everywhere("AuditExtension", "Auditor"), "PCE203", AUDIT, True),
    ("stage outside its folder", lambda p: p.everywhere("sources.orders", "orders").rename(SOURCE, "src/pushcart_shop/orders.py"), "PCE204", "src/pushcart_shop/orders.py", True),
    ("two stages in a module", lambda p: p.append(SOURCE, "\n\nclass RefundsSource(SourceBase):\n    def get_increment(self):\n        return []\n"), "PCE205", SOURCE, True),
    ("syntax error", lambda p: p.replace(SOURCE, "def get_increment(self):", "def get_increment(self:"), "PCE206", SOURCE, True),
    ("null bytes", lambda p: p.append(SOURCE, "\0"), "PCE206", SOURCE, True),
    ("no __init__.py in a folder", lambda p: p.remove(FOLDER).replace(PACKAGE, "shop.sources import", "shop.sources.orders import"), "PCE301", "src/pushcart_shop/sources", True),
    ("no __init__.py in the package", lambda p: p.remove(PACKAGE), "PCE301", "src/pushcart_shop", True),
    ("no __all__ in a folder", lambda p: p.replace(FOLDER, '__all__ = ["OrdersSource"]', ""), "PCE302", FOLDER, True),
    ("no __all__ in the package", lambda p: p.replace(PACKAGE, "__all__ =", "names ="), "PCE302", PACKAGE, True),
    ("class missing from __all__ of the folder", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[]"), "PCE303", FOLDER, True),
    ("class missing from __all__ of the package", lambda p: p.replace(PACKAGE, '"OrdersSource", ', ""), "PCE303", PACKAGE, True),
    ("computed __all__ that misses a class", lambda p: p.replace(PACKAGE, '["AuditExtension", "CleanTransformation", "OrdersSource", "S3Destination"]', '[name for name in dir() if name == "S3Destination"]'), "PCE303", PACKAGE, False),
    ("__all__ names what is not there", lambda p: p.replace(FOLDER, '["OrdersSource"]', '["OrdersSource", "Gone"]'), "PCE304", FOLDER, True),
    ("module without a stage", lambda p: p.add("src/pushcart_shop/sources/paging.py", "SIZE = 10\n"), "PCE401", "src/pushcart_shop/sources/paging.py", True),
    ("no base class", lambda p: p.replace(SOURCE, "OrdersSource(SourceBase)", "OrdersSource"), "PCE402", SOURCE, True),
    ("base class of another kind", lambda p: p.replace(SOURCE, "SourceBase", "DestinationBase"), "PCE402", SOURCE, True),
    ("no required method", lambda p: p.replace(SOURCE, "get_increment", "read"), "PCE403", SOURCE, True),
    ("abstract method left", lambda p: p.replace(CLEAN, "    def transform", "    @__import__('abc').abstractmethod\n    def transform"), "PCE403", CLEAN, False),
    ("method with too many parameters", lambda p: p.replace(SOURCE, "get_increment(self)", "get_increment(self, since)"), "PCE404", SOURCE, True),
    ("method with too few parameters", lambda p: p.replace(S3, "write(self, data)", "write(self)"), "PCE404", S3, True),
    ("method without self", lambda p: p.replace(CLEAN, "transform(self, data)", "transform()"), "PCE404", CLEAN, True),
    ("required keyword-only parameter", lambda p: p.replace(CLEAN, "transform(self, data)", "transform(self, data, *, strict)"), "PCE404", CLEAN, True),
    ("open with a parameter", lambda p: p.append(S3, "\n    def open(self, mode):\n        pass\n"), "PCE404", S3, True),
    ("property for a method", lambda p: p.replace(SOURCE, "    def get_increment", "    @property\n    def get_increment"), "PCE404", SOURCE, True),
    ("None for a method", lambda p: p.append(SOURCE, "\n    get_increment = None\n"), "PCE404", SOURCE, True),
    ("number for close", lambda p: p.append(S3, "\n    close = 3\n"), "PCE404", S3, True),
    ("method replaced by a property later", lambda p: p.append(CLEAN, "\n\nCleanTransformation.transform = property(lambda self: None)\n"), "PCE608", CLEAN, False),
    ("write that yields", lambda p: p.replace(S3, "        pass", "        yield data"), "PCE407", S3, True),
    ("async method", lambda p: p.replace(SOURCE, "def get_increment", "async def get_increment"), "PCE405", SOURCE, True),
    ("constructor that needs an option", lambda p: p.replace(SOURCE, "*, limit=10", "*, limit"), "PCE406", SOURCE, True),
    ("constructor that needs a positional", lambda p: p.replace(SOURCE, "*, limit=10", "limit"), "PCE406", SOURCE, True),
    ("dataclass that needs a field", lambda p: p.add(S3, "from dataclasses import dataclass\n\nfrom pushcart_extensions import DestinationBase\n\n\n@dataclass\nclass S3Destination(DestinationBase):\n    bucket: str\n\n    def write(self, data):\n        pass\n"), "PCE406", S3, False),
    ("provides as a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"orders_source"'), "PCE501", SOURCE, True),
    ("needs as a number", lambda p: p.append(AUDIT, "\n    needs = 3\n"), "PCE501", AUDIT, True),
    ("a flag that is no string", lambda p: p.append(AUDIT, "\n    needs = {3}\n"), "PCE501", AUDIT, True),
    ("first as a string", lambda p: p.replace(AUDIT, "first = True", 'first = "yes"'), "PCE501", AUDIT, True),
    ("metadata computed to a wrong type", lambda p: p.append(AUDIT, "\n    needs = dict(a=1)\n"), "PCE501", AUDIT, False),
    ("always and never", lambda p: p.append(AUDIT, "\n    always = True\n    never = True\n"), "PCE502", AUDIT, True),
    ("first and last", lambda p: p.append(AUDIT, "\n    last = True\n"), "PCE502", AUDIT, True),
    ("a need of its own flag", lambda p: p.append(AUDIT, '\n    needs = {"audit_extension"}\n'), "PCE502", AUDIT, True),
    ("a flag needed and excluded", lambda p: p.append(AUDIT, '\n    needs = {"x"}\n    excludes = {"x"}\n'), "PCE502", AUDIT, True),
    ("provides as a list", lambda p: p.replace(SOURCE, '{"orders_source"}', '["orders_source"]'), "PCE503", SOURCE, True),
    ("flag not registered", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', ""), "PCE504", SOURCE, True),
    ("flag registered and not provided", lambda p: p.append(PYPROJECT, 'more = "pushcart_shop.sources.orders:OrdersSource"\n'), "PCE505", PYPROJECT, True),
    ("flag registered for a class that provides none", lambda p: p.append(PYPROJECT, 'clean = "pushcart_shop.transformations.clean:CleanTransformation"\n'), "PCE505", PYPROJECT, True),
    ("two providers of one flag", lambda p: p.replace(AUDIT, 'provides = {"audit_extension"}', 'provides = {"audit_extension", "orders_source"}'), "PCE506", AUDIT, True),
    ("always on a stage", lambda p: p.append(SOURCE, "\n    always = True\n"), "PCE507", SOURCE, True),
    ("import that raises", lambda p: p.replace(SOURCE, "\n\nclass", "\nraise RuntimeError('no licence')\n\nclass"), "PCE601", SOURCE, False),
    ("import of a name that is not there", lambda p: p.replace(SOURCE, "import SourceBase", "import SourceBase, Sourcery"), "PCE601", SOURCE, False),
    ("import of a module of its own that is not there", lambda p: p.replace(SOURCE, "\n\nclass", "\nfrom pushcart_shop import gone\n\nclass"), "PCE601", SOURCE, False),
    ("sys.exit at import", lambda p: p.replace(SOURCE, "\n\nclass", "\nimport sys; sys.exit(0)\n\nclass"), "PCE601", SOURCE, False),
    ("third-party dependency that is missing", lambda p: p.replace(SOURCE, "\n\nclass", "\nimport snowflake_connector\n\nclass"), "PCE602", SOURCE, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mutation", "code", "path", "_static"), [m[1:] for m in MUTANTS], ids=[m[0] for m in MUTANTS]
)
def test_a_broken_convention_is_found(
    good: Any, mutation: Mutation, code: str, path: str, _static: bool
) -> None:
    mutation(good)
    (package,) = good.check().packages
    found = [(finding.code, finding.place.path if finding.place else None) for finding in package.findings]
    assert (code, path) in found


@pytest.mark.parametrize(
    ("mutation", "code", "path"), [m[1:4] for m in MUTANTS if m[4]], ids=[m[0] for m in MUTANTS if m[4]]
)
def test_what_the_files_alone_tell_is_found_without_an_import(
    good: Any, mutation: Mutation, code: str, path: str
) -> None:
    mutation(good)
    (package,) = good.check(static=True).packages
    found = [(finding.code, finding.place.path if finding.place else None) for finding in package.findings]
    assert (code, path) in found


def test_a_misnamed_class_is_one_fault_and_not_a_dozen(good: Any) -> None:
    good.replace("src/pushcart_shop/sources/orders.py", "class OrdersSource", "class OrderSource")
    (package,) = good.check().packages
    assert [finding.code for finding in package.findings] == ["PCE203"]
    (finding,) = package.findings
    assert (finding.place.line, finding.place.column) == (4, 7)
    assert finding.hint == "Rename the class to OrdersSource."


def test_all_faults_of_a_package_are_reported_at_once(good: Any) -> None:
    good.replace(SOURCE, "get_increment(self)", "get_increment(self, x)").replace(S3, "write", "save")
    good.replace(FOLDER, '["OrdersSource"]', "[]")
    (package,) = good.check().packages
    assert [finding.code for finding in package.findings] == ["PCE403", "PCE303", "PCE404"]
