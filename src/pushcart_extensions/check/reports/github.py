"""The report as GitHub's workflow commands: an annotation for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.findings import Finding, PackageReport, Report, Severity
from pushcart_extensions.check.reports.locations import working_path
from pushcart_extensions.errors.wording import in_one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def github_text(report: Report) -> str:
    """Return a report as annotations, a line each; empty where there is nothing to say.

    The lines are those that GitHub's runner reads from any step's output:
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(
        _annotation(package, finding) for package in report.packages for finding in package.findings
    )


def _annotation(package: PackageReport, finding: Finding) -> str:
    properties = ",".join(
        f"{name}={_escaped(value, _PROPERTY)}" for name, value in _properties(package, finding)
    )
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(text, _DATA)}"


def _properties(package: PackageReport, finding: Finding) -> Iterator[tuple[str, str]]:
    place = finding.place
    yield "title", f"{finding.code} {finding.name}"
    yield "file", working_path(package, finding)
    if place and place.line:
        yield "line", str(place.line)
        if place.column:
            yield "col", str(place.column)
            if place.end_column:
                yield "endColumn", str(place.end_column)


def _escaped(text: str, characters: dict[str, str]) -> str:
    """Return text with what would end a command or a property, or steer a terminal, escaped."""
    return "".join(characters.get(character) or in_one_line(character) for character in text)
