"""What the checker has to say, as data: findings, components, reports."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.check.place import Place

if TYPE_CHECKING:
    from pushcart_extensions.check.remedies import Fix


RULE_CRASHED = "PCE001"
"""The code of what stands for a rule that raised."""


class Severity(StrEnum):
    """How much a finding weighs: an error fails, a warning only under ``strict``, info never."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Fault(NamedTuple):
    """What a rule yields; the engine adds the rule's code, name and severity.

    Attributes:
        message: What is wrong, as a whole sentence.
        place: Where; None for the package as a whole.
        hint: The way out, as a whole sentence.
        about: Kind and key of the component that it concerns, so that no later rule blames the same
            component for what follows from this.
        fix: What would mend it, where that is plain.
    """

    message: str
    place: Place | None = None
    hint: str | None = None
    about: tuple[str, str] | None = None
    fix: Fix | None = None


class Finding(NamedTuple):
    """One thing that the checker has to say about a package.

    Attributes:
        code: The rule's code.
        name: The rule's name.
        severity: How much it weighs.
        message: What is wrong, as a whole sentence.
        hint: The way out, as a whole sentence.
        place: Where; None for the package as a whole.
        url: The rule's page.
        fix: What ``--fix`` would do about it; None where that is not plain.
        by_hand: What to write by hand where it is plain and no edit can do it, and why.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str | None = None
    place: Place | None = None
    url: str | None = None
    fix: Fix | None = None
    by_hand: str | None = None

    @property
    def fixable(self) -> bool:
        """Whether ``--fix`` can mend it."""
        return self.fix is not None


class FoundComponent(NamedTuple):
    """A stage or extension of a package, as far as it could be identified.

    Attributes:
        kind: Its kind, by its name: ``source``, say.
        key: Its configuration key, the name of its module.
        class_name: The class; None where no class could be told.
        module: The dotted name of the module that defines the class.
        found_by: ``entry-point`` or ``scan`` as the host's discovery answered, ``static`` where
            nothing was imported, None where it could not be verified.
    """

    kind: str
    key: str
    class_name: str | None
    module: str
    found_by: str | None


class PackageReport(NamedTuple):
    """Everything about one package.

    Attributes:
        path: The package's folder as it was given.
        name: Its distribution name; None where it has none.
        stages: Its stages, by kind and key.
        extensions: Its components of kind extension, by key.
        findings: What is wrong, by place.
        strict: Whether the package itself asks that warnings fail too.
    """

    path: str
    name: str | None
    stages: tuple[FoundComponent, ...]
    extensions: tuple[FoundComponent, ...]
    findings: tuple[Finding, ...]
    strict: bool = False

    def failed(self, *, strict: bool = False) -> bool:
        """Tell whether there are errors, or where that is asked for, warnings."""
        severities = {finding.severity for finding in self.findings}
        return Severity.ERROR in severities or ((strict or self.strict) and Severity.WARNING in severities)


class Summary(NamedTuple):
    """The figures of a report."""

    packages: int
    stages: int
    errors: int
    warnings: int


class Report(NamedTuple):
    """What a check found, over one package or several."""

    packages: tuple[PackageReport, ...]

    @property
    def summary(self) -> Summary:
        """The figures of the whole report."""
        severities = [finding.severity for package in self.packages for finding in package.findings]
        return Summary(
            packages=len(self.packages),
            stages=sum(len(package.stages) for package in self.packages),
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
        )

    def failed(self, *, strict: bool = False) -> bool:
        """Tell whether there are errors, or with ``strict`` warnings."""
        return any(package.failed(strict=strict) for package in self.packages)

    def judged(self, *, strict: bool) -> Report:
        """Return the report with warnings that fail too, where that is asked for."""
        return Report(tuple(one._replace(strict=one.strict or strict) for one in self.packages))

    @property
    def rule_crashed(self) -> bool:
        """Whether a rule of the checker itself failed, which makes any verdict void."""
        return any(f.code == RULE_CRASHED for package in self.packages for f in package.findings)
