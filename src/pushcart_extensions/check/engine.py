"""Runs the rules over the evidence; knows no rule by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

from pushcart_extensions.check.choices import DEFAULT_TIMEOUT, Choices, say_nothing
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Imported
from pushcart_extensions.check.examination import Examined, examine
from pushcart_extensions.check.findings import (
    Fault,
    Finding,
    FoundComponent,
    PackageReport,
    Report,
    Severity,
)
from pushcart_extensions.check.packages import packages_at
from pushcart_extensions.check.rules.registry import (
    COMPONENT_RULES,
    CRASHED,
    IMPORT_RULES,
    PACKAGE_RULES,
    WHEEL_RULES,
    Rule,
)
from pushcart_extensions.contract.kinds import EXTENSION

E = TypeVar("E")


def check(  # noqa: PLR0913 - a library's one door: each choice has a name
    path: str | os.PathLike[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    wheel: bool = False,
    isolated: bool = True,
) -> Report:
    """Check whether a package conforms to the conventions for Pushcart extensions.

    Nothing in the folder is changed. Unless ``static`` is set the package is imported, in a child
    process; that is no sandbox.

    Args:
        path: The folder of a package, a folder that holds several, or a wheel.
        static: Judge the files alone and import nothing.
        python: The Python that has the package's dependencies, an executable or a virtual
            environment; by default the package's ``.venv``, then the active environment, then the
            Python that runs this.
        timeout: Seconds that the import of one package may take.
        wheel: Build the package's wheel too, on a copy of the folder, judge it, and run discovery on
            what it unpacks to. Needs the ``build`` library.
        isolated: Let a build backend run in an environment of its own, made for it; otherwise the
            backend that is installed is used.

    Returns:
        What was found.

    Raises:
        NotAPackageError: The path holds no package.
        InterpreterError: ``python`` is no Python.
        ModuleNotFoundError: A wheel is to be built, and the ``build`` library is missing.
    """
    return check_paths(
        [os.fspath(path)], static=static, python=python, timeout=timeout, wheel=wheel, isolated=isolated
    )


def check_paths(  # noqa: PLR0913 - as above
    paths: Iterable[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    wheel: bool = False,
    isolated: bool = True,
    tell: Callable[[str], None] = say_nothing,
) -> Report:
    """Check several paths as ``check`` checks one; a package that two paths name is checked once.

    ``tell`` is told each step that takes long.

    Raises:
        NotAPackageError: One of the paths holds no package; then none is checked.
        InterpreterError: ``python`` is no Python.
    """
    choices = Choices(static, python, timeout, wheel, isolated, tell)
    roots = {os.path.realpath(root): root for path in paths for root in packages_at(path)}.values()
    return Report(tuple(_judge(root, examine(root, choices)) for root in roots))


def _judge(path: str, examined: Examined) -> PackageReport:
    package, report, packaged = examined
    findings: list[Finding] = []
    blamed: set[tuple[str, str]] = set()
    for package_rule in PACKAGE_RULES if examined.is_readable else ():
        _apply(package_rule, package, None, findings, blamed)
    for component in package.components:
        for component_rule in COMPONENT_RULES:
            _apply(component_rule, component, component.about, findings, blamed)
    for wheel_rule in WHEEL_RULES if packaged else ():
        if packaged:
            _apply(wheel_rule, packaged, None, findings, blamed)
    for import_rule in IMPORT_RULES if report else ():
        if report:
            _apply(import_rule, Imported(package, report, frozenset(blamed)), None, findings, blamed)
    found = [
        _found(component, imported=report is not None)
        for component in package.components
        if packaged is None or packaged.holds(component)
    ]
    return PackageReport(
        path=path,
        name=package.tree.project.name,
        stages=tuple(component for component in found if component.kind != EXTENSION.name),
        extensions=tuple(component for component in found if component.kind == EXTENSION.name),
        findings=tuple(sorted(findings, key=_position)),
    )


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
        concerned = fault.about or about
        if concerned and rule.severity is Severity.ERROR:
            blamed.add(concerned)


def _finding(rule: Rule[E], fault: Fault) -> Finding:
    return Finding(rule.code, rule.name, rule.severity, fault.message, fault.hint, fault.place, url=rule.url)


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
