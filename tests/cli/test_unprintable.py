"""What is typed may hold anything: no message of any command lets it steer the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = ("new", "add", "update", "extra", "check", "run", "list_")
STEERING = {"escape": "\x1b[2J", "control": "\x9b2J", "direction": "\u202e", "bell": "\x07"}


def messages(folder: Path, command: str, *arguments: str) -> str:
    """Return what a command that refuses its arguments says, as it is written."""
    code = f"from pushcart_extensions.cli.launch import {command}; {command}()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert done.returncode in {1, 2}
    assert done.stdout == b""
    return done.stderr.decode()


def is_plain(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("typed", STEERING.values(), ids=STEERING)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_usage_error_quotes_what_was_typed_as_escapes(tmp_path: Path, command: str, typed: str) -> None:
    said = messages(tmp_path, command, f"--odd{typed}")
    assert is_plain(said)
    assert repr(typed)[1:-1] in said


def test_a_usage_error_of_a_commands_own_quotes_it_likewise(tmp_path: Path) -> None:
    said = messages(tmp_path, "list_", "--format", "\u202e")
    assert is_plain(said)
    assert "'\\u202e' is not one of" in said


def test_what_was_typed_stays_in_the_line_of_the_error(tmp_path: Path) -> None:
    said = messages(tmp_path, "run", "--odd\npushcart-run: done")
    assert said.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize("typed", STEERING.values(), ids=STEERING)
@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("new", ["{}"]),
        ("add", ["{}", "--source", "my"]),
        ("update", ["{}"]),
        ("extra", ["{}", "my"]),
        ("check", ["{}"]),
        ("run", ["{}"]),
        ("run", ["w.yaml", "--state", "{}/state.json"]),
    ],
)
def test_an_error_quotes_a_path_as_escapes(
    tmp_path: Path, command: str, arguments: list[str], typed: str
) -> None:
    (tmp_path / "w.yaml").write_text("sources: [rows]\n")
    said = messages(tmp_path, command, *(one.format(f"at{typed}") for one in arguments))
    assert is_plain(said)
    assert repr(typed)[1:-1] in said


def test_a_fault_of_a_workflow_quotes_file_and_key_as_escapes(tmp_path: Path) -> None:
    (tmp_path / "w\x1b[2J.yaml").write_text('"odd\\e[2J": 1\n')
    said = messages(tmp_path, "run", "w\x1b[2J.yaml")
    assert is_plain(said)
    assert said.startswith("w\\x1b[2J.yaml:1:1: odd\\x1b[2J: there is no section")
