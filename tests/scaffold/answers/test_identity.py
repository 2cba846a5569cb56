"""Who the user is, with git and without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pushcart_extensions.scaffold.answers.identity import Identity, git_identity

CONFIGURATION = """
[user]
    name = "Ada \\"Countess\\" Lovelace"
    email = ada@example.com  # work
[github]
    user = ada
[alias]
    name = nobody
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_CONFIG_COUNT", "GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


ADA = Identity('Ada "Countess" Lovelace', "ada@example.com", "ada")


def test_git_is_asked(home: Path) -> None:
    (home / ".gitconfig").write_text(CONFIGURATION, encoding="utf-8")
    assert git_identity() == ADA


@pytest.mark.usefixtures("no_git")
def test_without_git_its_file_is_read(home: Path) -> None:
    (home / ".gitconfig").write_text(CONFIGURATION, encoding="utf-8")
    assert git_identity() == ADA


@pytest.mark.usefixtures("no_git")
def test_the_file_of_the_home_folder_wins_over_the_one_in_the_configuration_folder(home: Path) -> None:
    (home / ".config" / "git").mkdir(parents=True)
    (home / ".config" / "git" / "config").write_text("[user]\nname=Other\nemail=o@p.qr\n", encoding="utf-8")
    (home / ".gitconfig").write_text("[user]\nname=Ada\n", encoding="utf-8")
    assert git_identity() == Identity("Ada", "o@p.qr", "")


@pytest.mark.usefixtures("no_git")
def test_neither_git_nor_a_file_gives_nothing() -> None:
    assert git_identity() == Identity()


def test_git_without_a_configuration_gives_nothing() -> None:
    assert git_identity() == Identity()


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the name that tells what can be run")
def test_a_git_that_does_not_run_gives_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".gitconfig").write_text(CONFIGURATION, encoding="utf-8")
    (home / "git").write_bytes(b"\0")
    (home / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    assert git_identity() == Identity()
