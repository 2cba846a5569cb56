"""The report as text: grouped by file, with the line, the reason and the way out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pushcart_extensions.check.findings import Finding, FoundComponent, PackageReport, Report, Severity
from pushcart_extensions.check.packages import is_workflow
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.reports.source_lines import source_line
from pushcart_extensions.check.reports.widths import cut, display_width, wrapped
from pushcart_extensions.check.rules.registry import UNVERIFIED
from pushcart_extensions.errors.wording import in_one_line

Segment = tuple[str, str]
"""A piece of text and its style: a word of rich's markup, empty for plain."""
Line = tuple[Segment, ...]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_FOUND_BY = {"entry-point": "found by entry point", "scan": "found by scan", "static": "not imported"}
_MAX_SOURCE_LINE = 160
_INDENT = 10


def plain_text(report: Report, width: int | None = None) -> str:
    """Return a report without any styling, as wide as it needs or as ``width`` allows."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in report_lines(report, width))


def report_lines(report: Report, width: int | None = None) -> Iterator[Line]:
    """Yield a report line by line, in styled pieces; paths are relative to the working folder.

    Args:
        report: What to print.
        width: How wide a line may be; None for any width, as into a pipe.
    """
    for package in report.packages:
        yield from _package_lines(package, width)
        yield ()
    yield _summary_line(report)


def _package_lines(package: PackageReport, width: int | None) -> Iterator[Line]:
    name = package.name or ("workflow" if is_workflow(package.path) else "(no name)")
    yield ((in_one_line(name), "bold"), (f"  {in_one_line(package.path)}", "dim"))
    for component in (*package.stages, *package.extensions):
        yield _component_line(component)
    for path, findings in groupby(package.findings, key=lambda finding: finding.place and finding.place.path):
        yield ()
        if path:
            yield ((in_one_line(os.path.normpath(Path(package.path) / path)), "underline"),)
        for finding in findings:
            yield from _finding_lines(package, finding, width)


def _component_line(component: FoundComponent) -> Line:
    found_by = _FOUND_BY.get(component.found_by or "", "not verified")
    known = component.found_by in ("entry-point", "scan")
    return (
        ("  ✓ " if known else "  · ", "green" if known else "yellow"),
        (f"{component.kind} {in_one_line(component.key)}", ""),
        (f" → {in_one_line(component.class_name or 'no class')}, {found_by}", "dim"),
    )


def _finding_lines(package: PackageReport, finding: Finding, width: int | None) -> Iterator[Line]:
    place = finding.place
    where = "-"
    if place and place.line:
        where = f"{place.line}:{place.column}" if place.column else f"{place.line}"
    yield (
        (f"  {where:<7} ", "dim"),
        (finding.severity.value, _STYLES[finding.severity]),
        (f"  {finding.code} {finding.name}", "bold"),
    )
    for line in finding.message.splitlines() or [""]:
        for piece in wrapped(in_one_line(line), width, _INDENT):
            yield ((" " * _INDENT + piece, ""),)
    if place and place.line:
        yield from _source_lines(package.path, place, place.line, width)
    if finding.hint:
        bullet = "→ "
        for piece in wrapped(in_one_line(finding.hint), width, _INDENT + len(bullet)):
            yield ((" " * _INDENT + bullet, "green"), (piece, ""))
            bullet = "  "


def _source_lines(path: str, place: Place, line: int, width: int | None) -> Iterator[Line]:
    """Yield the line of source to blame, with a caret under what is meant."""
    source = (source_line(path, place.path, line) or "").rstrip()
    if not source or (width is None and len(source) > _MAX_SOURCE_LINE):
        return
    number = f"{line:>7} | "
    start = (place.column or 1) - 1
    end = min(max((place.end_column or 0) - 1, start + 1), len(source))
    before, blamed, after = (
        in_one_line(part.replace("\t", " ")) for part in (source[:start], source[start:end], source[end:])
    )
    before, blamed, after = cut(before, blamed, after, width - len(number) if width else None)
    yield ((number, "dim"), (before + blamed + after, ""))
    if place.column and blamed:
        yield (
            (" " * (len(number) - 2) + "| ", "dim"),
            (" " * display_width(before) + "^" * display_width(blamed), "red"),
        )


def _summary_line(report: Report) -> Line:
    summary = report.summary
    workflows = sum(is_workflow(package.path) for package in report.packages)
    checked = ((len(report.packages) - workflows, "package"), (workflows, "workflow file"))
    figures = (
        *((number, noun) for number, noun in checked if number),
        (summary.stages, "stage"),
        (summary.errors, "error"),
        (summary.warnings, "warning"),
    )
    counts = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in figures)
    style = (
        _STYLES[Severity.ERROR]
        if summary.errors
        else _STYLES[Severity.WARNING]
        if summary.warnings
        else "green"
    )
    return ((f"{counts}: {_verdict(report)}", style),)


def _verdict(report: Report) -> str:
    subject = "it" if len(report.packages) == 1 else "they"
    found = [one.found_by for package in report.packages for one in (*package.stages, *package.extensions)]
    if report.summary.errors:
        return f"{subject} {'does' if subject == 'it' else 'do'} not conform"
    if report.failed():
        return f"{subject} {'does' if subject == 'it' else 'do'} not conform, since warnings count"
    codes = {finding.code for package in report.packages for finding in package.findings}
    if None in found or codes & UNVERIFIED:
        return "no fault found, but not all could be verified"
    conforms = f"{subject} conform{'s' if subject == 'it' else ''}"
    return f"{conforms}, by the files alone" if "static" in found else conforms
