"""An import that can't even begin, or not go on."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import Finding, check

STAGES = ("sources/orders", "transformations/clean", "destinations/s3")


def only_finding(folder: Path, **options: str) -> Finding:
    (package,) = check(folder, **options).packages  # type: ignore[arg-type]  # each has its own type
    assert {stage.found_by for stage in package.stages} == {None}
    (finding,) = package.findings
    return finding


def test_a_python_that_is_no_program_verifies_nothing(good: Any, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("no program")
    program.chmod(0o755)
    finding = only_finding(good.write(), python=str(program))
    assert finding.code == "PCE606"
    assert "could not import the package: Exec format error" in finding.message


def test_without_a_temporary_folder_nothing_is_verified(
    good: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    finding = only_finding(good.write())
    assert finding.code == "PCE606"
    assert "no temporary folder can be made: No such file or directory" in finding.message


def test_a_package_that_removes_the_checkers_folder_ends_only_its_own_check(good: Any) -> None:
    remove = (
        "import os, shutil, sys\n"
        "shutil.rmtree(next(os.path.dirname(e) for e in sys.path if 'pushcart-check-' in e))\n"
        "os._exit(0)"
    )
    (package,) = good.lazily().at_import(remove).check().packages
    assert [finding.code for finding in package.findings if finding.severity == "error"] == ["PCE604"]


def test_no_more_than_some_children_are_used_up(good: Any) -> None:
    good.lazily()
    for number in range(30):
        good.add(f"src/pushcart_shop/sources/a{number}.py", "import os\nos._exit(0)\n")
    (package,) = good.check().packages
    assert sum(finding.code == "PCE604" for finding in package.findings) == 25
