"""Whoever makes the replacements of a SARIF report gets what ``--fix`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check.findings import Finding, PackageReport, Severity
from pushcart_extensions.check.remedies import AddDependency, AddEntryPoint, CreateInit, Fix, MakeSet
from pushcart_extensions.check.reports.sarif_fixes import sarif_fixes

MODULE = "src/pushcart_shop/a.py"
TOML = '[project]\nname = "pushcart-shop"\ndependencies = ["a"]'
CODE = "class A:\n    provides = ['a']"
BOM = b"\xef\xbb\xbf"

MADE_SET = MakeSet(MODULE, "A", "provides")
CASES: dict[str, tuple[str, bytes | None, Fix]] = {
    "no line ending at the end": ("pyproject.toml", TOML.encode(), AddEntryPoint("g", "n", "m:C")),
    "the last line": ("pyproject.toml", TOML.encode(), AddDependency("p")),
    "CRLF": ("pyproject.toml", f"{TOML}\n# end\n".replace("\n", "\r\n").encode(), AddDependency("p")),
    "a byte order mark": ("pyproject.toml", BOM + TOML.encode(), AddDependency("p")),
    "a form feed": (MODULE, f"x = 1\n\f\ny = '\x1c\u2028'\n{CODE}\n".encode(), MADE_SET),
    "another encoding": (MODULE, f"# coding: latin-1\n{CODE} # ö\n".encode("latin-1"), MADE_SET),
    "a new file": (f"{MODULE}/__init__.py", None, CreateInit(MODULE, "pushcart_shop", ())),
}  # fmt: skip


def written(text: str, replacements: list[dict[str, Any]]) -> str:
    """Make replacements, whose lines end at line feeds and whose columns count characters from 1."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]
    for one in reversed(replacements):
        region = one["deletedRegion"]
        assert region["endLine"] <= len(lines), "it lies within the file"
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + one["insertedContent"]["text"] + text[end:]
    return text


@pytest.mark.parametrize(("path", "before", "fix"), CASES.values(), ids=CASES)
def test_the_replacements_make_what_the_fix_writes(
    tmp_path: Path, path: str, before: bytes | None, fix: Fix
) -> None:
    from pushcart_extensions.check.fixes import draft_fix
    from pushcart_extensions.edits.plan import Draft

    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    if before is not None:
        (tmp_path / path).write_bytes(before)
    finding = Finding("PCE000", "fault", Severity.ERROR, "It is wrong.", fix=fix)
    report = PackageReport(str(tmp_path), "pushcart-shop", (), (), (finding,))
    made: Any = sarif_fixes(report, finding)[0]
    (change,) = made["artifactChanges"]
    assert made["description"] == {"text": "It is wrong."}
    draft = Draft(tmp_path)
    draft_fix(draft, fix, tmp_path)
    encoding = "latin-1" if b"latin" in (before or b"") else "utf-8-sig"
    wanted = (draft.read(path) or b"").decode(encoding)
    assert written((before or b"").decode(encoding), change["replacements"]) == wanted


def test_what_can_t_be_made_is_no_fix(tmp_path: Path) -> None:
    finding = Finding("PCE000", "fault", Severity.ERROR, "It is wrong.", fix=AddDependency("p"))
    report = PackageReport(str(tmp_path), "pushcart-shop", (), (), (finding,))
    assert sarif_fixes(report, finding) == []
    assert sarif_fixes(report, finding._replace(fix=None)) == []
