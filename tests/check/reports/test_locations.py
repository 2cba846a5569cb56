"""Where a finding stands, for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.findings import Finding, PackageReport, Severity
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.reports.locations import working_path


def path_of(package: str, place: Place | None) -> str:
    finding = Finding("PCE203", "class-name", Severity.ERROR, "Wrong.", None, place)
    return working_path(PackageReport(package, None, (), (), ()), finding)


def test_a_path_is_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert path_of(str(tmp_path / "shop"), Place("src/x.py", 1)) == "../shop/src/x.py"
    assert path_of("../shop/", None) == "../shop"


def test_a_working_folder_that_is_gone_leaves_it_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert path_of(f"{tmp_path}/shop", Place("./x.py", 1)) == f"{tmp_path}/shop/x.py"
