"""``# noqa: PCE203``: takes away the findings that a line suppresses, and tells which did nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pushcart_extensions.check.evidence.instructions import Suppression
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault, Finding
from pushcart_extensions.check.rules.registry import ALWAYS, RULES, UNUSED_SUPPRESSION

_NEVER = ALWAYS | {UNUSED_SUPPRESSION.code}
"""What no comment takes away."""


def suppressions(package: Package) -> tuple[Suppression, ...]:
    """Return every suppression in the files of a package."""
    modules = (module.suppressions for module in package.tree.modules.values() if module.suppressions)
    return (*package.tree.project.instructions.suppressions, *(one for found in modules for one in found))


def suppressed(finding: Finding, marks: tuple[Suppression, ...]) -> list[Suppression]:
    """Return the suppressions that a finding meets: those of its code on its line."""
    place = finding.place
    if place is None or finding.code in _NEVER:
        return []
    line = place.line or 1
    return [
        mark
        for mark in marks
        if (mark.code, mark.place.path, mark.place.line) == (finding.code, place.path, line)
    ]


def unused(
    marks: tuple[Suppression, ...], used: list[Suppression], is_settled: Callable[[str], bool]
) -> Iterator[Fault]:
    """Yield a fault for each suppression that did nothing.

    Args:
        marks: Every suppression.
        used: Those that met a finding.
        is_settled: Tells whether this check would have found what a rule finds.
    """
    known = {rule.code for rule in RULES}
    for mark in marks:
        if mark.code not in known and mark.code.upper() in known:
            yield Fault(
                f"{mark.code} in a noqa comment suppresses nothing: codes are in capitals.",
                mark.place,
                f"Write {mark.code.upper()}, or remove it.",
            )
        elif mark.code not in known:
            yield Fault(f"{mark.code} in a noqa comment is no rule.", mark.place, "Remove it.")
        elif mark.code in _NEVER:
            yield Fault(f"{mark.code} can't be suppressed on a line.", mark.place, "Remove the code.")
        elif mark not in used and is_settled(mark.code):
            yield Fault(f"There is no {mark.code} to suppress on this line.", mark.place, "Remove the code.")
