"""What can be broken in a package: what ``--fix`` mends, and what looks alike and is left alone."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.check.findings import PackageReport

from .conftest import AUDIT, CLEAN, FOLDER, PACKAGE, PYPROJECT, SOURCE

POETRY = """\
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"

[tool.poetry]
name = "pushcart-shop"
version = "1.0"

[tool.poetry.dependencies]
python = "^3.11"

[tool.poetry.plugins."pushcart.sources"]
sales = "pushcart_shop.sources.orders:OrdersSource"

[tool.poetry.plugins."pushcart.transformation"]
clean = "pushcart_shop.transformations.clean:CleanTransformation"
"""
SETUP_CFG = """\
[metadata]
name = pushcart-shop
version = 1.0

[options]
package_dir =
    = src
packages = find:
# what it needs
install_requires =
    pushcart-extensions>=0.1

[options.packages.find]
where = src

[options.entry_points]
# the stages
pushcart.sources =
    orders = pushcart_shop.sources.orders:OrdersSource
pushcart.transformations =
    clean = pushcart_shop.transformations.clean:CleanTransformation
pushcart.destinations =
    # the bucket
    s3 = pushcart_shop.destinations.s3:S3Destination
web.extension =
    orders_source = pushcart_shop.sources.orders:OrdersSource
    audit_extension = pushcart_shop.extensions.audit:AuditExtension
