"""Fixes as SARIF has them (section 3.55): the lines of each file to delete, and what to put there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pushcart_extensions.check.findings import Finding, PackageReport
from pushcart_extensions.edits.plan import Draft, FileEdit
from pushcart_extensions.edits.text import decoded, split_lines
from pushcart_extensions.errors import EditError


def sarif_fixes(package: PackageReport, finding: Finding) -> list[dict[str, object]]:
    """Return the ``fixes`` of a result: one, or none where the finding can't be mended by an edit.

    Without tomlkit, which the ``cli`` extra does without, there is none either.

    Args:
        package: The package of the finding; its files are read.
        finding: What is to be mended.
    """
    if finding.fix is None:
        return []
    try:
        from pushcart_extensions.check.fixes import draft_fix

        root = Path(package.path)
        draft = Draft(root)
        draft_fix(draft, finding.fix, root)
        changes = [_artifact_change(package.path, edit) for edit in draft.plan()]
    except (EditError, ModuleNotFoundError, OSError):
        return []
    description = finding.hint or finding.message
    return [{"description": {"text": description}, "artifactChanges": changes}] if changes else []


def _artifact_change(folder: str, edit: FileEdit) -> dict[str, object]:
    path = quote((Path(folder) / edit.path).as_posix().encode("utf-8", "surrogateescape"))
    return {"artifactLocation": {"uri": path}, "replacements": list(_replacements(edit))}


def _replacements(edit: FileEdit) -> Iterator[dict[str, object]]:
    # A byte order mark is no part of a text's lines (section 3.30.1).
    before, after = (
        split_lines(decoded(content or b"", python=edit.path.endswith(".py"))[0])
        for content in (edit.before, edit.after)
    )
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            inserted = {"text": "".join(after[new_start:new_end])}
            yield {"deletedRegion": _region(before, start, end), "insertedContent": inserted}


def _region(lines: list[str], start: int, end: int) -> dict[str, int]:
    """Return the region of some lines, which ends where the next one starts, or at the end of the text."""
    region = {"startLine": start + 1, "startColumn": 1, "endLine": end + 1, "endColumn": 1}
    if start < end and not lines[end - 1].endswith("\n"):
        region |= {"endLine": end, "endColumn": len(lines[end - 1]) + 1}
    return region
