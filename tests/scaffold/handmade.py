"""Packages that nobody generated, one that was, and what is to be added to them."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pushcart_extensions.scaffold import new

Files = Mapping[str, str]

PROJECT = """\
[project]
name = "pushcart-shop"
version = "1.0"  # ours
dependencies = ['requests']
"""
INIT = "src/pushcart_shop/__init__.py"
KEYS: dict[str, list[str]] = {
    "sources": ["orders"],
    "transformations": ["clean"],
    "destinations": ["orders", "s3"],
    "extensions": ["audit"],
}

# Packages that nobody generated.
FOREIGN: dict[str, Files] = {
    "src layout": {"pyproject.toml": PROJECT, INIT: '"""Shop."""\n'},
    "flat layout": {"pyproject.toml": PROJECT, "pushcart_shop/__init__.py": "VERSION = '1'\n"},
    "no __init__.py": {"pyproject.toml": PROJECT, "src/pushcart_shop/py.typed": ""},
    "names in a tuple": {"pyproject.toml": PROJECT, INIT: "from .tools import x\n\n__all__ = ('x',)\n", "src/pushcart_shop/tools.py": "x = 1\n"},
    "names annotated and added": {"pyproject.toml": PROJECT, INIT: '__all__: list[str] = []\n__all__ += [\n    "y",  # why\n]\ny = 2\n'},
    "lines end as on Windows": {"pyproject.toml": PROJECT.replace("\n", "\r\n"), INIT: "\ufeffimport os\r\n\r\nprint(os)\r\n"},
    "tabs and a licence": {"pyproject.toml": PROJECT, INIT: "# (c) us\n\n__all__ = [\n\t'z',\n]\nz = 0\n"},
    "Poetry": {"pyproject.toml": '[tool.poetry]\nname = "pushcart-shop"\nversion = "1"\npackages = [{ include = "pushcart_shop", from = "lib" }]\n\n[tool.poetry.dependencies]\npython = "^3.11"\n', "lib/pushcart_shop/__init__.py": ""},
    "Poetry's plugins": {"pyproject.toml": '[tool.poetry]\nname = "Pushcart_Shop"\n\n[tool.poetry.plugins."console_scripts"]\nshop = "pushcart_shop:main"\n', INIT: "def main(): ...\n"},
    "setup.cfg": {"setup.cfg": "[metadata]\nname = pushcart-shop\n\n[options]\npackages = find:\npackage_dir =\n    = lib\n", "lib/pushcart_shop/__init__.py": "", "setup.py": "import setuptools\nsetuptools.setup()\n", "pyproject.toml": "[build-system]\nrequires = ['setuptools']\n"},
    "setuptools with a list": {"pyproject.toml": PROJECT + '\n[tool.setuptools]\npackages = [\n    "pushcart_shop",\n]\n', "pushcart_shop/__init__.py": ""},
    "dotted keys": {"pyproject.toml": PROJECT + "\n[project.entry-points]\n'pushcart.sources'.first = 'pushcart_shop.sources.first:FirstSource'\n'web.extension'.first_source = 'pushcart_shop.sources.first:FirstSource'\n", INIT: "from .sources import FirstSource\n__all__ = ['FirstSource']\n", "src/pushcart_shop/sources/__init__.py": "from .first import FirstSource\n__all__ = ['FirstSource']\n", "src/pushcart_shop/sources/first.py": "from pushcart_extensions import SourceBase\n\n\nclass FirstSource(SourceBase):\n    provides = {'first_source'}\n\n    def get_increment(self):\n        return []\n"},
    "tests that are packages": {"pyproject.toml": PROJECT, INIT: "", "tests/__init__.py": ""},
    "its own README, changelog and workflow": {"pyproject.toml": PROJECT, INIT: "", "README.md": "# Shop\n\n```yaml\nsources:\n  - type: rows\n```\n", "CHANGELOG.md": "# Changes\n\n## 1.0\n\n* Born\n", "workflow.yaml": "# ours\nsources:\n- type: rows  # some\n  rows: [{}]\ndestinations: [console]\n"},
}  # fmt: skip


def make(folder: Path, files: Files) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def generated(folder: Path, **keys: list[str]) -> Path:
    return new("shop", **keys, author="Ada", email="ada@example.com", output=folder).path  # type: ignore[arg-type]


OWN = """\
from pushcart_extensions import SourceBase


class OrdersSource(SourceBase):
    provides: "frozenset[str]" = frozenset({"my_orders"})  # mine

    def get_increment(self):
        return []
"""
