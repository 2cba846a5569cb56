"""``pushcart-check`` of workflow files, as a process."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .check_process import at_import, run


@pytest.fixture
def installed(package: Path, tmp_path: Path) -> str:
    """A PYTHONPATH on which the package is installed."""
    info = tmp_path / "site" / "pushcart_my-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pushcart-my\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pushcart.sources]\nmy = pushcart_my.sources.my:MySource\n")
    (tmp_path / "nightly.yaml").write_text("sources:\n  - type: my\ndestinations:\n  - console\n")
    return os.pathsep.join([str(info.parent), str(package / "src")])


def test_a_fault_of_a_workflow_is_told_in_the_file_itself(package: Path, installed: str) -> None:
    (package.parent / "nightly.yaml").write_text("sources:\n  - type: mine\n")
    told = {
        form: run("nightly.yaml", "--format", form, cwd=package.parent, PYTHONPATH=installed).stdout
        for form in ("text", "json", "github", "sarif")
    }
    (checked,) = json.loads(told["json"])["packages"]
    assert (checked["path"], checked["name"]) == ("nightly.yaml", None)
    assert {(one["path"], one["line"]) for one in checked["findings"]} == {(None, 2)}
    assert "file=nightly.yaml,line=2" in told["github"]
    (result,) = json.loads(told["sarif"])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "nightly.yaml"}
    assert "\nnightly.yaml\n" in told["text"]


def test_a_workflow_is_checked_and_its_stages_print_nothing(package: Path, installed: str) -> None:
    at_import(package, "print('hello')")
    done = run("nightly.yaml", "--format", "json", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stderr) == (0, "")
    assert [stage["key"] for stage in json.loads(done.stdout)["packages"][0]["stages"]] == ["my", "console"]


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        ("import os; os._exit(0)", "left the interpreter with exit status 0"),
        ("exec('while True: pass')", "not done after 2 s"),
        ("raise KeyboardInterrupt", "raises KeyboardInterrupt"),
    ],
)
def test_a_workflow_whose_stage_ends_the_import_is_status_1_with_its_line(
    package: Path, installed: str, code: str, ended: str
) -> None:
    at_import(package, code)
    done = run("nightly.yaml", "--timeout", "2", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stderr) == (1, "")
    assert ended in done.stdout
    assert "2:11    error  PCE801" in done.stdout


def test_a_workflow_that_no_python_can_check_is_status_2(package: Path, installed: str) -> None:
    done = run("nightly.yaml", "--python", "false", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing of nightly.yaml was checked" in done.stderr
