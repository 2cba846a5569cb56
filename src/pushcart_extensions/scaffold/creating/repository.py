"""A git repository with one commit for a new package."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from pushcart_extensions.errors import GitError

_SETTINGS = {"core.hooksPath": os.devnull, "commit.gpgSign": "false", "core.safecrlf": "false"}


def make_repository(folder: Path, message: str, author: str, email: str) -> None:
    """Make a repository in a folder, with all its files in one commit.

    Args:
        folder: The folder.
        message: The commit's message.
        author: Who stands as author and committer.
        email: Their address.

    Raises:
        GitError: Git is missing, or would not.
    """
    if shutil.which("git") is None:
        raise GitError("it is not installed")
    _git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    _git(folder, "add", "--all")
    identity = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", author), ("EMAIL", email))
    }
    _git(folder, "commit", "--quiet", "--no-verify", "--message", message, **identity)


def _git(folder: Path, *arguments: str, **environment: str) -> None:
    # A caller's GIT_DIR and the like (set inside a git hook) must not lead to another repository.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    done = subprocess.run(  # noqa: S603 - arguments are ours, and user text only in the environment
        ["git", *settings, *arguments],  # noqa: S607 - git is the user's own
        cwd=folder,
        env=inherited | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise GitError(done.stderr.decode("utf-8", "replace").strip().replace("\n", "; "))
