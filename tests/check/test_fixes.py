"""What can be mended is mended: by ``git apply`` of the diff as by ``--fix``, once and for all."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check.engine import check_paths
from pushcart_extensions.check.mending import plan_mending
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.edits.diff import unified_diff

from .faults import MENDABLE, NOT_MENDABLE, Mutation, by_files, tree


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("mutation", "codes"), [row[1:] for row in MENDABLE], ids=[row[0] for row in MENDABLE]
)
def test_what_is_mended_is_clean(
    good: Any, tmp_path: Path, mutation: Mutation, codes: set[str], newline: str
) -> None:
    mutation(good)
    folder = good.write()
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", newline.encode()))
    report = by_files(folder)
    assert {finding.code for finding in report.findings if finding.fixable} == codes
    before = tree(folder)

    plan, refusals = plan_mending(report, by_files)
    assert refusals == ()
    assert tree(folder) == before, "planning writes nothing"
    copy = tmp_path / "copy"
    good.folder = copy
    for path, data in before.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(data)
    subprocess.run(["git", "apply", "-"], input=unified_diff(plan), cwd=copy, check=True)
    apply_plan(plan, folder)

    after = tree(folder)
    assert after == tree(copy)
    assert by_files(folder).findings == ()
    assert plan_mending(by_files(folder), by_files).plan == ()
    assert all(data.count(b"#") == after[path].count(b"#") for path, data in before.items()), "comments stay"
    for data in after.values() if newline == "\r\n" else ():
        assert data.count(b"\r\n") == data.count(b"\n"), "a new file is no exception"


@pytest.mark.parametrize("mutation", [row[1] for row in MENDABLE], ids=[row[0] for row in MENDABLE])
def test_what_is_mended_can_be_imported(good: Any, mutation: Mutation) -> None:
    mutation(good)
    folder = good.write()
    apply_plan(plan_mending(by_files(folder), by_files).plan, folder)
    (package,) = check_paths([str(folder)]).packages
    assert package.findings == ()


@pytest.mark.parametrize(
    ("mutation", "code"), [row[1:] for row in NOT_MENDABLE], ids=[row[0] for row in NOT_MENDABLE]
)
def test_what_is_not_plain_is_left_alone(good: Any, mutation: Mutation, code: str) -> None:
    mutation(good)
    report = by_files(good.write())
    assert [finding.fixable for finding in report.findings if finding.code == code] == [False]
