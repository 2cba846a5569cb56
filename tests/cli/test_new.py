"""``pushcart-new`` as a user meets it: a process with options, output and an exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .new_process import IDENTITY, QUICK, names, run


def test_a_name_is_enough(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", *QUICK)
    assert (done.returncode, done.stderr) == (0, "")
    made, _, *commands = done.stdout.splitlines()
    assert made == "Made pushcart-my-source (source my)"
    assert [command.split()[0] for command in commands] == ["cd", "python", "pushcart-run"]
    assert (tmp_path / "pushcart-my-source/src/pushcart_my_source/sources/my.py").is_file()


def test_the_new_package_is_checked_unless_told_otherwise(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", *IDENTITY)
    assert done.returncode == 0, done.stderr
    assert "1 package, 1 stage, 0 errors, 0 warnings" in done.stderr
    assert "0 errors" not in done.stdout
    done = run(tmp_path, "your-source", "--json", *IDENTITY)
    assert json.loads(done.stdout)["check"] == {"errors": 0, "warnings": 0}


@pytest.mark.parametrize(
    ("line", "replacement", "status", "report"),
    [
        ("def get_increment(self)", "def get_incremnt(self)", 1, "1 error"),
        ("\n\nclass", "\nimport not_installed_anywhere\n\n\nclass", 0, "0 errors, 1 warning"),
    ],
)
def test_errors_of_the_check_fail_and_what_can_not_be_verified_does_not(
    ours: Path, line: str, replacement: str, status: int, report: str
) -> None:
    template = ours / "template" / "_kinds" / "source.jinja"
    template.write_text(template.read_text(encoding="utf-8").replace(line, replacement), encoding="utf-8")
    done = run(ours.parent, "my-source", *IDENTITY, PYTHONPATH=str(ours / "src"))
    assert (done.returncode, report in done.stderr) == (status, True), done.stderr
    assert "Made pushcart-my-source" in done.stdout
    assert (ours.parent / "pushcart-my-source" / "pyproject.toml").is_file()


def test_every_option_arrives(tmp_path: Path) -> None:
    (tmp_path / "more.yml").write_text("year: 1999\nauthor: Not Ada\n", encoding="utf-8")
    arguments = (
        *("--source", "a", "--source", "B-c", "--transformation", "d", "--destination", "e"),
        *("--extension", "f", "--output", "deep/er", "--backend", "uv", "--license", "ISC"),
        *("--description", "D", "--url", "https://example.com", "--data", "author=Nor Ada"),
        *("--data-file", "more.yml", "--json"),
    )
    done = run(tmp_path, "x", *arguments, *QUICK)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["path"], facts["name"], facts["written"]) == ("deep/er/pushcart-x", "pushcart-x", True)
    assert [(component["kind"], component["key"]) for component in facts["components"]] == [
        ("source", "a"),
        ("source", "b_c"),
        ("transformation", "d"),
        ("destination", "e"),
        ("extension", "f"),
    ]
    pyproject = (tmp_path / facts["path"] / "pyproject.toml").read_text(encoding="utf-8")
    for text in ('"uv_build"', 'license = "ISC"', 'description = "D"', 'name = "Ada"', "https://example.com"):
        assert text in pyproject
    assert "1999 Ada" in (tmp_path / facts["path"] / "LICENSE").read_text(encoding="utf-8")


def test_a_dry_run_prints_the_tree_and_writes_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--dry-run", *QUICK)
    assert done.returncode == 0
    assert done.stdout.startswith("pushcart-my-source/\n")
    assert "                my.py\n" in done.stdout
    assert names(tmp_path) == []


def test_a_dry_run_promises_nothing_that_could_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(tmp_path, "my-source", "--dry-run", "--output", "file", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "pushcart-new: can't write file: it is no folder\n"


def test_git_makes_one_commit_of_everything(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--git", *QUICK, GIT_DIR=str(tmp_path / "elsewhere"))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "pushcart-my-source"
    log = ["git", "-C", str(folder), "log", "--format=%an <%ae> %s"]
    assert subprocess.run(log, capture_output=True, text=True, check=True).stdout == (
        "Ada <ada@example.com> Start pushcart-my-source with pushcart-new\n"
    )
    status = ["git", "-C", str(folder), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""


def test_git_that_is_missing_is_an_error_that_leaves_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--git", *QUICK, PATH="")
    assert done.returncode == 1
    assert "it is not installed" in done.stderr
    assert names(tmp_path) == []


def test_the_users_settings_of_copier_change_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "settings.yml"
    settings.write_text("defaults: {license: ISC, author: Mallory}\n", encoding="utf-8")
    done = run(tmp_path, "x", *QUICK, COPIER_SETTINGS_PATH=str(settings))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada" in (tmp_path / "pushcart-x" / "LICENSE").read_text(encoding="utf-8")
    done = run(tmp_path, "y", *QUICK, COPIER_SETTINGS_PATH=str(tmp_path / "missing.yml"))
    assert (done.returncode, done.stderr) == (0, "")


def test_without_any_identity_there_is_a_notice(tmp_path: Path) -> None:
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "0"}
    done = run(tmp_path, "x", "--no-check", **nobody)
    assert done.returncode == 0
    assert done.stderr.count("pushcart-new: no ") == 2
    assert "Made" in done.stdout


def test_answers_are_taken_from_the_first_place_that_has_them(tmp_path: Path) -> None:
    mine = tmp_path / "config" / "pushcart-extensions" / "defaults.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        'author = "Mine"\nemail = "mine@example.com"\nlicense = "ISC"\nbackend = "uv"\n'
        'url = "https://git.example.com/{name}"\n'
    )
    (tmp_path / "gitconfig").write_text("[user]\nname=Git\nemail=git@example.com\n")
    (tmp_path / "a.yml").write_text("author: File\nemail: file@example.com\nlicense: MPL-2.0\n")
    places = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PUSHCART_NEW_DEFAULTS": "" if sys.platform.startswith("linux") else str(mine),
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
    }
    given = ("--data-file", "a.yml", "--data", "author=Pair", "--data", "email=pair@example.com")
    done = run(tmp_path, "x", *given, "--author", "Option", "--no-check", **places)
    assert (done.returncode, done.stderr) == (0, "")
    pyproject = (tmp_path / "pushcart-x" / "pyproject.toml").read_text(encoding="utf-8")
    for text in (
        "Option",
        "pair@example.com",
        'license = "MPL-2.0"',
        "uv_build",
        "git.example.com/pushcart-x",
    ):
        assert text in pyproject, text


def test_output_survives_a_terminal_that_can_not_show_it(tmp_path: Path) -> None:
    folder = tmp_path / "Zoë 🚀"
    done = run(tmp_path, "x", "--output", str(folder), *QUICK, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "Made" in done.stdout
