"""``pushcart-update`` as a process, with the template of a later release."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .later_release import LATER, edit, make, run, tree


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the oldest version that is shipped."""
    return make(tmp_path / "pushcart-shop")


def test_a_package_is_updated_and_checked(later: Path, package: Path) -> None:
    done = run(later, package.parent, "pushcart-shop")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            f"Brought pushcart-shop from template 0.1.0 to {LATER}",
            "",
            "  added     .editorconfig",
            "  removed   .gitignore",
            *(line for line in done.stdout.splitlines() if line.startswith("  updated   ")),
        ],
    )
    assert "  updated   README.md" in done.stdout
    assert "it conforms" in done.stderr
    again = run(later, package.parent, "pushcart-shop")
    assert (again.returncode, again.stdout, again.stderr) == (
        0,
        f"pushcart-shop is up to date with template {LATER}\n",
        "",
    )


def test_what_is_there_is_found_without_an_argument_and_not_checked_where_that_is_wished(
    later: Path, package: Path
) -> None:
    done = run(later, package, "--no-verify")
    assert done.stdout.startswith(f"Brought pushcart-shop from template 0.1.0 to {LATER}\n")
    assert done.stderr == ""


def test_a_conflict_is_marked_told_and_has_to_be_resolved(later: Path, package: Path) -> None:
    edit(package)
    done = run(later, package, ".")
    assert done.returncode == 1
    readme = (package / "README.md").read_text(encoding="utf-8")
    line = readme.splitlines().index("<<<<<<< yours") + 1
    assert f"  conflict  README.md: line {line}\n" in done.stdout
    assert "  merged    pyproject.toml\n" in done.stdout
    assert "keep the lines that you want and remove the marks" in done.stdout
    mark = f"<<<<<<< yours\n## Set up\n=======\n## Installation\n>>>>>>> template {LATER}\n"
    assert mark in readme
    pyproject = (package / "pyproject.toml").read_text(encoding="utf-8")
    assert f'dependencies = ["pushcart-extensions>={LATER}", "httpx"]' in pyproject
    before = tree(package)
    for option in ("--no-verify", "--check", "--dry-run"):
        again = run(later, package, option)
        assert (again.returncode, again.stdout, tree(package)) == (1, "", before)
        assert "pushcart-update: . has conflicts that are not resolved yet:\n  README.md\n" in again.stderr
    (package / "README.md").write_text(readme.replace(mark, "## Set up\n"), encoding="utf-8")
    resolved = run(later, package, "--check")
    assert (resolved.returncode, resolved.stdout) == (
        0,
        f"pushcart-shop is up to date with template {LATER}\n",
    )


def test_a_file_that_can_t_be_merged_is_told_and_tried_again(later: Path, package: Path) -> None:
    readme = package / "README.md"
    original = readme.read_bytes()
    readme.write_bytes(b"\xff" + original)
    first = run(later, package, "--no-verify")
    assert first.returncode == 1
    assert first.stdout.startswith(
        f"Brought what can be merged of pushcart-shop from template 0.1.0 to {LATER}"
    )
    assert "  conflict  README.md: stays as it is: it can't be read as utf-8\n" in first.stdout
    assert (
        "The record stays at template 0.1.0, since the change of README.md is still to come" in first.stdout
    )
    assert run(later, package, "--check").returncode == 1
    again = json.loads(run(later, package, "--json").stdout)
    assert (again["complete"], again["written"]) == (False, False)
    readme.write_bytes(original)
    assert "  updated   README.md\n" in run(later, package).stdout
    assert run(later, package, "--check").returncode == 0


def test_a_conflict_that_was_resolved_is_none_again_while_another_file_is_left(
    later: Path, package: Path
) -> None:
    pyproject = edit(package) / "pyproject.toml"
    pyproject.write_bytes(b"\xff" + pyproject.read_bytes())
    assert "  conflict  README.md: line " in run(later, package).stdout
    readme = package / "README.md"
    text = re.sub(
        r"<<<<<<< yours\n(.*\n)=======\n.*\n>>>>>>> .*\n", r"\1", readme.read_text(encoding="utf-8")
    )
    readme.write_text(text, encoding="utf-8")
    done = run(later, package)
    assert (done.returncode, "README.md" in done.stdout) == (1, False)
    pyproject.write_bytes(pyproject.read_bytes()[1:])
    done = run(later, package)
    assert (done.returncode, "README.md" in done.stdout) == (0, False)
    assert readme.read_text(encoding="utf-8") == text
    assert "## Set up" in text


def test_check_tells_what_would_change_and_changes_nothing(later: Path, package: Path) -> None:
    before = tree(edit(package))
    done = run(later, package.parent, "pushcart-shop", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"pushcart-shop is made from template 0.1.0; {LATER} changes:\n\n  added  ")
    assert "  conflict  README.md: line " in done.stdout
    assert "remove the marks" not in done.stdout
    assert tree(package) == before


def test_a_dry_run_is_a_diff_of_what_an_update_does(later: Path, package: Path, tmp_path: Path) -> None:
    edit(package)
    shutil.copytree(package, tmp_path / "other")
    before = tree(package)
    done = run(later, package, "--dry-run")
    assert (done.returncode, tree(package)) == (1, before)  # as the update would exit, with its conflict
    assert done.stderr.startswith("pushcart-shop is made from template 0.1.0;")
    patch = tmp_path / "patch"
    patch.write_text(done.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", patch], cwd=tmp_path / "other", check=True)
    run(later, package)
    assert tree(tmp_path / "other") == tree(package)


def test_json_tells_the_same(later: Path, package: Path) -> None:
    edit(package)
    (package / ".github" / "workflows" / "ci.yml").unlink()
    done = run(later, package, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    by_path = {file["path"]: file for file in found.pop("files")}
    assert found == {
        "version": 1,
        "path": ".",
        "name": "pushcart-shop",
        "from": "0.1.0",
        "to": LATER,
        "behind": True,
        "written": True,
        "complete": True,
        "check": None,
    }
    assert by_path["pyproject.toml"] == {
        "path": "pyproject.toml",
        "outcome": "merged",
        "conflicts": [],
        "reason": None,
    }
    assert (by_path["README.md"]["outcome"], len(by_path["README.md"]["conflicts"])) == ("conflict", 1)
    (package / "README.md").write_text("mine\n", encoding="utf-8")
    again = json.loads(run(later, package, "--json").stdout)
    assert (again["behind"], again["files"], again["from"], again["written"]) == (False, [], LATER, False)


def test_json_has_the_figures_of_the_check(later: Path, package: Path) -> None:
    assert json.loads(run(later, package, "--json").stdout)["check"] == {"errors": 0, "warnings": 0}


def test_errors_that_the_check_finds_are_in_the_status(later: Path, package: Path) -> None:
    module = package / "src" / "pushcart_shop" / "sources" / "orders.py"
    module.write_text("x = 1\n", encoding="utf-8")
    done = run(later, package)
    assert done.returncode == 1
    assert "error" in done.stderr
