"""The report as SARIF 2.1.0, which code scanning reads.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from urllib.parse import quote

from pushcart_extensions import __version__
from pushcart_extensions.check.explanation import Explanation, explanations
from pushcart_extensions.check.findings import Finding, PackageReport, Report, Severity
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.reports.locations import working_path
from pushcart_extensions.check.reports.rules import explanation_markdown, explanation_text
from pushcart_extensions.check.reports.sarif_fixes import sarif_fixes
from pushcart_extensions.check.rules.registry import HOME

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_text(report: Report) -> str:
    """Return a report as a SARIF log of one run; paths are relative to the working folder."""
    rules = explanations()
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "pushcart-check",
                        "semanticVersion": __version__,
                        "informationUri": HOME,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "invocations": [{"executionSuccessful": not report.rule_crashed}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(package, finding, numbers[finding.code])
                    for package in report.packages
                    for finding in package.findings
                ],
            }
        ],
    }
    return json.dumps(log, indent=2)


def _rule(rule: Explanation) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join((rule.summary, *rule.paragraphs))},
        "help": {"text": explanation_text(rule), "markdown": explanation_markdown(rule)},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(package: PackageReport, finding: Finding, rule: int) -> dict[str, object]:
    text = f"{finding.message} {finding.hint}" if finding.hint else finding.message
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(package, finding)}],
    }
    if fixes := sarif_fixes(package, finding):
        result["fixes"] = fixes
    return result


def _location(package: PackageReport, finding: Finding) -> dict[str, object]:
    uri = quote(working_path(package, finding).encode("utf-8", "surrogateescape"))
    location: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if finding.place and finding.place.line:
        location["region"] = _region(finding.place)
    return location


def _region(place: Place) -> dict[str, int]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.end_column}
    if not place.column:
        # An end without a start would count from the first column.
        del region["endColumn"]
    return {name: value for name, value in region.items() if value}
