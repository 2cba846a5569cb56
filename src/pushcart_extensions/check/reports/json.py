"""The report as JSON, version 1 of its schema."""

from __future__ import annotations

import json

from pushcart_extensions.check.evidence.workflow import ITSELF
from pushcart_extensions.check.findings import Finding, FoundComponent, PackageReport, Report


def json_text(report: Report) -> str:
    """Return a report as a JSON document; a finding's path is relative to its package.

    What stands in a workflow file has none: the file is what was checked, and its lines are meant.
    """
    summary = report.summary
    document = {
        "version": 1,
        "summary": {
            "packages": summary.packages,
            "stages": summary.stages,
            "errors": summary.errors,
            "warnings": summary.warnings,
        },
        "packages": [_package(package) for package in report.packages],
    }
    return json.dumps(document, indent=2)


def _package(package: PackageReport) -> dict[str, object]:
    return {
        "path": package.path,
        "name": package.name,
        "stages": [_component(component) for component in package.stages],
        "extensions": [_component(component) for component in package.extensions],
        "findings": [_finding(finding) for finding in package.findings],
    }


def _component(component: FoundComponent) -> dict[str, object]:
    return {
        "kind": component.kind,
        "key": component.key,
        "class": component.class_name,
        "module": component.module,
        "found_by": component.found_by,
    }


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "path": place.path if place and place.path != ITSELF else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "fixable": finding.fixable,
        "url": finding.url,
    }
