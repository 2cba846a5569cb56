"""The rules as people read them: on the terminal and on the docs' pages."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pushcart_extensions.check.explanation import Explanation, explain, explanations, find_rule
from pushcart_extensions.check.reports.rules import explanation_text, list_text, pages
from pushcart_extensions.check.reports.rules_json import rules_json

DOCS = Path(__file__).parents[3] / "docs" / "rules"
SCHEMA = json.loads((DOCS.parent / "schema" / "rules-v1.schema.json").read_text(encoding="utf-8"))


def class_name() -> Explanation:
    rule = find_rule("PCE203")
    assert rule
    return explain(rule)


def test_the_pages_in_the_docs_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert written == pages(explanations()), "run: python3 tasks.py docs"


def test_a_rule_is_found_by_its_code_or_its_name() -> None:
    assert find_rule("PCE203") == find_rule(" pce203 ") == find_rule("class-name")
    assert find_rule("PCE2") is None


@pytest.mark.parametrize("rule", explanations(), ids=lambda rule: rule.code)
def test_an_explanation_says_what_why_and_how_to_mend_with_an_example(rule: Explanation) -> None:
    assert rule.summary.endswith(".")
    assert rule.paragraphs
    if rule.code != "PCE001":
        assert rule.invalid
        assert rule.valid


def test_an_explanation_fits_the_terminal() -> None:
    prose = [line for line in explanation_text(class_name(), 40).splitlines() if "  " not in line]
    assert all(len(line) <= 40 for line in prose if "://" not in line)


def test_an_explanation_shows_the_invalid_and_the_valid_code() -> None:
    text = explanation_text(class_name())
    assert (
        "\nWrong\n\n  src/pushcart_shop/sources/orders.py:\n\n      class ShopOrders(SourceBase):\n" in text
    )
    assert (
        "\nRight\n\n  src/pushcart_shop/sources/orders.py:\n\n      class OrdersSource(SourceBase):\n" in text
    )
    assert text.endswith("/docs/rules/PCE203.md")


@pytest.mark.parametrize("rule", explanations(), ids=lambda rule: rule.code)
def test_no_heading_of_an_explanation_has_nothing_under_it(rule: Explanation) -> None:
    blocks = explanation_text(rule).split("\n\n")
    below = [blocks[number + 1] for number, block in enumerate(blocks[:-1]) if block in {"Wrong", "Right"}]
    assert all(block.startswith("  ") for block in below)


def test_the_list_has_a_line_for_each_rule() -> None:
    lines = list_text(explanations()).splitlines()
    assert len(lines) == len(explanations())
    assert lines == sorted(lines)
    assert any(line.split()[:3] == ["PCE203", "error", "class-name"] for line in lines)


def test_the_rules_as_json_fit_their_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(rules_json(explanations()))
    jsonschema.validate(document, SCHEMA)
    assert [rule["code"] for rule in document["rules"]] == [rule.code for rule in explanations()]


def test_a_rule_as_json_says_what_its_page_says() -> None:
    (rule,) = json.loads(rules_json([class_name()]))["rules"]
    assert (rule["code"], rule["name"], rule["severity"]) == ("PCE203", "class-name", "error")
    assert rule["wrong"][0]["text"].startswith("class ShopOrders(SourceBase):")
    assert rule["right"][0]["text"].startswith("class OrdersSource(SourceBase):")
    assert rule["seen_with"] is None
