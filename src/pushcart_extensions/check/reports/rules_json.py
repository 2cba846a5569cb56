"""The rules as JSON, version 1 of its schema: for editors and whoever else shows what a code means."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pushcart_extensions.check.examples.model import Excerpt
from pushcart_extensions.check.explanation import Explanation
from pushcart_extensions.check.reports.rules import seen_with


def rules_json(rules: Iterable[Explanation]) -> str:
    """Return explanations of rules as a JSON document."""
    return json.dumps({"version": 1, "rules": [_rule(rule) for rule in rules]}, indent=2)


def _rule(rule: Explanation) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "paragraphs": list(rule.paragraphs),
        "wrong": [_excerpt(excerpt) for excerpt in rule.invalid],
        "right": [_excerpt(excerpt) for excerpt in rule.valid],
        "seen_with": seen_with(rule),
        "url": rule.url,
    }


def _excerpt(excerpt: Excerpt) -> dict[str, object]:
    return {"path": excerpt.path, "text": excerpt.text}
