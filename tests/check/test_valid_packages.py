"""Good packages of other layouts, backends and styles than the template's: none is accused."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

PACKAGE = "src/pushcart_shop/__init__.py"
FOLDER = "src/pushcart_shop/sources/__init__.py"
SOURCE = "src/pushcart_shop/sources/orders.py"
AUDIT = "src/pushcart_shop/extensions/audit.py"
NAMES = '["AuditExtension", "CleanTransformation", "OrdersSource", "S3Destination"]'
EXPORTS = f"__all__ = {NAMES}"

STRATEGY = "from pushcart_extensions import SourceBase\n\n\nclass FilesSource(SourceBase):\n    def get_increment(self):\n        return []\n"
POETRY = """\
[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"

[tool.poetry]
name = "pushcart-shop"
version = "1.0"
description = ""
authors = ["Jo <jo@example.org>"]
packages = [{ include = "pushcart_shop", from = "src" }]

[tool.poetry.dependencies]
python = "^3.11"
pushcart-extensions = "^0.1"

[tool.poetry.plugins."pushcart.sources"]
orders = "pushcart_shop.sources.orders:OrdersSource"

[tool.poetry.plugins."pushcart.transformations"]
clean = "pushcart_shop.transformations.clean:CleanTransformation"

[tool.poetry.plugins."pushcart.destinations"]
s3 = "pushcart_shop.destinations.s3:S3Destination"

[tool.poetry.plugins."web.extension"]
orders_source = "pushcart_shop.sources.orders:OrdersSource"
audit_extension = "pushcart_shop.extensions.audit:AuditExtension"
"""

SETUP_CFG = """\
[metadata]
name = pushcart-shop
version = 1.0

[options]
package_dir =
    = src
packages = find:
install_requires =
    pushcart-extensions >= 0.1

[options.entry_points]
pushcart.sources =
    orders = pushcart_shop.sources.orders:OrdersSource
pushcart.transformations =
    clean = pushcart_shop.transformations.clean:CleanTransformation
pushcart.destinations =
    s3 = pushcart_shop.destinations.s3:S3Destination
web.extension =
    orders_source = pushcart_shop.sources.orders:OrdersSource
    audit_extension = pushcart_shop.extensions.audit:AuditExtension
"""


def backend(requires: str, name: str, extra: str = "") -> Callable[[Any], object]:
    """Return a change of the build backend, with tables of its own."""
    return lambda p: (
        p.replace("pyproject.toml", '["hatchling"]', f'["{requires}"]')
        .replace("pyproject.toml", "hatchling.build", name)
        .append("pyproject.toml", extra)
    )


def source(text: str) -> Callable[[Any], object]:
    """Return a change of the source's module."""
    return lambda p: p.add(SOURCE, text)


VALID: list[tuple[str, Callable[[Any], object]]] = [
    ("as it is", lambda p: p),
    ("flat layout", lambda p: p.rename("src/pushcart_shop", "pushcart_shop")),
    ("another folder, told to setuptools", lambda p: (backend("setuptools", "setuptools.build_meta", '[tool.setuptools.packages.find]\nwhere = ["lib"]\n')(p), p.rename("src/", "lib/"))),
    ("another folder, told to hatchling", lambda p: p.rename("src/", "python/").append("pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["python/pushcart_shop"]\n')),
    ("setuptools with a dynamic version", lambda p: backend("setuptools", "setuptools.build_meta")(p.replace("pyproject.toml", 'version = "1.0"', 'dynamic = ["version"]'))),
    ("poetry with its own tables", lambda p: p.add("pyproject.toml", POETRY)),
    ("poetry with the standard's tables", backend("poetry-core>=2", "poetry.core.masonry.api")),
    ("flit", lambda p: backend("flit_core>=3.4", "flit_core.buildapi")(p.replace("pyproject.toml", 'version = "1.0"', 'dynamic = ["version", "description"]'))),
    ("pdm", backend("pdm-backend", "pdm.backend", "[tool.pdm]\ndistribution = true\n")),
    ("uv", backend("uv_build>=0.8,<1", "uv_build", '[tool.uv.build-backend]\nmodule-name = "pushcart_shop"\n')),
    ("setup.cfg alone", lambda p: p.remove("pyproject.toml").add("setup.cfg", SETUP_CFG)),
    ("setup.cfg beside a pyproject.toml that only names the backend", lambda p: p.add("pyproject.toml", '[build-system]\nrequires = ["setuptools"]\n').add("setup.cfg", SETUP_CFG)),
    ("name with underscores and capitals", lambda p: p.replace("pyproject.toml", '"pushcart-shop"', '"Pushcart_Shop"')),
    ("relative imports", lambda p: p.replace(FOLDER, "pushcart_shop.sources.orders", ".orders").replace(PACKAGE, "from pushcart_shop.", "from .")),
    ("parent-relative import", lambda p: p.add("src/pushcart_shop/_base.py", "from pushcart_extensions import SourceBase\n").replace(SOURCE, "from pushcart_extensions import", "from .._base import")),
    ("__all__ as a tuple", lambda p: p.replace(PACKAGE, NAMES, NAMES.replace("[", "(").replace("]", ")"))),
    ("__all__ annotated", lambda p: p.replace(PACKAGE, "__all__ =", "__all__: list[str] =")),
    ("__all__ with +=", lambda p: p.replace(PACKAGE, EXPORTS, '__all__ = ["AuditExtension", "CleanTransformation"]\n__all__ += ("OrdersSource", "S3Destination")')),
    ("__all__ with append and extend", lambda p: p.replace(PACKAGE, EXPORTS, '__all__ = ["AuditExtension"]\n__all__.append("CleanTransformation")\n__all__.extend(["OrdersSource", "S3Destination"])')),
    ("__all__ concatenated", lambda p: p.replace(PACKAGE, EXPORTS, 'from pushcart_shop import sources\n__all__ = ["AuditExtension", "CleanTransformation", "S3Destination"] + sources.__all__')),
    ("__all__ unpacked", lambda p: p.replace(PACKAGE, EXPORTS, 'from . import destinations, sources\n__all__ = ["AuditExtension", "CleanTransformation", *sources.__all__, *destinations.__all__]')),
    ("__all__ imported with star imports", lambda p: p.replace(PACKAGE, p.files[PACKAGE], "from .destinations import *\nfrom .destinations import __all__ as d\nfrom .extensions import *\nfrom .extensions import __all__ as e\nfrom .sources import *\nfrom .sources import __all__ as s\nfrom .transformations import *\nfrom .transformations import __all__ as t\n__all__ = [*d, *e, *s, *t]\n")),
    ("__all__ computed", lambda p: p.replace(PACKAGE, EXPORTS, "__all__ = sorted(name for name in dir() if name[0].isupper())")),
    ("lazy exports", lambda p: p.add(PACKAGE, f"from importlib import import_module\n\n__all__ = {NAMES}\n\n\ndef __getattr__(name):\n    for folder in ('sources', 'transformations', 'destinations', 'extensions'):\n        module = import_module(f'pushcart_shop.{{folder}}')\n        if name in module.__all__:\n            return getattr(module, name)\n    raise AttributeError(name)\n")),
    ("base class under an alias", source("from pushcart_extensions import SourceBase as Base\n\n\nclass OrdersSource(Base):\n    provides = {'orders_source'}\n\n    def get_increment(self):\n        return []\n")),
    ("base class through the module", source("import pushcart_extensions as px\n\n\nclass OrdersSource(px.SourceBase):\n    provides = {'orders_source'}\n\n    def get_increment(self):\n        return []\n")),
    ("base class under another name of the module", source("from pushcart_extensions import SourceBase\n\nBase = SourceBase\n\n\nclass OrdersSource(Base):\n    provides = {'orders_source'}\n\n    def get_increment(self):\n        return []\n")),
    ("generic base", source("from typing import Any\n\nfrom pushcart_extensions import SourceBase\n\n\nclass OrdersSource(SourceBase[list[dict[str, Any]]]):\n    provides = {'orders_source'}\n\n    def get_increment(self) -> list[dict[str, Any]]:\n        return []\n")),
    ("generic stage of its own", source("from typing import Generic, TypeVar\n\nfrom pushcart_extensions import SourceBase\n\nT = TypeVar('T')\n\n\nclass _Typed(SourceBase[T], Generic[T]):\n    def get_increment(self):\n        return []\n\n\nclass OrdersSource(_Typed[int]):\n    provides = {'orders_source'}\n")),
    ("dataclass", source("from dataclasses import dataclass\nfrom typing import ClassVar\n\nfrom pushcart_extensions import SourceBase\n\n\n@dataclass\nclass OrdersSource(SourceBase):\n    provides: ClassVar[frozenset[str]] = frozenset({'orders_source'})\n    limit: int = 10\n\n    def get_increment(self):\n        return list(range(self.limit))\n")),
    ("mixin that brings the method", lambda p: p.add("src/pushcart_shop/_paging.py", "class PagingMixin:\n    def get_increment(self):\n        return []\n").add(SOURCE, "from pushcart_extensions import SourceBase\nfrom pushcart_shop._paging import PagingMixin\n\n\nclass OrdersSource(PagingMixin, SourceBase):\n    provides = {'orders_source'}\n")),
    ("intermediate base class in another module", lambda p: p.add("src/pushcart_shop/base.py", "from pushcart_extensions import SourceBase\n\n\nclass RestSource(SourceBase):\n    def get_increment(self):\n        return self.rows()\n").add(SOURCE, "from pushcart_shop.base import RestSource\n\n\nclass OrdersSource(RestSource):\n    provides = {'orders_source'}\n\n    def rows(self):\n        return []\n")),
    ("intermediate base class in the same module", source("from pushcart_extensions import SourceBase\n\n\nclass PagedSource(SourceBase):\n    def get_increment(self):\n        return []\n\n\nclass OrdersSource(PagedSource):\n    provides = {'orders_source'}\n")),
    ("base class of the standard library beside", source("import threading\n\nfrom pushcart_extensions import SourceBase\n\n\nclass OrdersSource(threading.local, SourceBase):\n    provides = {'orders_source'}\n\n    def get_increment(self):\n        return []\n")),
    ("several stages of one kind", lambda p: p.add("src/pushcart_shop/sources/refunds.py", p.files[SOURCE].replace("Orders", "Refunds").replace("orders", "refunds")).replace(FOLDER, p.files[FOLDER], "from .orders import OrdersSource\nfrom .refunds import RefundsSource\n__all__ = ['OrdersSource', 'RefundsSource']\n").replace(PACKAGE, "import OrdersSource", "import OrdersSource, RefundsSource").replace(PACKAGE, '"OrdersSource"', '"OrdersSource", "RefundsSource"').replace("pyproject.toml", 'orders = "', 'refunds = "pushcart_shop.sources.refunds:RefundsSource"\norders = "').append("pyproject.toml", 'refunds_source = "pushcart_shop.sources.refunds:RefundsSource"\n')),
    ("one key in two kinds", lambda p: p.add("src/pushcart_shop/destinations/orders.py", p.files["src/pushcart_shop/destinations/s3.py"].replace("S3", "Orders")).replace("src/pushcart_shop/destinations/__init__.py", p.files["src/pushcart_shop/destinations/__init__.py"], "from .orders import OrdersDestination\nfrom .s3 import S3Destination\n__all__ = ['OrdersDestination', 'S3Destination']\n").replace(PACKAGE, "import S3Destination", "import OrdersDestination, S3Destination").replace(PACKAGE, '"OrdersSource"', '"OrdersDestination", "OrdersSource"').replace("pyproject.toml", 's3 = "', 'orders = "pushcart_shop.destinations.orders:OrdersDestination"\ns3 = "')),
    ("parts of a stage in modules of its sub-package", lambda p: p.rename(SOURCE, "src/pushcart_shop/sources/orders/__init__.py").add("src/pushcart_shop/sources/orders/files.py", STRATEGY)),
    ("a base class named after a private module", lambda p: p.add("src/pushcart_shop/_files.py", STRATEGY)),
    ("a base class in a private folder among the stages", lambda p: p.add("src/pushcart_shop/sources/_bases/files.py", STRATEGY)),
    ("a base class in a module of its name", lambda p: p.add("src/pushcart_shop/files.py", STRATEGY).replace(SOURCE, "(SourceBase)", "(FilesSource)").replace(SOURCE, "from pushcart_extensions import SourceBase", "from pushcart_shop.files import FilesSource")),
    ("a stand-in for tests", lambda p: p.add("src/pushcart_shop/testing/files.py", STRATEGY)),
    ("folders beside it that are laid out like it", lambda p: p.rename("src/pushcart_shop", "pushcart_shop").add("tests/sources/test_orders.py", "").add("docs/sources/orders.py", "").add("pushcart-docs/sources/conf.py", "")),
    ("a stage as a sub-package", lambda p: p.rename(SOURCE, "src/pushcart_shop/sources/orders/__init__.py").add("src/pushcart_shop/sources/orders/client.py", "URL = ''\n")),
    ("private helper modules in a stage folder", lambda p: p.add("src/pushcart_shop/sources/_http.py", "def get():\n    return None\n")),
    ("no metadata at all", lambda p: p.replace(SOURCE, '    provides = {"orders_source"}\n\n', "").replace("pyproject.toml", 'orders_source = "pushcart_shop.sources.orders:OrdersSource"\n', "")),
    ("metadata from a constant", lambda p: p.replace(SOURCE, 'provides = {"orders_source"}', "provides = FLAGS").replace(SOURCE, "\n\nclass", '\nFLAGS = frozenset({"orders_source"})\n\n\nclass')),
    ("metadata computed", lambda p: p.replace(SOURCE, 'provides = {"orders_source"}', 'provides = {"_".join(["orders", "source"])}')),
    ("metadata as a union with the base's", lambda p: p.replace(SOURCE, 'provides = {"orders_source"}', 'provides = set() | {"orders_source"}')),
    ("metadata set in the constructor", lambda p: p.replace(SOURCE, '    provides = {"orders_source"}\n\n', "").replace(SOURCE, "self.limit = limit", 'self.provides = {"orders_source"}')),
    ("extension with the choices pattern", lambda p: p.append(AUDIT, "\n    def __init__(self, *_choices, default=None, choices=None):\n        self.choices = _choices or tuple(choices or ())\n")),
    ("further parameters with defaults", lambda p: p.replace(SOURCE, "get_increment(self)", "get_increment(self, since=None, *, page=1)")),
    ("another name for data, and *args", lambda p: p.replace("src/pushcart_shop/destinations/s3.py", "write(self, data)", "write(self, *frames)")),
    ("decorated method", lambda p: p.replace(SOURCE, "    def get_increment", "    @functools.cache\n    def get_increment").replace(SOURCE, "from push", "import functools\n\nfrom push")),
    ("generator", lambda p: p.replace(SOURCE, "return [{", "yield from [{")),
    ("state, open and close", lambda p: p.append(SOURCE, "\n    def open(self):\n        pass\n\n    def close(self):\n        pass\n\n    def get_state(self):\n        return {}\n\n    def set_state(self, state):\n        pass\n")),
    ("entry point through a re-export", lambda p: p.replace("pyproject.toml", "pushcart_shop.destinations.s3:S3", "pushcart_shop:S3")),
    ("other entry points beside", lambda p: p.append("pyproject.toml", '[project.entry-points.pytest11]\nshop = "pushcart_shop"\n')),
    ("optional import", lambda p: p.replace(SOURCE, "\n\nclass", "\ntry:\n    import snowflake_connector\nexcept ImportError:\n    snowflake_connector = None\n\n\nclass")),
    ("logs and warns at import", lambda p: p.replace(SOURCE, "\n\nclass", "\nimport logging\nimport warnings\n\nlogging.getLogger(__name__).addHandler(logging.NullHandler())\nwarnings.warn('old', DeprecationWarning)\nwarnings.warn('loud')\n\n\nclass")),
    ("byte-order mark and CRLF", lambda p: p.add(SOURCE, "\ufeff" + p.files[SOURCE].replace("\n", "\r\n"))),
    ("tests and a module named like one of the standard library beside", lambda p: p.rename("src/pushcart_shop", "pushcart_shop").add("json.py", "raise RuntimeError\n").add("tests/__init__.py", "")),
]  # fmt: skip


@pytest.mark.parametrize("change", [case[1] for case in VALID], ids=[case[0] for case in VALID])
def test_a_good_package_is_not_accused(good: Any, change: Callable[[Any], object]) -> None:
    change(good)
    (package,) = good.check().packages
    assert package.findings == ()
    assert {component.found_by for component in (*package.stages, *package.extensions)} == {"entry-point"}


@pytest.mark.parametrize("change", [case[1] for case in VALID], ids=[case[0] for case in VALID])
def test_a_good_package_is_not_accused_by_its_files_alone(good: Any, change: Callable[[Any], object]) -> None:
    change(good)
    (package,) = good.check(static=True).packages
    # What only an import would tell may be said to be unverified, as nothing more than a warning.
    assert {finding.code for finding in package.findings} <= {"PCE305", "PCE115"}


@pytest.mark.parametrize("exports", ["sources.__all__ + {}", "[*sources.__all__, *{}]"])
def test_exports_of_a_folder_that_is_imported_as_a_module_are_read_from_the_source(
    good: Any, exports: str
) -> None:
    others = NAMES.replace('"OrdersSource", ', "")
    good.replace(PACKAGE, EXPORTS, f"from . import sources\n__all__ = {exports.format(others)}")
    assert good.check(static=True).packages[0].findings == ()


def test_stages_without_entry_points_are_found_by_scan_with_a_warning_each(good: Any) -> None:
    good.add("pyproject.toml", good.files["pyproject.toml"].partition("[project.entry")[0])
    good.replace(SOURCE, '    provides = {"orders_source"}\n\n', "").replace(
        AUDIT, '    provides = {"audit_extension"}\n', ""
    )
    (package,) = good.check().packages
    # An extension has no key that a scan could look for: without a flag nothing finds it.
    assert sorted(finding.code for finding in package.findings) == [*["PCE115"] * 3, "PCE509"]
    assert {stage.found_by for stage in package.stages} == {"scan"}


def test_dynamic_entry_points_are_said_to_be_unverified_where_no_backend_is_asked(good: Any) -> None:
    good.add("setup.py", "from setuptools import setup\nsetup()\n")
    good.replace("pyproject.toml", 'version = "1.0"', 'version = "1.0"\ndynamic = ["entry-points"]')
    good.add("pyproject.toml", good.files["pyproject.toml"].partition("[project.entry")[0])
    (package,) = good.check(static=True).packages
    assert "PCE106" in {finding.code for finding in package.findings}
