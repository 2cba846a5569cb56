"""Applies the rules to the evidence about one package; knows no rule by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Imported
from pushcart_extensions.check.examination import Examined
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
    WORKFLOW_RULES,
    Rule,
)
from pushcart_extensions.check.suppressions import suppressed, suppressions, unused
from pushcart_extensions.contract.kinds import EXTENSION
from pushcart_extensions.errors import NothingCheckedError

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.instructions import Suppression
    from pushcart_extensions.check.selection import Selection

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
    findings = _findings(examined, choices.selection)
    marks = suppressions(package)
    if marks:
        findings = _without_suppressed(findings, marks, examined, choices.selection)
    if choices.selection:
        from pushcart_extensions.check.coverage import ensure_checked

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
        findings=tuple(_mendable(one, examined) for one in sorted(findings, key=_position)),
    )


def judge_workflow(path: str, choices: Choices) -> PackageReport:
    """Judge one workflow file by the stages that are installed where ``choices.python`` is, or here.

    Args:
        path: The file.
        choices: How it is to be checked.

    Raises:
        NothingCheckedError: Nothing may be imported, or no rule about workflows is asked for, or the
            Python that should import them can't.
        InterpreterError: The Python that was named is none.
    """
    import sys

    from pushcart_extensions.check.probe.interpreter import choose_interpreter
    from pushcart_extensions.check.probe.workflow import read_workflow

    chosen = choices.selection
    rules = [rule for rule in WORKFLOW_RULES if chosen is None or chosen.includes(rule.code)]
    if choices.static or not rules:
        reason = (
            "a workflow is held against the stages that are installed"
            if choices.static
            else "no rule is left"
        )
        raise NothingCheckedError(path, reason)
    # What runs a workflow has no folder, so that no .venv speaks for it.
    interpreter = choose_interpreter(Path(path), choices.python) if choices.python else sys.executable
    workflow = read_workflow(path, interpreter, choices.seconds)
    if workflow.problems and WORKFLOW_RULES[0] not in rules:
        raise NothingCheckedError(path, "it can't be read or planned, and no rule that says why is asked for")
    findings: list[Finding] = []
    for rule in rules:
        _apply(rule, workflow, None, findings, set())
    ordered = tuple(sorted(findings, key=_position))
    return PackageReport(path, None, workflow.stages, workflow.extensions, ordered)


def _findings(examined: Examined, selection: Selection | None) -> list[Finding]:
    """Return what the rules find; those that are not selected only keep others from following up on them."""
    package, report, packaged = examined
    findings: list[Finding] = []
    blamed: set[tuple[str, str]] = set()

    def apply(rule: Rule[E], evidence: E, about: tuple[str, str] | None = None) -> None:
        is_asked_for = selection is None or selection.includes(rule.code)
        _apply(rule, evidence, about, findings if is_asked_for else [], blamed)

    for package_rule in PACKAGE_RULES if examined.is_readable else ():
        apply(package_rule, package)
    for component in package.components:
        for component_rule in COMPONENT_RULES:
            apply(component_rule, component, component.about)
    for wheel_rule in WHEEL_RULES if packaged else ():
        if packaged:
            apply(wheel_rule, packaged)
    for import_rule in IMPORT_RULES if report else ():
        if report:
            apply(import_rule, Imported(package, report, frozenset(blamed)))
    return findings


def _without_suppressed(
    findings: list[Finding],
    marks: tuple[Suppression, ...],
    examined: Examined,
    selection: Selection | None,
) -> list[Finding]:
    """Return the findings that no line suppresses, and one for each suppression that did nothing."""
    from pushcart_extensions.check.coverage import is_settled

    met = [(finding, suppressed(finding, marks)) for finding in findings]
    kept = [finding for finding, by in met if not by]
    if selection is None or selection.includes(UNUSED_SUPPRESSION.code):
        used = [mark for _, by in met for mark in by]
        settled = is_settled(examined, selection)
        kept += [_finding(UNUSED_SUPPRESSION, fault) for fault in unused(marks, used, settled)]
    return kept


def _apply(
    rule: Rule[E],
    evidence: E,
    about: tuple[str, str] | None,
    findings: list[Finding],
    blamed: set[tuple[str, str]],
) -> None:
    """Add what one rule finds; a rule that raises becomes a finding of its own."""
    try:
        faults = list(rule.faults(evidence))
    except Exception as error:  # noqa: BLE001 - a defect of one rule must not hide what others find
        message = f"Rule {rule.code} {rule.name} failed: {type(error).__name__}: {error}"
        findings.append(
            _finding(CRASHED, Fault(message, hint="Please report this as a defect of the checker."))
        )
        return
    for fault in faults:
        findings.append(_finding(rule, fault))
        # A fault that names its component explains what follows from it, be it only a warning.
        concerned = fault.about or (about if rule.severity is Severity.ERROR else None)
        if concerned:
            blamed.add(concerned)


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
    from pushcart_extensions.check.remedies import by_hand

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
