"""The table of rules."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from pushcart_extensions.check.engine import check
from pushcart_extensions.check.rules.registry import PACKAGE_RULES, RULES, Rule


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_rule_has_a_code_a_name_and_an_explanation(rule: Rule[Any]) -> None:
    assert re.fullmatch(r"PCE\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    explanation = inspect.getdoc(rule.faults) or ""
    summary, _, rest = explanation.partition("\n\n")
    assert summary.endswith(".")
    assert rest, "says what is wrong, and neither why nor what to do"


def test_a_rule_that_crashes_is_a_finding_and_hides_no_other(
    good: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_package: object) -> Any:
        raise ZeroDivisionError("oh")

    broken = PACKAGE_RULES[0]._replace(faults=crash)
    monkeypatch.setattr("pushcart_extensions.check.judgement.PACKAGE_RULES", (broken, *PACKAGE_RULES[1:]))
    good.replace("pyproject.toml", '"pushcart-extensions>=0.1"', "")
    report = check(good.write(), static=True)
    assert report.rule_crashed
    assert {finding.code for finding in report.packages[0].findings} == {"PCE001", "PCE105"}
    assert "ZeroDivisionError: oh" in report.packages[0].findings[0].message
