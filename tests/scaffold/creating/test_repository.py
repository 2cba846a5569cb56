"""A repository with one commit."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pushcart_extensions.errors import GitError
from pushcart_extensions.scaffold.creating.repository import make_repository


def test_every_file_is_in_the_one_commit_under_the_given_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    make_repository(tmp_path, "Start", "Ada; $(x)", "ada@example.com")
    shown = git(tmp_path, "log", "--format=%an|%ae|%cn|%s", "--name-only")
    assert shown.split("\n\n") == ["Ada; $(x)|ada@example.com|Ada; $(x)|Start", "file\n"]
    assert git(tmp_path, "branch", "--show-current") == "main\n"


def test_hooks_and_signing_of_the_user_do_not_interfere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-commit"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    configuration = tmp_path / "gitconfig"
    configuration.write_text(
        f"[core]\nhooksPath={hooks.as_posix()}\n[commit]\ngpgSign=true\n[init]\ntemplateDir=/nowhere\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_bytes(configuration.read_bytes())
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "file").touch()
    make_repository(folder, "Start", "Ada", "ada@example.com")
    assert git(folder, "log", "--format=%s") == "Start\n"


def test_a_folder_without_files_is_refused_with_what_git_says(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="nothing was written, try --no-git"):
        make_repository(tmp_path, "Start", "Ada", "ada@example.com")


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the name that tells what can be run")
def test_a_git_that_does_not_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_bytes(b"\0")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="it can't be run: Exec format error"):
        make_repository(tmp_path, "Start", "Ada", "ada@example.com")


def test_another_thread_may_make_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with ThreadPoolExecutor() as pool:
        pool.submit(make_repository, tmp_path, "Start", "Ada", "ada@example.com").result()
    assert git(tmp_path, "log", "--format=%s") == "Start\n"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout
