"""Which rules had anything to judge: so that "no fault" is never said of what was not looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pushcart_extensions.check.evidence.examined import Examined
from pushcart_extensions.check.evidence.import_report import ImportReport, Outcome
from pushcart_extensions.check.findings import Finding, Severity
from pushcart_extensions.check.rules.registry import (
    ALWAYS,
    COMPONENT_RULES,
    IMPORT_RULES,
    PACKAGE_RULES,
    WHEEL_RULES,
    Rule,
)
from pushcart_extensions.check.selection import EVERYTHING, Selection
from pushcart_extensions.errors import NothingCheckedError

_BY_METADATA_ALONE = "PCE1"
"""The family of the rules that need no import package."""
_BY_FILES_ALONE = ("PCE1", "PCE2")
"""Families that an import adds nothing to."""


def ensure_checked(path: str, examined: Examined, selection: Selection, findings: list[Finding]) -> None:
    """See to it that at least one of the selected rules had something to judge, or an error is told anyway.

    Args:
        path: The package, as it was given.
        examined: The evidence.
        selection: Which rules.
        findings: What they found.

    Raises:
        NothingCheckedError: None had.
    """
    if any(finding.severity is Severity.ERROR for finding in findings):
        return
    if not any(selection.names(rule.code) for rule in _judging(examined)):
        reason = "the rules that are selected need what this package, or this kind of check, doesn't have"
        raise NothingCheckedError(path, reason)


def is_settled(examined: Examined, selection: Selection | None) -> Callable[[str], bool]:
    """Return a function that tells whether a check would have found what a rule of a code finds.

    What only running the package tells is not settled where it was not run, or not to its end.

    Args:
        examined: The evidence.
        selection: Which rules; None for all of them.
    """
    asked = selection or EVERYTHING
    judging = {rule.code for rule in _judging(examined)}
    whole = examined.report is not None and _is_whole(examined.report)

    def settled(code: str) -> bool:
        by_files = code.startswith(_BY_FILES_ALONE) or code in {rule.code for rule in WHEEL_RULES}
        return code in judging and asked.includes(code) and (by_files or whole)

    return settled


def _judging(examined: Examined) -> Iterator[Rule[Any]]:
    """Yield the rules for which there was evidence."""
    tree = examined.package.tree
    for rule in PACKAGE_RULES if examined.is_readable and not tree.project.problem else ():
        if rule.code not in ALWAYS and (tree.package_path or rule.code.startswith(_BY_METADATA_ALONE)):
            yield rule
    yield from COMPONENT_RULES if examined.package.components else ()
    yield from WHEEL_RULES if examined.packaged else ()
    yield from IMPORT_RULES if examined.report and _has_begun(examined.report) else ()


def _has_begun(report: ImportReport) -> bool:
    return all(end.outcome is not Outcome.NOT_STARTED for end in report.ends)


def _is_whole(report: ImportReport) -> bool:
    loaded = (*report.stages.values(), *report.targets.values())
    return not report.ends and report.package is None and all(one.failure is None for one in loaded)
