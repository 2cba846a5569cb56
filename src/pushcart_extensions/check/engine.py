"""Runs the rules over the evidence; knows no rule by name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.package import Imported, Package, gather
from pushcart_extensions.check.evidence.project import read_project
from pushcart_extensions.check.evidence.source_tree import find_package, read_source_tree
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
    Rule,
)
from pushcart_extensions.contract.kinds import EXTENSION
from pushcart_extensions.contract.names import import_package
from pushcart_extensions.errors import NotAPackageError

E = TypeVar("E")
DEFAULT_TIMEOUT = 30.0
"""Seconds that the import of one package may take."""


def check(
    path: str | os.PathLike[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
) -> Report:
    """Check whether a package conforms to the conventions for Pushcart extensions.

    Nothing in the folder is changed. Unless ``static`` is set the package is imported, in a child
    process; that is no sandbox.

    Args:
        path: The folder of a package, or a folder that holds several.
        static: Judge the files alone and import nothing.
        python: The Python that has the package's dependencies, an executable or a virtual
            environment; by default the package's ``.venv``, then the active environment, then the
            Python that runs this.
        timeout: Seconds that the import of one package may take.

    Returns:
        What was found.

    Raises:
        NotAPackageError: The path holds no package.
        InterpreterError: ``python`` is no Python.
    """
    return check_paths([os.fspath(path)], static=static, python=python, timeout=timeout)


def check_paths(
    paths: Iterable[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
) -> Report:
    """Check several paths as ``check`` checks one; a package that two paths name is checked once.

    Raises:
        NotAPackageError: One of the paths holds no package; then none is checked.
        InterpreterError: ``python`` is no Python.
    """
    roots = {os.path.realpath(root): root for path in paths for root in packages_at(path)}.values()
    return Report(
        tuple(_check_package(root, static=static, python=python, timeout=timeout) for root in roots)
    )


def _check_package(path: str, *, static: bool, python: str | None, timeout: float) -> PackageReport:
    root = Path(path)
    project = read_project(root)
    if project is None:
        raise NotAPackageError(path, "holds no package")
    expected = import_package(project.name) if project.name else None
    package_path = find_package(root, project, expected)
    # Under any other name than the expected one the host would not import it either.
    importable = package_path is not None and os.path.basename(package_path) == expected  # noqa: PTH119
    if static or package_path is None or not importable:
        tree = read_source_tree(root, project)
        return _judge(path, gather(tree, None), None)
    from pushcart_extensions.check.probe.interpreter import choose_interpreter
    from pushcart_extensions.check.probe.run import importing

    # The child imports while this process parses: it is what takes longest.
    with importing(root, project, package_path, choose_interpreter(root, python), timeout) as finish:
        tree = read_source_tree(root, project)
        report = finish()
    return _judge(path, gather(tree, report), report)


def _judge(path: str, package: Package, report: ImportReport | None) -> PackageReport:
    findings: list[Finding] = []
    blamed: set[tuple[str, str]] = set()
    for package_rule in PACKAGE_RULES:
        _apply(package_rule, package, None, findings, blamed)
    for component in package.components:
        for component_rule in COMPONENT_RULES:
            _apply(component_rule, component, component.about, findings, blamed)
    for import_rule in IMPORT_RULES if report else ():
        if report:
            _apply(import_rule, Imported(package, report, frozenset(blamed)), None, findings, blamed)
    found = [_found(component, imported=report is not None) for component in package.components]
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
