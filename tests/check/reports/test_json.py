"""The report as programs read it: the schema of the design, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pushcart_extensions.check.findings import Report
from pushcart_extensions.check.reports.json import json_text


def test_the_document_has_the_keys_of_its_schema(good: Any) -> None:
    good.replace("src/pushcart_shop/sources/orders.py", "class OrdersSource", "class Orders")
    good.folder = good.folder.parent / "shop"
    document = json.loads(json_text(good.check()))
    assert list(document) == ["version", "summary", "packages"]
    assert document["version"] == 1
    assert document["summary"] == {"packages": 1, "stages": 3, "errors": 1, "warnings": 0}
    (package,) = document["packages"]
    assert list(package) == ["path", "name", "stages", "extensions", "findings"]
    assert package["path"] == str(good.folder)
    assert package["stages"][0] == {
        "kind": "source",
        "key": "orders",
        "class": "Orders",
        "module": "pushcart_shop.sources.orders",
        "found_by": None,
    }
    assert [extension["key"] for extension in package["extensions"]] == ["audit"]
    (finding,) = package["findings"]
    assert finding == {
        "code": "PCE203",
        "name": "class-name",
        "severity": "error",
        "message": "The source under the key 'orders' must be called OrdersSource, not Orders.",
        "hint": "Rename the class to OrdersSource.",
        "path": "src/pushcart_shop/sources/orders.py",
        "line": 4,
        "column": 7,
        "fixable": True,
        "url": "https://github.com/pushcart-extensions/pushcart-extensions/blob/main/docs/rules/PCE203.md",
    }


SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "schema" / "report-v1.schema.json").read_text(encoding="utf-8")
)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("static", [True, False], ids=["static", "imported"])
def test_the_report_of_a_real_check_fits_the_schema(good: Any, static: bool) -> None:
    good.replace("src/pushcart_shop/sources/orders.py", "class OrdersSource", "class Orders")
    jsonschema.validate(json.loads(json_text(good.check(static=static))), SCHEMA)


def test_an_awkward_report_fits_the_schema(awkward: Report) -> None:
    jsonschema.validate(json.loads(json_text(awkward)), SCHEMA)


def test_the_schema_refuses_what_is_no_report(awkward: Report) -> None:
    document = json.loads(json_text(awkward))
    document["packages"][0]["findings"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)
