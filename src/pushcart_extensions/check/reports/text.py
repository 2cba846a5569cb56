"""The report as text: grouped by file, with the line, the reason and the way out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pushcart_extensions.check.findings import Finding, FoundComponent, PackageReport, Place, Report, Severity

Segment = tuple[str, str]
"""A piece of text and its style: a word of rich's markup, empty for plain."""
Line = tuple[Segment, ...]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_FOUND_BY = {"entry-point": "found by entry point", "scan": "found by scan", "static": "not imported"}
_MAX_SOURCE_LINE = 160


def plain_text(report: Report) -> str:
    """Return a report without any styling."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in report_lines(report))


def report_lines(report: Report) -> Iterator[Line]:
    """Yield a report line by line, in styled pieces; paths are relative to the working folder."""
    for package in report.packages:
        yield from _package_lines(package)
        yield ()
    yield _summary_line(report)


def _package_lines(package: PackageReport) -> Iterator[Line]:
    yield ((package.name or "(no name)", "bold"), (f"  {package.path}", "dim"))
    for component in (*package.stages, *package.extensions):
        yield _component_line(component)
    for path, findings in groupby(package.findings, key=lambda finding: finding.place and finding.place.path):
        yield ()
        if path:
            yield ((_shown(os.path.normpath(Path(package.path) / path)), "underline"),)
        for finding in findings:
            yield from _finding_lines(package, finding)


def _component_line(component: FoundComponent) -> Line:
    found_by = _FOUND_BY.get(component.found_by or "", "not verified")
    known = component.found_by in ("entry-point", "scan")
    return (
        ("  ✓ " if known else "  · ", "green" if known else "yellow"),
        (f"{component.kind} {_shown(component.key)}", ""),
        (f" → {_shown(component.class_name or 'no class')}, {found_by}", "dim"),
    )


def _finding_lines(package: PackageReport, finding: Finding) -> Iterator[Line]:
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
        yield ((f"          {_shown(line)}", ""),)
    if place and place.line:
        yield from _source_lines(Path(package.path), place)
    if finding.hint:
        yield (("          → ", "green"), (_shown(finding.hint), ""))


def _source_lines(root: Path, place: Place) -> Iterator[Line]:
    """Yield the line of source to blame, with a caret under what is meant."""
    try:
        lines = (root / place.path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        source = lines[(place.line or 1) - 1].rstrip()
    except (OSError, IndexError):
        return
    if not source.strip() or len(source) > _MAX_SOURCE_LINE:
        return
    number = f"{place.line:>7} | "
    yield ((number, "dim"), (_shown(source.replace("\t", " ")), ""))
    if place.column and place.column <= len(source):
        width = max((place.end_column or place.column + 1) - place.column, 1)
        caret = " " * (_width(source[: place.column - 1])) + "^" * min(width, len(source) - place.column + 1)
        yield ((" " * (len(number) - 2) + "| ", "dim"), (caret, "red"))


def _summary_line(report: Report) -> Line:
    summary = report.summary
    counts = ", ".join(
        (
            _count(summary.packages, "package"),
            _count(summary.stages, "stage"),
            _count(summary.errors, "error"),
            _count(summary.warnings, "warning"),
        )
    )
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
    if None in found:
        return "no fault found, but not all could be verified"
    conforms = f"{subject} conform{'s' if subject == 'it' else ''}"
    return f"{conforms}, by the files alone" if "static" in found else conforms


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(text: str) -> str:
    """Return text with what would steer a terminal, or can't be encoded, escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode()
        for character in text
    )


def _width(text: str) -> int:
    import unicodedata  # only a finding needs it

    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
