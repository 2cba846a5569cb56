"""One report with everything that a format must cope with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.findings import Finding, FoundComponent, PackageReport, Report, Severity
from pushcart_extensions.check.place import Place

AWKWARD = "100 %, 'a: b', one\ntwo\r\x1b[2J\udc80"


@pytest.fixture
def awkward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report of findings with and without a place, and with characters that each format escapes."""
    monkeypatch.chdir(tmp_path)
    findings = (
        Finding("PCE101", "unreadable-metadata", Severity.ERROR, AWKWARD),
        Finding("PCE401", "module-without-stage", Severity.WARNING, "No.", "Do.", Place("a b:ü,%/x.py")),
        Finding(
            "PCE203", "class-name", Severity.ERROR, "No.", "Do.", Place("src/x.py", 2, 7, 11), url="https://x"
        ),
        Finding("PCE616", "slow-import", Severity.INFO, "Slow.", None, Place("src/x.py", 3)),
    )
    stages = (FoundComponent("source", "my", None, "pushcart_my.sources.my", None),)
    extensions = (
        FoundComponent("extension", "audit", "AuditExtension", "pushcart_my.extensions.audit", "static"),
    )
    return Report((PackageReport("packages/my", "pushcart-my", stages, extensions, findings),))
