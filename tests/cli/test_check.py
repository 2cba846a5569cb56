"""``pushcart-check`` as a process."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .check_process import LAUNCH, MODULE, PYPROJECT, at_import, run, spoil


def test_a_conforming_package_is_status_0_and_results_are_on_standard_output(package: Path) -> None:
    done = run("my", cwd=package.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ source my → MySource, found by entry point" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_working_folder_is_the_default(package: Path) -> None:
    assert "pushcart-my" in run(cwd=package).stdout


def test_an_error_is_status_1_and_names_the_line(package: Path) -> None:
    spoil(package / MODULE, "get_increment(self)", "get_increment(self, since)")
    done = run("my", cwd=package.parent)
    assert done.returncode == 1
    assert "my/src/pushcart_my/sources/my.py" in done.stdout
    assert "5:5" in done.stdout


def test_a_warning_is_status_0_and_1_when_strict(package: Path) -> None:
    spoil(package / PYPROJECT, '"pushcart-extensions"', "")
    assert run("my", cwd=package.parent).returncode == 0
    assert run("my", "--strict", cwd=package.parent).returncode == 1


def test_static_imports_nothing(package: Path) -> None:
    at_import(package, "raise SystemExit(5)")
    done = run("my", "--static", "--format", "json", cwd=package.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout)["packages"][0]["stages"][0]["found_by"] == "static"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere doesn't exist"),
        (["my/src"], "holds no package"),
        (["my/pyproject.toml"], "is a file"),
        ([""], "doesn't exist"),
        (["my", "nowhere"], "nowhere doesn't exist"),
        (["my", "--python", "no-such-python"], "no-such-python is no Python"),
        (["my", "--timeout", "0"], "timeout"),
        (["my", "--timeout", "soon"], "timeout"),
        (["my", "--format", "xml"], "xml"),
        (["my", "--fix", "--diff"], "take one of the two"),
        (["--list-rules", "--explain", "PCE203"], "take one of the two"),
    ],
)
def test_wrong_usage_is_status_2_with_a_reason_and_no_traceback(
    package: Path, arguments: list[str], words: str
) -> None:
    done = run(*arguments, cwd=package.parent)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


BAD_PACKAGES: dict[str, Callable[[Path], object]] = {
    "invalid TOML": lambda p: (p / PYPROJECT).write_text("[project\n"),
    "empty pyproject.toml": lambda p: (p / PYPROJECT).write_text(""),
    "other shapes": lambda p: (p / PYPROJECT).write_text("project = 1\ntool = []\n"),
    "name that is a number": lambda p: (p / PYPROJECT).write_text("[project]\nname = 3\n"),
    "name with digits": lambda p: (p / PYPROJECT).write_text('[project]\nname = "pushcart-s3"\n'),
    "name of 300 characters": lambda p: (p / PYPROJECT).write_text(
        f'[project]\nname = "pushcart-{"x" * 300}"\n'
    ),
    "empty name": lambda p: (p / PYPROJECT).write_text('[project]\nname = ""\n'),
    "name with a path separator": lambda p: (p / PYPROJECT).write_text('[project]\nname = "../etc"\n'),
    "name with a null byte": lambda p: (p / PYPROJECT).write_text('[project]\nname = "a\\u0000b"\n'),
    "syntax error": lambda p: (p / MODULE).write_text("class\n"),
    "bytes that are no text": lambda p: (p / MODULE).write_bytes(b"\xff\xfe\x00"),
    "deeply nested source": lambda p: (p / MODULE).write_text("(" * 5000),
    "a link that leads nowhere": lambda p: (p / "src/pushcart_my/sources/gone.py").symlink_to("nowhere"),
    "entry points of other shapes": lambda p: (p / PYPROJECT).write_text(
        '[project]\nname = "pushcart-my"\n'
        'entry-points = {"pushcart.sources" = 3, "web.extension" = {a = 1}}\n'
    ),
    "a key with control characters": lambda p: spoil(p / PYPROJECT, "my = ", '"\\u001b[2J\\n" = '),
}


@pytest.mark.parametrize("static", [True, False], ids=["static", "import"])
@pytest.mark.parametrize("spoil", BAD_PACKAGES.values(), ids=BAD_PACKAGES.keys())
def test_a_bad_package_is_status_1_and_no_traceback(
    package: Path, spoil: Callable[[Path], object], static: bool
) -> None:
    spoil(package)
    done = run("my", *(["--static"] if static else []), cwd=package.parent)
    assert done.returncode == 1, done.stdout
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "PCE001" not in done.stdout


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("pushcart-extensions ")
    shown = run("--help", cwd=tmp_path).stdout
    assert "Examples:" in shown
    assert "--fix" in shown


def test_a_missing_extra_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError('no typer', name='typer')\n")
    done = run("--help", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == 'pushcart-check needs typer: pip install "pushcart-extensions[cli]"\n'


@pytest.mark.parametrize(
    "arguments", [["no\x1b[31mpe\nx"], ["a", "no\x1b[31mpe\nx"], ["my", "--python", "no\x1b[31mpe\nx"]]
)
def test_what_would_steer_a_terminal_is_told_by_its_escape(package: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=package.parent)
    assert done.returncode == 2
    assert r"no\x1b[31mpe\nx" in done.stderr
    assert "\x1b" not in done.stderr


def test_the_help_names_all_that_a_path_can_be(tmp_path: Path) -> None:
    words = " ".join(run("--help", cwd=tmp_path).stdout.split())
    assert "A package's folder, a folder of several, a wheel, or a workflow file (.yaml)." in words


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_told_not_to(package: Path, no_color: str, coloured: bool) -> None:
    main, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    if no_color:
        environment["NO_COLOR"] = no_color
    subprocess.run(
        [sys.executable, "-c", LAUNCH, "my"], cwd=package.parent, stdout=terminal, env=environment, check=True
    )
    os.close(terminal)
    shown = os.read(main, 65_536).decode()
    os.close(main)
    assert "MySource" in shown
    assert ("\x1b[" in shown) is coloured


@pytest.mark.parametrize(
    ("output_format", "begins", "when_clean"),
    [
        ("json", "{", "{"),
        ("sarif", "{", "{"),
        ("github", "::error title=PCE404 method-signature,file=my/src", ""),
    ],
)
def test_programs_get_their_own_formats(
    package: Path, output_format: str, begins: str, when_clean: str
) -> None:
    clean = run("my", "--format", output_format, cwd=package.parent)
    assert (clean.returncode, clean.stdout[:1], clean.stderr) == (0, when_clean, "")
    spoil(package / MODULE, "get_increment(self)", "get_increment(self, since)")
    done = run("my", "--format", output_format, cwd=package.parent)
    assert done.returncode == 1
    assert done.stdout.startswith(begins)
    assert "src/pushcart_my/sources/my.py" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--select", "PCE2O3"], "--select 'PCE2O3' is no rule"),
        (["--ignore", "PCE203,class-name"], "try PCE203"),
        (["--select", "PCE6", "--static"], "nothing of my was checked"),
        (["--ignore", "PCE"], "nothing of my was checked"),
    ],
)
def test_a_choice_that_leaves_nothing_to_check_is_status_2(
    package: Path, arguments: list[str], words: str
) -> None:
    done = run("my", *arguments, cwd=package.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_rules_are_chosen_by_options_and_by_the_package(package: Path) -> None:
    spoil(package / PYPROJECT, '"pushcart-extensions"', "")
    assert run("my", "--strict", "--ignore", "PCE105", cwd=package.parent).returncode == 0
    assert (
        run("my", "--strict", "--select", "PCE2", "--select", "PCE3,PCE4", cwd=package.parent).returncode == 0
    )
    with (package / PYPROJECT).open("a") as file:
        file.write("\n[tool.pushcart-check]\nstrict = true\n")
    assert run("my", cwd=package.parent).returncode == 1
