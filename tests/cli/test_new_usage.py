"""How ``pushcart-new`` is called: what is refused, help, and what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions import __version__

from .new_process import PROGRAM, QUICK, names, run


def test_all_problems_are_told_at_once_with_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("licence: MIT", encoding="utf-8")
    done = run(
        tmp_path, "s3", "--source", "class", "--data", "autor=x", "--data-file", "a.yml", "--email", "x"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pushcart-new: 5 problems\n")
    for expected in ("try author", "try license", "--source s3", "try my_class", "no e-mail address"):
        assert expected in done.stderr


@pytest.mark.parametrize(
    "name", ["", "s3", "a/b", "class-source", "x" * 300, "source", "é", "\udcff", "pushcart", "a b", "\n"]
)
def test_a_bad_name_is_no_traceback(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [*PROGRAM, os.fsencode(name)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("pushcart-new: NAME ")
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "arguments", [(), ("a", "--nonsense"), ("a", "b"), ("--no-check",), ("a", "--source")]
)
def test_wrong_usage_is_exit_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_existing_target_is_refused_untouched(tmp_path: Path) -> None:
    target = tmp_path / "pushcart-x"
    target.mkdir()
    (target / "mine").write_text("mine", encoding="utf-8")
    done = run(tmp_path, "x", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "pushcart-x exists already" in done.stderr
    assert names(target) == ["mine"]
    assert names(tmp_path) == ["pushcart-x"]


def test_a_parent_that_can_not_be_written_to_is_exit_status_1(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(tmp_path, "x", "--output", "file", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "can't write file/pushcart-x: not a directory" in done.stderr


def test_help_shows_examples(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", NO_COLOR="1")
    assert done.returncode == 0
    assert "pushcart-new my-source" in done.stdout


def test_the_version_is_ours(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"pushcart-extensions {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("--nonsense",), (), ("s3",), ("x", "--email", "y")]
)
def test_no_engine_is_loaded_before_it_is_needed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    script = (
        "import sys; from pushcart_extensions.cli.launch import new\n"
        "try: new()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *({'copier', 'jinja2', 'tomlkit', 'rich', 'yaml', 'pydantic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_what_is_wrong_with_the_defaults_is_told_with_all_else(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('# mine\nautor = "Ada"\n')
    done = run(tmp_path, "s3", "--no-check", PUSHCART_NEW_DEFAULTS="my.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("pushcart-new: 2 problems\n")
    assert "my.toml:2 'autor' is no question of the template\n    try author" in done.stderr
    assert names(tmp_path) == ["my.toml"]


def test_help_says_where_the_defaults_are(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", PUSHCART_NEW_DEFAULTS=str(tmp_path / "my.toml"))
    assert f"  {tmp_path / 'my.toml'}\n" in done.stdout
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    done = run(tmp_path, "--help", **home, PUSHCART_NEW_DEFAULTS=str(tmp_path / "deep" / "my.toml"))
    assert f"  ~{os.sep}{Path('deep', 'my.toml')}\n" in done.stdout


@pytest.mark.parametrize(
    ("argument", "status", "message"),
    [
        ("--help", 0, ""),
        ("x", 2, 'pushcart-new needs platformdirs: pip install "pushcart-extensions[tools]"\n'),
    ],
)
def test_there_is_help_without_the_tools(tmp_path: Path, argument: str, status: int, message: str) -> None:
    script = f"import sys; sys.modules['platformdirs'] = None; {PROGRAM[2]}"
    done = subprocess.run(
        [sys.executable, "-c", script, argument],
        cwd=tmp_path,
        env=os.environ | {"PUSHCART_NEW_DEFAULTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, message)
