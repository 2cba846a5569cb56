"""What ``pushcart-check`` has to say of a package that a command has written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pushcart_extensions.cli.output import show

if TYPE_CHECKING:
    from pushcart_extensions.check import Summary


def show_check(path: Path) -> Summary:
    """Check a package, print the report on standard error, and return its figures."""
    from pushcart_extensions.check import check
    from pushcart_extensions.check.reports.text import plain_text

    report = check(path)
    show(f"{plain_text(report)}\n", sys.stderr)
    return report.summary


def json_text(facts: dict[str, object], verdict: Summary | None) -> str:
    """Return what a command did as JSON, with the figures of the check.

    Args:
        facts: What the command did.
        verdict: The figures; None where nothing was checked.
    """
    import json

    checked = {"errors": verdict.errors, "warnings": verdict.warnings} if verdict else None
    return json.dumps(facts | {"check": checked}, indent=2, ensure_ascii=False)
