"""The way out of an import that fails for a name: what may have been meant, or none."""

from __future__ import annotations

from typing import Any

import pytest

FOLDER = "src/pushcart_shop/sources/__init__.py"
SOURCE = "src/pushcart_shop/sources/orders.py"
WRITE = "Write from pushcart_shop.sources.orders import OrdersSource."


def hint(good: Any) -> object:
    (package,) = good.check().packages
    (found,) = {finding.hint for finding in package.findings if finding.code == "PCE601"}
    return found


CODE = [
    ("from pushcart_extensions import SourcesBase", "Perhaps SourceBase is meant."),
    (
        "from pushcart_extensions import ExtensionBase",
        "A component of kind extension derives from no base class: take it out.",
    ),
    ("from pushcart_extensions import Frobnicator", None),
    ("import pushcart_extensions as p\np.SourcesBase", "Perhaps SourceBase is meant."),
    (
        "from pushcart_extensions.sources import SourceBase",
        "Write from pushcart_extensions import SourceBase.",
    ),
    ("from pushcart_extensions.gone import nothing", None),
    ("from typing import ClassVr", "Perhaps ClassVar is meant."),
    ("from yaml import Frobnicator", None),
    ("from pushcart_shop._page import Paged", "Write from pushcart_shop._paging import Paged."),
    ("from pushcart_shop._pagin import *", "Perhaps pushcart_shop._paging is meant."),
    ("import pushcart_shop.sources._paging", "Perhaps pushcart_shop._paging is meant."),
    ("from pushcart_shop._paging import Frobnicator", None),
    ("from pushcart_shop._paging import Pagd", "Perhaps Paged is meant."),
    ("from pushcart_shop import _pagin", "Perhaps _paging is meant."),
    ("from pushcart_shop._more import Paged", "Write from pushcart_shop._paging import Paged."),
    ("class A(DestinationBase): ...", "Write from pushcart_extensions import DestinationBase."),
    ("class A(Paged): ...", "Write from pushcart_shop._paging import Paged."),
    ("os.environ", "Write import os."),
    ("lst = []\nlist_of = lsst", "Perhaps lst is meant."),
    ("OrdersSource", "Define or import OrdersSource before it is used."),
    ("(1).nothing", None),
    ("raise ImportError('no luck')", None),
]


@pytest.mark.parametrize(("code", "expected"), CODE)
def test_what_may_have_been_meant_by_a_name_is_told(good: Any, code: str, expected: str | None) -> None:
    good.add("src/pushcart_shop/_paging.py", "class Paged: ...\n").add("src/pushcart_shop/_more.py", "")
    assert hint(good.at_import(code)) == expected


def test_a_class_that_is_imported_from_a_misspelt_module_is_found(good: Any) -> None:
    good.replace(FOLDER, "sources.orders", "sources.order")
    assert hint(good) == WRITE


def test_a_class_that_is_imported_from_another_module_is_found(good: Any) -> None:
    good.add("src/pushcart_shop/sources/_more.py", "").replace(
        FOLDER, "pushcart_shop.sources.orders", "._more"
    )
    assert hint(good) == WRITE


def test_a_misspelt_class_is_found(good: Any) -> None:
    good.replace(FOLDER, "import OrdersSource", "import OrderSource")
    assert hint(good) == "Perhaps OrdersSource is meant."


def test_a_circle_of_imports_is_told_as_such(good: Any) -> None:
    good.at_import("from pushcart_shop.sources import OrdersSource")
    way_out = "import OrdersSource inside the function that needs it."
    assert hint(good) == f"pushcart_shop.sources imports this module in turn: {way_out}"


def test_a_folder_that_is_to_be_renamed_is_not_what_an_import_meant(good: Any) -> None:
    good.rename("src/pushcart_shop/sources", "src/pushcart_shop/source")
    assert hint(good) is None


def test_work_that_fails_belongs_elsewhere(good: Any) -> None:
    good.at_import("raise OSError('no luck')")
    assert hint(good) == "Work that can fail belongs into open(), not into the module."
