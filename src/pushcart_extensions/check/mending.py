"""Plans what mends a package, and holds the plan against the rules before anything is written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.evidence.source_tree import find_package
from pushcart_extensions.check.findings import Finding, PackageReport, Severity
from pushcart_extensions.check.fixes import draft_fix
from pushcart_extensions.check.packages import METADATA_FILES
from pushcart_extensions.check.private_folder import private_folder
from pushcart_extensions.check.remedies import STEPS, Fix
from pushcart_extensions.contract.names import import_package
from pushcart_extensions.edits.plan import Draft, Plan
from pushcart_extensions.errors import EditError

Judge = Callable[[str], PackageReport]
"""Checks the package in a folder by its files alone."""

_MAX_ROUNDS = 12
_Key = tuple[type[Fix] | None, Fix | None]


class Refusal(NamedTuple):
    """A finding that could not be mended, and why."""

    finding: Finding
    reason: str


class Mending(NamedTuple):
    """What mends a package.

    Attributes:
        plan: The changes of its files; empty where there is nothing to do.
        refusals: The fixes that are not in it.
    """

    plan: Plan = ()
    refusals: tuple[Refusal, ...] = ()


def plan_mending(package: PackageReport, judge: Judge) -> Mending:
    """Plan the changes that mend what can be mended in a package.

    What a change brings to light and can be mended too is mended with it. A change after which
    there is a finding that wasn't there before is left out.

    Args:
        package: What the check found.
        judge: Checks a copy by its files alone.
    """
    by_hand = tuple(Refusal(finding, finding.by_hand) for finding in package.findings if finding.by_hand)
    findings = [finding for finding in package.findings if finding.fix]
    if not findings:
        return Mending(refusals=by_hand)
    root = Path(package.path)
    before = _judged(Draft(root), root, judge)
    whole = _settled(Draft(root), findings, root, judge, before)
    if not new_findings(before, whole.left):
        return Mending(whole.draft.plan(), (*whole.refusals, *by_hand))
    draft = Draft(root)
    refusals = [*by_hand]
    for finding in findings:
        one = _settled(draft.copy(), [finding], root, judge, before)
        refusals += one.refusals
        if brought := new_findings(before, one.left):
            reason = f"that would bring {brought[0].code}: {brought[0].message}"
            refusals.append(Refusal(finding, reason))
        else:
            draft = one.draft
    return Mending(draft.plan(), tuple(refusals))


def new_findings(
    before: Iterable[Finding], after: Iterable[Finding], *, errors_only: bool = False
) -> list[Finding]:
    """Return the findings that a change brought.

    Lines move and classes get other names, so a finding is a new one where its file has more of its
    code than before.
    """
    known, messages = Counter(map(_identity, before)), {finding.message for finding in before}
    found = [finding for finding in after if not errors_only or finding.severity is Severity.ERROR]
    counts = Counter(map(_identity, found))
    return [
        finding
        for finding in found
        if counts[_identity(finding)] > known[_identity(finding)] and finding.message not in messages
    ]


class _Settled(NamedTuple):
    """A draft with fixes made in it, and what a check then finds."""

    draft: Draft
    left: tuple[Finding, ...]
    refusals: tuple[Refusal, ...]


def _settled(
    draft: Draft, findings: list[Finding], root: Path, judge: Judge, known: Iterable[Finding]
) -> _Settled:
    """Make fixes in a draft, step by step, then those of what comes to light, until there are no more.

    Args:
        draft: Where to make them.
        findings: What to mend.
        root: The package's folder.
        judge: Checks a copy by its files alone.
        known: What was found before; of that nothing is mended but ``findings``.
    """
    not_asked_for = {_key(finding) for finding in known} - {_key(finding) for finding in findings}
    # What only an import shows can't be seen to be gone by the files.
    unseen = {_key(finding) for finding in findings} - {_key(finding) for finding in known}
    done = {(None, None), *not_asked_for}
    refusals: list[Refusal] = []
    left = _judged(draft, root, judge)
    for _round in range(_MAX_ROUNDS):  # pragma: no branch - no mending is known that takes so many
        # A fix that is refused may be possible after another one.
        refusals = []
        made: set[_Key] = set()
        for step in STEPS:
            attempts = [one for one in findings if isinstance(one.fix, step) and _key(one) not in done]
            draft, made, refused = _attempted(draft, attempts, root)
            refusals += refused
            if made:
                break
        if not made:
            break
        done |= made
        left = _judged(draft, root, judge)
        findings = [*(finding for finding in findings if _key(finding) in unseen), *left]
    # What was mended in another way after all is no refusal.
    still = set(map(_identity, left))
    return _Settled(draft, left, tuple(one for one in refusals if _identity(one.finding) in still))


def _attempted(
    draft: Draft, findings: Iterable[Finding], root: Path
) -> tuple[Draft, set[_Key], list[Refusal]]:
    """Return a draft with the fixes of findings made in it, those that were made, and the others."""
    made: set[_Key] = set()
    refused: dict[_Key, Refusal] = {}
    for finding in findings:
        key = _key(finding)
        if finding.fix is None or key in made or key in refused:
            continue
        attempt = draft.copy()
        try:
            draft_fix(attempt, finding.fix, root)
        except EditError as error:
            refused[key] = Refusal(finding, str(error))
        else:
            draft = attempt
            made.add(key)
    return draft, made, list(refused.values())


def _key(finding: Finding) -> _Key:
    """Return what tells a finding's fix from others; named tuples of two types can be equal."""
    return (type(finding.fix), finding.fix) if finding.fix else (None, None)


def _judged(draft: Draft, root: Path, judge: Judge) -> tuple[Finding, ...]:
    """Check a copy of a package's sources and metadata, with a draft laid over it."""
    plan = {edit.path: edit.after for edit in draft.plan()}
    with private_folder() as folder:
        copy = folder / "package"
        copy.mkdir()
        for path in {*_sources(root), *plan}:
            data = plan[path] if path in plan else _readable(draft, path)
            if data is not None:
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                (copy / path).write_bytes(data)
        return judge(str(copy)).findings


def _readable(draft: Draft, path: str) -> bytes | None:
    try:
        return draft.read(path)
    except EditError:
        return None


def _identity(finding: Finding) -> tuple[str, str | None]:
    return finding.code, finding.place.path if finding.place else None


def _sources(root: Path) -> Iterable[str]:
    yield from (name for name in METADATA_FILES if (root / name).is_file())
    project = read_project(root)
    package = project and find_package(root, project, import_package(project.name) if project.name else None)
    for folder, _, files in os.walk(root / package) if package else ():
        for file in files:
            if file.endswith(".py") and (Path(folder) / file).is_file():
                yield (Path(folder) / file).relative_to(root).as_posix()
