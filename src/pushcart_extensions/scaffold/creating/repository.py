"""A git repository with one commit for a new package."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from pushcart_extensions.edits.interrupts import uninterrupted
from pushcart_extensions.errors import GitError

_SETTINGS = {
    "core.hooksPath": os.devnull,
    "commit.gpgSign": "false",
    "core.safecrlf": "false",
    "maintenance.auto": "false",  # which would go on after the commit
}


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
    process = None
    try:
        with uninterrupted():  # while it is being started there is nothing yet to end it by
            process = subprocess.Popen(  # noqa: S603 - arguments are ours, user text only in the environment
                ["git", *settings, *arguments],  # noqa: S607 - git is the user's own
                cwd=folder,
                env=inherited | environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                process_group=None if sys.platform == "win32" else 0,
            )
        _, said = process.communicate()
    except BaseException as error:
        if process:  # nothing may be written any more when the folder is removed
            _end(process)
        if isinstance(error, OSError):
            raise GitError(f"it can't be run: {error.strerror}") from error
        raise
    if process.returncode != 0:
        raise GitError(said.decode("utf-8", "replace").strip().replace("\n", "; "))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git, and what it has started, and wait until it is gone."""
    if sys.platform == "win32":  # pragma: no cover - Windows
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