"""
TWIN = "from pushcart_extensions import SourceBase\n\n\nclass RefundsSource(SourceBase):\n    def get_increment(self):\n        return []\n"

Mutation = Callable[[Any], object]


def in_setup_cfg(package: Any, old: str, new: str) -> Any:
    """State the metadata of a package in setup.cfg, and break them there."""
    package.add(
        PYPROJECT, '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    )
    return package.add("setup.cfg", SETUP_CFG).replace("setup.cfg", old, new)


# What is broken, how, and the codes of the fixes that mend it.
MENDABLE: list[tuple[str, Mutation, set[str]]] = [
    ("no dependency on the runtime", lambda p: p.replace(PYPROJECT, '["pushcart-extensions>=0.1"]', '[\n    "a",  # why\n]'), {"PCE105"}),
    ("no dependencies at all", lambda p: p.replace(PYPROJECT, 'dependencies = ["pushcart-extensions>=0.1"]\n', ""), {"PCE105"}),
    ("entry point without class", lambda p: p.replace(PYPROJECT, 'orders:OrdersSource"\n\n', 'orders"  # here\n\n'), {"PCE111"}),
    ("group in the singular", lambda p: p.replace(PYPROJECT, '"pushcart.sources"', '"pushcart.source"'), {"PCE112", "PCE115"}),
    ("group of several in capitals", lambda p: p.replace(PYPROJECT, '"web.extension"', '"Web.Extension"'), {"PCE112", "PCE504"}),
    ("entry point to a missing module", lambda p: p.replace(PYPROJECT, "shop.destinations.s3:", "shop.destinations.s4:"), {"PCE113"}),
    ("entry point to a missing class", lambda p: p.replace(PYPROJECT, "s3:S3Destination", "s3:S3Dest"), {"PCE113"}),
    ("flag to a missing module", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:', 'orders_source = "pushcart_shop.sources.ordres:'), {"PCE113"}),
    ("stage of another kind in a group", lambda p: p.replace(PYPROJECT, 'orders = "', 's3 = "pushcart_shop.destinations.s3:S3Destination"\norders = "'), {"PCE114"}),
    ("stage only in the group of another kind", lambda p: p.replace(PYPROJECT, '"pushcart.destinations"]\ns3', '"pushcart.transformations"]\ns3').replace(PYPROJECT, '[project.entry-points."pushcart.transformations"]\nclean = "pushcart_shop.transformations.clean:CleanTransformation"\n\n', "").replace(PYPROJECT, 's3 = "', 'clean = "pushcart_shop.transformations.clean:CleanTransformation"\ns3 = "'), {"PCE114", "PCE115"}),
    ("no entry point", lambda p: p.replace(PYPROJECT, 's3 = "pushcart_shop.destinations.s3:S3Destination"\n', ""), {"PCE115"}),
    ("no entry points at all", lambda p: p.add(PYPROJECT, p.files[PYPROJECT].partition("[project.entry")[0] + "# the end\n"), {"PCE115", "PCE504"}),
    ("entry point under another key", lambda p: p.replace(PYPROJECT, "s3 = ", "'bucket' = "), {"PCE116"}),
    ("Poetry's tables, half of them", lambda p: p.add(PYPROJECT, POETRY), {"PCE105", "PCE112", "PCE115", "PCE116", "PCE504"}),
    ("class named freely", lambda p: p.everywhere("OrdersSource", "ShopOrders").add("tests/test_it.py", "import pushcart_shop as shop\n\nassert shop.ShopOrders()\n"), {"PCE203"}),
    ("class without its kind", lambda p: p.everywhere("OrdersSource", "Orders"), {"PCE203"}),
    ("class misspelt in its module alone", lambda p: p.replace(SOURCE, "class OrdersSource", "class OrderSource"), {"PCE203"}),
    ("extension named freely", lambda p: p.everywhere("AuditExtension", "Auditor"), {"PCE203"}),
    ("no __init__.py in a folder", lambda p: p.remove(FOLDER).replace(PACKAGE, "shop.sources import", "shop.sources.orders import"), {"PCE301"}),
    ("no __init__.py in the package", lambda p: p.remove(PACKAGE), {"PCE301"}),
    ("no __init__.py anywhere", lambda p: setattr(p, "files", {path: text for path, text in p.files.items() if "__init__" not in path}), {"PCE301"}),
    ("no __all__ in a folder", lambda p: p.replace(FOLDER, '__all__ = ["OrdersSource"]', "# no names yet"), {"PCE302"}),
    ("no __all__ in the package", lambda p: p.replace(PACKAGE, "__all__ =", "names ="), {"PCE302"}),
    ("no __all__ in a folder without stages", lambda p: p.remove(CLEAN).add("src/pushcart_shop/transformations/__init__.py", "").replace(PYPROJECT, '[project.entry-points."pushcart.transformations"]\nclean = "pushcart_shop.transformations.clean:CleanTransformation"\n\n', "").replace(PACKAGE, "from pushcart_shop.transformations import CleanTransformation\n", "").replace(PACKAGE, '"CleanTransformation", ', ""), {"PCE302"}),
    ("an empty __init__.py", lambda p: p.add(FOLDER, "").replace(PACKAGE, "shop.sources import", "shop.sources.orders import"), {"PCE302"}),
    ("class missing from __all__ of the folder", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[]"), {"PCE303"}),
    ("class missing from __all__ of the package", lambda p: p.replace(PACKAGE, '"OrdersSource", ', ""), {"PCE303"}),
    ("class neither imported nor in __all__", lambda p: p.add(FOLDER, '"""Doc."""\n\n__all__: tuple[str, ...] = ()\n').replace(PACKAGE, "from pushcart_shop.sources import OrdersSource\n", "").replace(PACKAGE, '"OrdersSource", ', ""), {"PCE303"}),
    ("a second stage that nothing names", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN), {"PCE115", "PCE303"}),
    ("class in __all__ that is not imported", lambda p: p.replace(PACKAGE, "from pushcart_shop.sources import OrdersSource\n", ""), {"PCE304"}),
    ("provides as a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"orders_source"'), {"PCE501"}),
    ("provides as a list", lambda p: p.replace(SOURCE, '{"orders_source"}', '["orders_source"]  # mine'), {"PCE503"}),
    ("uses as a tuple", lambda p: p.replace(AUDIT, '{"orders_source"}', '("orders_source",)'), {"PCE503"}),
    ("flag not registered", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', ""), {"PCE504"}),
    ("flag registered and not provided", lambda p: p.append(PYPROJECT, 'more = "pushcart_shop.sources.orders:OrdersSource"\n'), {"PCE505"}),
    ("flag misspelt where it is registered", lambda p: p.replace(PYPROJECT, 'orders_source = "push', 'orders_sorce = "push'), {"PCE505"}),
    ("two flags misspelt where they are registered", lambda p: p.replace(SOURCE, '{"orders_source"}', '{"orders_source", "refunds_source"}').replace(PYPROJECT, 'orders_source = "push', 'orders_sorce = "push').append(PYPROJECT, 'refunds_sorce = "pushcart_shop.sources.orders:OrdersSource"\n'), {"PCE505"}),
    ("flag called otherwise where it is registered", lambda p: p.replace(PYPROJECT, 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', 'sales = "pushcart_shop.sources.orders:OrdersSource"  # ours\n'), {"PCE505"}),
    ("a group beside the right one, with comments", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN).replace(FOLDER, "OrdersSource\n\n__all__ = [", "OrdersSource\nfrom pushcart_shop.sources.refunds import RefundsSource\n\n__all__ = ['RefundsSource', ").replace(PACKAGE, "import OrdersSource", "import OrdersSource, RefundsSource").replace(PACKAGE, '"OrdersSource", ', '"OrdersSource", "RefundsSource", ').append(PYPROJECT, '\n# more of them\n[project.entry-points."pushcart.source"]  # a typo\n# back\nrefunds = "pushcart_shop.sources.refunds:RefundsSource"  # 2\n'), {"PCE112", "PCE115"}),
    ("a group beside the right one, in brackets", lambda p: p.add("src/pushcart_shop/sources/refunds.py", TWIN).replace(FOLDER, "OrdersSource\n\n__all__ = [", "OrdersSource\nfrom pushcart_shop.sources.refunds import RefundsSource\n\n__all__ = ['RefundsSource', ").replace(PACKAGE, "import OrdersSource", "import OrdersSource, RefundsSource").replace(PACKAGE, '"OrdersSource", ', '"OrdersSource", "RefundsSource", ').append(PYPROJECT, '\n[project.entry-points]\n# more of them\n"pushcart.source" = { refunds = "pushcart_shop.sources.refunds:RefundsSource" }  # 2\n'), {"PCE112", "PCE115"}),
    ("a class in __all__ without quotes", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[OrdersSource]  # all"), {"PCE306"}),
    ("two classes in __all__, one without quotes", lambda p: p.replace(PACKAGE, '"OrdersSource", "S3Destination"]', 'OrdersSource,\n    "S3Destination"]  # all'), {"PCE306"}),
    ("__all__ that is one string", lambda p: p.replace(FOLDER, '["OrdersSource"]', '"OrdersSource"  # all'), {"PCE306"}),
    ("a class that is appended", lambda p: p.replace(FOLDER, '["OrdersSource"]', "[]\n__all__.append(OrdersSource)"), {"PCE306"}),
    ("setup.cfg: no dependency on the runtime", lambda p: in_setup_cfg(p, "pushcart-extensions>=0.1", "a"), {"PCE105"}),
    ("setup.cfg: entry point without class", lambda p: in_setup_cfg(p, "orders:OrdersSource\npush", "orders\npush"), {"PCE111"}),
    ("setup.cfg: group in the singular", lambda p: in_setup_cfg(p, "pushcart.sources =", "Pushcart.Source ="), {"PCE112", "PCE115"}),
    ("setup.cfg: entry point to a missing class", lambda p: in_setup_cfg(p, "s3:S3Destination", "s3:S3Dest"), {"PCE113"}),
    ("setup.cfg: stage in the group of another kind", lambda p: in_setup_cfg(p, "pushcart.destinations =\n", "").replace("setup.cfg", "    # the bucket\n", "").replace("setup.cfg", "    s3 =", "    # the bucket\n    s3 ="), {"PCE114", "PCE115"}),
    ("setup.cfg: no entry points at all", lambda p: in_setup_cfg(p, SETUP_CFG.partition("[options.entry_points]\n")[2], "").replace("setup.cfg", "[options.entry_points]\n", ""), {"PCE115", "PCE504"}),
    ("setup.cfg: entry point under another key", lambda p: in_setup_cfg(p, "s3 = ", "bucket ="), {"PCE116"}),
    ("setup.cfg: flag misspelt and another too many", lambda p: in_setup_cfg(p, "orders_source = ", "more = pushcart_shop.sources.orders:OrdersSource\n    orders_sorce = "), {"PCE505"}),
    ("setup.cfg: class named freely", lambda p: in_setup_cfg(p, "a", "a").everywhere("OrdersSource", "ShopOrders"), {"PCE203"}),
    ("a hand-written package, all in one", lambda p: setattr(p, "files", {PYPROJECT: '[project]\nname = "pushcart-shop"\n\n[project.entry-points."pushcart.source"]\nsales = "pushcart_shop.sources.orders:Orders"\n', PACKAGE: "", SOURCE: p.files[SOURCE].replace("OrdersSource", "Orders").replace('{"orders_source"}', '["orders_source"]'), "tests/test_orders.py": "from pushcart_shop.sources.orders import Orders\n\nassert Orders(limit=1)  # one\n"}), {"PCE105", "PCE112", "PCE115", "PCE203", "PCE301", "PCE302", "PCE503", "PCE504"}),
    ("several things at once", lambda p: p.everywhere("OrdersSource", "Orders").replace(FOLDER, '["Orders"]', "[]").replace(PYPROJECT, "s3 = ", "bucket = ").replace(SOURCE, '{"orders_source"}', '["orders_source"]').remove("src/pushcart_shop/destinations/__init__.py").replace(PACKAGE, "shop.destinations import", "shop.destinations.s3 import"), {"PCE116", "PCE203", "PCE301", "PCE303", "PCE503"}),
]  # fmt: skip

# Faults that look mendable and are not: what was meant is not plain.
NOT_MENDABLE: list[tuple[str, Mutation, str]] = [
    ("a folder in the singular", lambda p: p.everywhere("sources.orders", "source.orders").rename("src/pushcart_shop/sources", "src/pushcart_shop/source").everywhere("shop.sources import", "shop.source import"), "PCE201"),
    ("a group of another name", lambda p: p.replace(PYPROJECT, '"pushcart.sources"', '"pushcart.inlets"'), "PCE112"),
    ("a flag that leads nowhere", lambda p: p.append(PYPROJECT, 'gone = "pushcart_shop.gone:Gone"\n'), "PCE113"),
    ("a second name beside the right one", lambda p: p.replace(PYPROJECT, 's3 = "', 'bucket = "pushcart_shop.destinations.s3:S3Destination"\ns3 = "'), "PCE116"),
    ("a class whose right name is taken", lambda p: p.replace(SOURCE, "class OrdersSource", "OrdersSource = None\n\n\nclass Orders"), "PCE203"),
    ("a computed __all__", lambda p: p.replace(FOLDER, '["OrdersSource"]', "sorted(NAMES)").append(FOLDER, "NAMES = ()\n").replace(FOLDER, "sorted(NAMES)", "NAMES"), "PCE303"),
    ("names that come lazily", lambda p: p.replace(PACKAGE, '"OrdersSource", ', "").append(PACKAGE, "\n\ndef __getattr__(name):\n    raise AttributeError(name)\n"), "PCE303"),
    ("__all__ names what is nowhere", lambda p: p.replace(FOLDER, '["OrdersSource"]', '["OrdersSource", "Gone"]'), "PCE304"),
    ("a number in __all__", lambda p: p.replace(FOLDER, '["OrdersSource"]', '["OrdersSource", 3]'), "PCE306"),
    ("several flags in a string", lambda p: p.replace(SOURCE, '{"orders_source"}', '"a, b"'), "PCE501"),
    ("a list made elsewhere", lambda p: p.replace(SOURCE, '{"orders_source"}', "FLAGS").replace(SOURCE, "\n\nclass", '\nFLAGS = ["orders_source"]\n\n\nclass'), "PCE503"),
    ("the last flag of an extension", lambda p: p.replace(AUDIT, '    provides = {"audit_extension"}\n', "").replace(PYPROJECT, "audit_extension =", "auditing ="), "PCE505"),
    ("the default flag of a stage", lambda p: p.append(PYPROJECT, 's3_destination = "pushcart_shop.destinations.s3:S3Destination"\n'), "PCE505"),
]  # fmt: skip


def by_files(path: str | Path) -> PackageReport:
    return check_files(str(path))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
