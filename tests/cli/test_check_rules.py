"""What ``pushcart-check`` says about its rules, as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .check_process import run


def test_the_rules_are_listed_and_explained_without_a_package(tmp_path: Path) -> None:
    listed = run("--list-rules", cwd=tmp_path)
    assert listed.returncode == 0
    assert "PCE203  error    class-name" in listed.stdout
    explained = run("--explain", "PCE203", "--explain", "missing-all", cwd=tmp_path)
    assert explained.returncode == 0
    assert "PCE203 class-name (error)" in explained.stdout
    assert "PCE302 missing-all (error)" in explained.stdout


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [(["--explain", "missing-all"], ["PCE302"]), (["--list-rules"], ["PCE001", "PCE002"])],
)
def test_rules_come_as_json_too(tmp_path: Path, arguments: list[str], codes: list[str]) -> None:
    done = run(*arguments, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [rule["code"] for rule in json.loads(done.stdout)["rules"]][:2] == codes


@pytest.mark.parametrize("output_format", ["sarif", "github"])
@pytest.mark.parametrize("option", [["--list-rules"], ["--explain", "PCE203"]])
def test_rules_are_no_report(tmp_path: Path, option: list[str], output_format: str) -> None:
    done = run(*option, "--format", output_format, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "as text or json" in done.stderr


def test_an_unknown_rule_is_status_2_with_the_nearest_one(tmp_path: Path) -> None:
    done = run("--explain", "PCE2O3", "--explain", "clas-name", "--explain", "PCE999", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "try PCE203" in done.stderr
    assert "try class-name" in done.stderr
    assert "try --list-rules" in done.stderr
