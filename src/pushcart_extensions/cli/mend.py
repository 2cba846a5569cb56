"""What ``pushcart-check --diff`` and ``--fix`` do with the fixes of a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import tomlkit  # noqa: F401 - missing, it is to be said before anything is checked
import typer

from pushcart_extensions.check.findings import PackageReport, Report
from pushcart_extensions.check.mending import Judge, Mending, new_findings, plan_mending
from pushcart_extensions.cli.diffs import show_plans
from pushcart_extensions.edits.abandoned import remove_all_abandoned
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.plan import reverse
from pushcart_extensions.errors.wording import in_one_line

Check = Callable[[], Report]
"""Checks the same paths in the same way again."""


def mended(check: Check, judge: Judge, *, diff: bool, fix: bool) -> Report:
    """Check, then show or make the changes that mend what was found.

    Args:
        check: Checks what is to be checked.
        judge: Checks a folder by its files alone.
        diff: Print the changes and exit: with 1 where there are some, 2 where a rule failed, else 0.
        fix: Make the changes.

    Returns:
        What is left.

    Raises:
        EditError: A file is not what it was when it was checked; its package stays as it is.
        CannotWriteError: The system refuses to write; the package stays as it is.
    """
    if diff and fix:
        raise typer.BadParameter("--diff shows what --fix would do; take one of the two")
    report = check()
    if diff:
        is_mendable = _show_diff(report, judge)
        sys.exit(2 if report.rule_crashed else int(is_mendable))
    return _mend(report, check, judge)


def _show_diff(report: Report, judge: Judge) -> bool:
    """Print the changes that would mend the packages of a report as one diff; tell whether there are some."""
    return show_plans([(package.path, _planned(package, judge).plan) for package in report.packages])


def _mend(report: Report, check: Check, judge: Judge) -> Report:
    """Write the changes that mend the packages of a report, check again, and return what is left.

    Where the second check has an error that the first one didn't have, the package gets back what it had.
    """
    for package in report.packages:
        remove_all_abandoned(Path(package.path))
    mendings = {package.path: _planned(package, judge) for package in report.packages}
    written = {path: apply_plan(mending.plan, Path(path)) for path, mending in mendings.items()}
    if not any(written.values()):
        return report
    after = check()
    undone = False
    for package, now in zip(report.packages, after.packages, strict=True):
        if not written[package.path]:
            continue
        brought = new_findings(package.findings, now.findings, errors_only=True)
        if brought:
            apply_plan(reverse(mendings[package.path].plan), Path(package.path))
            _say(f"{package.path} stays as it was: that would bring {brought[0].code}: {brought[0].message}")
            undone = True
            continue
        for path in written[package.path]:
            _say(f"mended {os.path.normpath(Path(package.path) / path)}")
    return check() if undone else after


def _planned(package: PackageReport, judge: Judge) -> Mending:
    """Plan what mends a package, and say what is not mended."""
    mending = plan_mending(package, judge)
    for finding, reason in mending.refusals:
        where = f" in {finding.place.path}" if finding.place else ""
        _say(f"{package.path}: {finding.code} {finding.name}{where} is not mended: {reason}")
    return mending


def _say(message: str) -> None:
    print(f"pushcart-check: {in_one_line(message)}", file=sys.stderr)
