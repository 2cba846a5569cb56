"""A good package as a set of files, to be bent into others."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pushcart_extensions.check import Report, check

GOOD = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "pushcart-shop"
version = "1.0"
dependencies = ["pushcart-extensions>=0.1"]

[project.entry-points."pushcart.sources"]
orders = "pushcart_shop.sources.orders:OrdersSource"

[project.entry-points."pushcart.transformations"]
clean = "pushcart_shop.transformations.clean:CleanTransformation"

[project.entry-points."pushcart.destinations"]
s3 = "pushcart_shop.destinations.s3:S3Destination"

[project.entry-points."web.extension"]
orders_source = "pushcart_shop.sources.orders:OrdersSource"
audit_extension = "pushcart_shop.extensions.audit:AuditExtension"
""",
    "src/pushcart_shop/__init__.py": """\
from pushcart_shop.destinations import S3Destination
from pushcart_shop.extensions import AuditExtension
from pushcart_shop.sources import OrdersSource
from pushcart_shop.transformations import CleanTransformation

__all__ = ["AuditExtension", "CleanTransformation", "OrdersSource", "S3Destination"]
""",
    "src/pushcart_shop/sources/__init__.py": """\
from pushcart_shop.sources.orders import OrdersSource

__all__ = ["OrdersSource"]
""",
    "src/pushcart_shop/sources/orders.py": """\
from pushcart_extensions import SourceBase


class OrdersSource(SourceBase):
    provides = {"orders_source"}

    def __init__(self, *, limit=10):
        self.limit = limit

    def get_increment(self):
        return [{"id": number} for number in range(self.limit)]
""",
    "src/pushcart_shop/transformations/__init__.py": """\
from pushcart_shop.transformations.clean import CleanTransformation

__all__ = ["CleanTransformation"]
""",
    "src/pushcart_shop/transformations/clean.py": """\
from pushcart_extensions import TransformationBase


class CleanTransformation(TransformationBase):
    def transform(self, data):
        return data
""",
    "src/pushcart_shop/destinations/__init__.py": """\
from pushcart_shop.destinations.s3 import S3Destination

__all__ = ["S3Destination"]
""",
    "src/pushcart_shop/destinations/s3.py": """\
from pushcart_extensions import DestinationBase


class S3Destination(DestinationBase):
    def write(self, data):
        pass
""",
    "src/pushcart_shop/extensions/__init__.py": """\
from pushcart_shop.extensions.audit import AuditExtension

__all__ = ["AuditExtension"]
""",
    "src/pushcart_shop/extensions/audit.py": """\
class AuditExtension:
    provides = {"audit_extension"}
    uses = {"orders_source"}
    first = True

    def start(self, workflow):
        pass
""",
}

PYPROJECT = "pyproject.toml"
PACKAGE = "src/pushcart_shop/__init__.py"
FOLDER = "src/pushcart_shop/sources/__init__.py"
SOURCE = "src/pushcart_shop/sources/orders.py"
CLEAN = "src/pushcart_shop/transformations/clean.py"
S3 = "src/pushcart_shop/destinations/s3.py"
AUDIT = "src/pushcart_shop/extensions/audit.py"
CLASSES = {
    "sources": "OrdersSource",
    "transformations": "CleanTransformation",
    "destinations": "S3Destination",
    "extensions": "AuditExtension",
}


class PackageFiles:
    """The files of one package; every change returns the object, so that changes can be chained."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.folder = folder
        self.files = dict(files)

    def replace(self, path: str, old: str, new: str) -> PackageFiles:
        assert old in self.files[path], f"{old!r} is not in {path}"
        self.files[path] = self.files[path].replace(old, new)
        return self

    def everywhere(self, old: str, new: str) -> PackageFiles:
        self.files = {path.replace(old, new): text.replace(old, new) for path, text in self.files.items()}
        return self

    def add(self, path: str, text: str) -> PackageFiles:
        self.files[path] = text
        return self

    def append(self, path: str, text: str) -> PackageFiles:
        self.files[path] += text
        return self

    def remove(self, path: str) -> PackageFiles:
        del self.files[path]
        return self

    def rename(self, old: str, new: str) -> PackageFiles:
        self.files = {
            new + path.removeprefix(old) if path.startswith(old) else path: text
            for path, text in self.files.items()
        }
        return self

    def at_import(self, code: str) -> PackageFiles:
        """Let the module of the source run some code before its class."""
        return self.replace(SOURCE, "\n\nclass", f"\n{code}\n\n\nclass")

    def lazily(self) -> PackageFiles:
        """Let exports be lazy, so that importing the package doesn't import every stage."""
        lazy = "__all__ = {}\n\ndef __getattr__(name): ...\n"
        for folder, name in CLASSES.items():
            self.add(f"src/pushcart_shop/{folder}/__init__.py", lazy.format([name]))
        return self.add("src/pushcart_shop/__init__.py", lazy.format(sorted(CLASSES.values())))

    def write(self) -> Path:
        for path, text in self.files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return self.folder

    def contents(self) -> dict[str, str]:
        """Return what is in the folder now: hashes of files by their paths."""
        return {
            str(path.relative_to(self.folder)): sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else ""
            for path in self.folder.rglob("*")
        }

    def check(self, *, static: bool = False, timeout: float = 30) -> Report:
        return check(self.write(), static=static, timeout=timeout)


@pytest.fixture
def good(tmp_path: Path) -> PackageFiles:
    """A package of every kind that conforms in all points."""
    return PackageFiles(tmp_path / "shop", GOOD)


@pytest.fixture
def shop(good: PackageFiles) -> PackageFiles:
    """The good package with all that a wheel should have."""
    return good.replace(
        "pyproject.toml", 'version = "1.0"', 'version = "1.0"\ndescription = ""\nrequires-python = ">=3.11"'
    ).add("src/pushcart_shop/py.typed", "")


@pytest.fixture
def make(tmp_path: Path) -> Callable[[dict[str, str]], PackageFiles]:
    """Makes a package from its files."""
    return lambda files: PackageFiles(tmp_path / "package", files)
