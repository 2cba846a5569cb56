"""Examples of the rules about a built wheel."""

from __future__ import annotations

from types import MappingProxyType

from pushcart_extensions.check.examples.base import ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

_OPTIONS = MappingProxyType({"wheel": True, "isolated": False})
_PROJECT = '[project]\nname = "pushcart-shop"\nversion = "1.0"\n'
_BUILT_HERE = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "packing"\nbackend-path = ["."]\n\n'
_CHANGED_WHEEL = """\
from zipfile import ZipFile

from setuptools.build_meta import build_wheel as build


def build_wheel(folder, *arguments):
    name = build(folder, *arguments)
    with ZipFile(f"{folder}/{name}", "a") as archive:
        archive.writestr(NAME, "")
    return name
"""
_CHANGED_METADATA = """\
from pathlib import Path

from setuptools.build_meta import build_wheel as build


def build_wheel(folder, *arguments):
    project = Path("pyproject.toml")
    project.write_text(project.read_text().replace(OLD, NEW))
    return build(folder, *arguments)
"""


def _example(*changes: Change) -> Example:
    return Example(changes, options=_OPTIONS)


def _hatchling(told: str, *changes: Change) -> Example:
    """Return an example whose build backend is told something about what to pack."""
    system = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    table = f"[tool.hatch.build.targets.wheel]\n{told}\n"
    return _example(Change(PYPROJECT, _PROJECT, f"{system}\n{table}\n{_PROJECT}"), *changes)


def _own_backend(text: str, **texts: str) -> Example:
    """Return an example whose build backend stands in its own folder."""
    for name, value in texts.items():
        quote = "'" if '"' in value else '"'
        text = text.replace(name, f"{quote}{value}{quote}")
    return _example(Change(PYPROJECT, _PROJECT, f"{_BUILT_HERE}{_PROJECT}"), Change("packing.py", "", text))


EXAMPLES = {
    "PCE701": _example(
        Change(PYPROJECT, _PROJECT, f'[build-system]\nrequires = []\nbuild-backend = "pack"\n\n{_PROJECT}')
    ),
    "PCE702": _own_backend(_CHANGED_WHEEL, NAME="../pushcart_shop.pth"),
    "PCE703": _own_backend(_CHANGED_WHEEL, NAME="pushcart_shop/late.py"),
    "PCE704": _hatchling('packages = ["src"]'),
    "PCE705": _hatchling('exclude = ["orders.py"]'),
    "PCE706": _hatchling('exclude = ["**/sources/__init__.py"]'),
    "PCE707": _own_backend(_CHANGED_METADATA, OLD="orders = ", NEW="order = "),
    "PCE708": _hatchling(
        'exclude = ["_api.py"]',
        Change(
            "src/pushcart_shop/_api.py",
            "",
            "from pushcart_shop.sources.orders import OrdersSource as OrdersSource\n",
        ),
        Change(
            PYPROJECT,
            'orders = "pushcart_shop.sources.orders:OrdersSource"',
            'orders = "pushcart_shop._api:OrdersSource"',
        ),
    ),
    "PCE709": _hatchling('exclude = ["py.typed"]', Change("src/pushcart_shop/py.typed", "", "\n")),
    "PCE710": _hatchling(
        'packages = ["src/pushcart_shop", "tests"]', Change("tests/test_orders.py", "", "\n")
    ),
    "PCE711": _own_backend(_CHANGED_METADATA, OLD='"pushcart-shop"', NEW='"pushcart-store"'),
    "PCE712": _own_backend(_CHANGED_METADATA, OLD='["pushcart-extensions"]', NEW="[]"),
    "PCE713": Example(
        (Change(PYPROJECT, _PROJECT, _PROJECT),),
        (Change(PYPROJECT, _PROJECT, f'{_PROJECT}requires-python = ">=3.11"\n'),),
        options=_OPTIONS,
    ),
    "PCE714": _hatchling(
        'exclude = ["_http.py"]',
        Change("src/pushcart_shop/_http.py", "", "TIMEOUT = 30\n"),
        Change(
            ORDERS,
            "from pushcart_extensions import SourceBase\n",
            "from pushcart_extensions import SourceBase\n\nfrom pushcart_shop._http import TIMEOUT\n",
        ),
    )._replace(imported=True),
}
