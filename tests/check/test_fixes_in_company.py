"""Any faults together are mended once and for all, and bring no others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pushcart_extensions.check.mending import new_findings, plan_mending
from pushcart_extensions.edits.apply import apply_plan

from .conftest import GOOD, PackageFiles
from .faults import MENDABLE, NOT_MENDABLE, Mutation, by_files, tree


def spoilt(folder: Path, mutations: list[Mutation]) -> PackageFiles:
    """Return the good package with faults in it, as far as they go together."""
    package = PackageFiles(folder, GOOD)
    for mutation in mutations:
        whole = dict(package.files)
        try:
            mutation(package)
        except (AssertionError, KeyError):  # an earlier one took away what it would break
            package.files = whole
    return package


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row[1] for row in (*MENDABLE, *NOT_MENDABLE)]), min_size=2, max_size=4))
def test_faults_in_any_company_are_mended_once_and_bring_no_others(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[Mutation]
) -> None:
    package = spoilt(tmp_path_factory.mktemp("tree") / "shop", mutations)
    folder = package.write()
    before = by_files(folder)
    plan = plan_mending(before, by_files).plan
    apply_plan(plan, folder)
    after = by_files(folder)
    assert new_findings(before.findings, after.findings) == []
    assert plan_mending(after, by_files).plan == ()
    assert (len(after.findings) < len(before.findings)) == bool(plan)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([row[1] for row in MENDABLE]), min_size=1, max_size=3),
    st.randoms(use_true_random=False),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_mended_loses_no_comment_and_no_line_ending(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[Mutation], chance: random.Random, newline: str
) -> None:
    package = spoilt(tmp_path_factory.mktemp("tree") / "shop", mutations)
    for path, text in package.files.items():
        lines = text.splitlines()
        for number in range(chance.randrange(5) if "\n" in text else 0):
            note = chance.choice(["# note {}", "    # note {}", '\t# note {}: [x], "', "# note {} ]"])
            lines.insert(chance.randrange(len(lines) + 1), note.format(f"{number} of {path}"))
        package.files[path] = newline.join([*lines, ""])
    folder = package.write()
    for path, text in package.files.items():
        (folder / path).write_bytes(text.encode())
    before = tree(folder)
    apply_plan(plan_mending(by_files(folder), by_files).plan, folder)
    after = tree(folder)
    for path, data in before.items():
        notes = sorted(line.strip() for line in data.splitlines() if line.strip().startswith(b"# note"))
        kept = sorted(line.strip() for line in after[path].splitlines() if line.strip().startswith(b"# note"))
        assert kept == notes, path
    for path, data in after.items():
        assert data.count(b"\r\n") == (data.count(b"\n") if newline == "\r\n" else 0), path
    assert plan_mending(by_files(folder), by_files).plan == ()
