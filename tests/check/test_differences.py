"""Where a module is another at run time than its source says."""

from __future__ import annotations

from typing import Any

import pytest

SOURCE = "src/pushcart_shop/sources/orders.py"
PACKAGE = "src/pushcart_shop/__init__.py"

MADE = """\
from pushcart_extensions import SourceBase


def _get_increment(self):
    return []


OrdersSource = type(
    "OrdersSource",
    (SourceBase,),
    {"get_increment": _get_increment, "provides": {"orders_source"}, "__module__": __name__},
)
"""
REPLACED = """\
import sys
import types

from pushcart_extensions import SourceBase


class OrdersSource(SourceBase):
    provides = {"orders_source"}

    def get_increment(self):
        return []


class _Module(types.ModuleType):
    OrdersSource = type("Impostor", (OrdersSource,), {"__module__": __name__})


sys.modules[__name__] = _Module(__name__)
"""
BASES = """

from pushcart_extensions import TransformationBase

OrdersSource.__bases__ += (TransformationBase,)
"""


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        (SOURCE, lambda _text: MADE, "PCE607"),
        (SOURCE, lambda text: text + "\n\nOrdersSource.get_increment = lambda self, since: []\n", "PCE608"),
        (SOURCE, lambda text: text + "\n\ndel OrdersSource.get_increment\n", "PCE608"),
        (SOURCE, lambda text: text + "\n\nOrdersSource.provides = {'other'}\n", "PCE608"),
        (SOURCE, lambda text: text + BASES, "PCE608"),
        (PACKAGE, lambda text: text + "\n\nglobals()['__all__'] = ['S3Destination']\n", "PCE609"),
        (PACKAGE, lambda text: text + "\n\ndel __all__\n", "PCE609"),
    ],
    ids=[
        "made",
        "method replaced",
        "method removed",
        "flags replaced",
        "base class added",
        "exports replaced",
        "exports removed",
    ],
)
def test_a_difference_is_a_finding(good: Any, path: str, change: Any, code: str) -> None:
    good.add(path, change(good.files[path]))
    (package,) = good.check().packages
    assert code in {finding.code for finding in package.findings}


def test_a_module_that_put_another_in_its_place_is_found_out(good: Any) -> None:
    good.add(SOURCE, REPLACED)
    report = good.check()
    assert report.failed() or report.summary.warnings
    (package,) = report.packages
    assert {finding.place.path for finding in package.findings if finding.place} >= {SOURCE}


@pytest.mark.parametrize(
    "value", ["1.5", "b'x'", "{'a': 1}", "{'a': ['b']}", "[1.5]", "{1, None}", "(('a',), 'b')", "None"]
)
def test_a_value_of_an_odd_type_is_no_difference(good: Any, value: str) -> None:
    good.replace(SOURCE, 'provides = {"orders_source"}', f"provides = {value}")
    assert "PCE608" not in {finding.code for finding in good.check().packages[0].findings}
