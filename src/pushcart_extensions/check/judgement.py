"""Applies the rules to the evidence about one package; knows no rule by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.examined import Examined
from pushcart_extensions.check.evidence.package import Imported
from pushcart_extensions.check.findings import (
    Fault,
    Finding,
    FoundComponent,
    PackageReport,
    Severity,
)
from pushcart_extensions.check.rules.registry import (
    COMPONENT_RULES,
    CRASHED,
    IMPORT_RULES,
    PACKAGE_RULES,
    UNUSED_SUPPRESSION,
    WHEEL_RULES,
    Rule,
)
from pushcart_extensions.check.suppressions import suppressed, suppressions, unused
from pushcart_extensions.contract.kinds import EXTENSION

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.instructions import Suppression

E = TypeVar("E")


def judge(path: str, examined: Examined, choices: Choices) -> PackageReport:
    """Judge one package by what was found out about it.

    Args:
        path: The package as it was given.
        examined: All evidence about it.
        choices: How it is to be checked; the package's own settings fill in what they leave open.

    Raises:
        NothingCheckedError: None of the rules that are asked for had anything to judge.
    """
    package, report, packaged = examined
    choices = choices.with_settings(Path(path), package.tree.project.instructions)
    findings = _findings(examined, choices)
    marks = suppressions(package)
    if marks:
        findings = _without_suppressed(findings, marks, examined, choices)
    if choices.selection:
        from pushcart_extensions.check.judgeable import ensure_checked

        ensure_checked(path, examined, choices.selection, findings)
    found = [
        _found(component, imported=report is not None)
        for component in package.components
        if component.is_claimed and (packaged is None or packaged.holds(component))
    ]
    return PackageReport(
        path=path,
        name=package.tree.project.name,
        stages=tuple(component for component in found if component.kind != EXTENSION.name),
        extensions=tuple(component for component in found if component.kind == EXTENSION.name),
        strict=choices.strict,
        findings=tuple(_mendable(one, examined) for one in in_order(findings)),
    )


class Verdict(NamedTuple):
    """What one rule says of one piece of evidence.

    Attributes:
        findings: What it found.
        blamed: Kind and key of the components of which no other rule need tell what follows from that.
    """

    findings: tuple[Finding, ...]
    blamed: frozenset[tuple[str, str]] = frozenset()


def apply_rule(rule: Rule[E], evidence: E, about: tuple[str, str] | None = None) -> Verdict:
    """Return what one rule finds; a rule that raises becomes a finding of its own.

    Args:
        rule: The rule.
        evidence: What it judges.
        about: Kind and key of the component that the evidence is of; None where it is of more than one.
    """
    try:
        faults = list(rule.faults(evidence))
    except Exception as error:  # noqa: BLE001 - a defect of one rule must not hide what others find
        message = f"Rule {rule.code} {rule.name} failed: {type(error).__name__}: {error}"
        fault = Fault(message, hint="Please report this as a defect of the checker.")
        return Verdict((_finding(CRASHED, fault),))
    # A fault that names its component explains what follows from it, be it only a warning.
    unless_named = about if rule.severity is Severity.ERROR else None
    blamed = (fault.about or unless_named for fault in faults)
    return Verdict(tuple(_finding(rule, fault) for fault in faults), frozenset(filter(None, blamed)))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, line and code."""
    return sorted(findings, key=_position)


def _findings(examined: Examined, choices: Choices) -> list[Finding]:
    """Return what the rules find; those that are not asked for only keep others from following up on them."""
    package, report, packaged = examined
    findings: list[Finding] = []
    blamed: set[tuple[str, str]] = set()

    def apply(rules: Iterable[Rule[E]], evidence: E, about: tuple[str, str] | None = None) -> None:
        for rule in rules:
            verdict = apply_rule(rule, evidence, about)
            blamed.update(verdict.blamed)
            if choices.asks_for(rule.code):
                findings.extend(verdict.findings)

    if examined.is_readable:
        apply(PACKAGE_RULES, package)
    for component in package.components:
        apply(COMPONENT_RULES, component, component.about)
    if packaged:
        apply(WHEEL_RULES, packaged)
    if report:
        for rule in IMPORT_RULES:  # each is told whom those before it have blamed
            apply((rule,), Imported(package, report, frozenset(blamed)))
    return findings


def _without_suppressed(
    findings: list[Finding], marks: tuple[Suppression, ...], examined: Examined, choices: Choices
) -> list[Finding]:
    """Return the findings that no line suppresses, and one for each suppression that did nothing."""
    from pushcart_extensions.check.judgeable import is_settled

    met = [(finding, suppressed(finding, marks)) for finding in findings]
    kept = [finding for finding, by in met if not by]
    if choices.asks_for(UNUSED_SUPPRESSION.code):
        used = [mark for _, by in met for mark in by]
        settled = is_settled(examined, choices.selection)
        kept += [_finding(UNUSED_SUPPRESSION, fault) for fault in unused(marks, used, settled)]
    return kept


def _finding(rule: Rule[E], fault: Fault) -> Finding:
    return Finding(
        rule.code, rule.name, rule.severity, fault.message, fault.hint, fault.place, rule.url, fault.fix
    )


def _mendable(finding: Finding, examined: Examined) -> Finding:
    """Take away a fix for what can't be edited: an archive, or metadata that are computed."""
    if finding.fix is None:
        return finding
    if examined.packaged is not None and not examined.packaged.built:
        return finding._replace(fix=None)
    from pushcart_extensions.check.by_hand import by_hand

    instruction = by_hand(finding.fix, examined.package.tree.project)
    return finding._replace(fix=None, by_hand=instruction) if instruction else finding


def _position(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return (
        place.path if place else "",
        (place.line or 0) if place else 0,
        (place.column or 0) if place else 0,
        finding.code,
        finding.message,
    )


def _found(component: Component, *, imported: bool) -> FoundComponent:
    loaded = component.loaded
    found_by = "static" if not imported else loaded.found_by if loaded and loaded.facts else None
    return FoundComponent(
        kind=component.kind.name,
        key=component.key,
        class_name=component.facts.name if component.facts else None,
        module=component.module.name,
        found_by=found_by,
    )
