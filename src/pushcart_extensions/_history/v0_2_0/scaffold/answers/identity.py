"""Who the user is, as git's configuration tells: by git where it is installed, else by its file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEYS = r"^(user\.name|user\.email|github\.user)$"
_TIMEOUT = 5.0


@dataclass(frozen=True)
class Identity:
    """What git knows of the user; an empty string where it knows nothing."""

    name: str = ""
    email: str = ""
    github: str = ""


def git_identity() -> Identity:
    """Return the user's identity from git's configuration; empty where there is none."""
    found = dict(_from_git() if shutil.which("git") else _from_file())
    return Identity(found.get("user.name", ""), found.get("user.email", ""), found.get("github.user", ""))


def _from_git() -> Iterator[tuple[str, str]]:
    try:
        # One call for all three: git follows includes and conditions that a parser of ours would not.
        done = subprocess.run(  # noqa: S603 - nothing here comes from a user
            ["git", "config", "--null", "--get-regexp", _KEYS],  # noqa: S607 - git is the user's own
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return
    for entry in done.stdout.decode("utf-8", "replace").split("\0"):
        key, separator, value = entry.partition("\n")
        if separator:
            yield key, value.strip()


def _from_file() -> Iterator[tuple[str, str]]:
    section = ""
    for line in _lines():
        text = line.strip()
        if text.startswith("["):
            section = text.strip("[]").strip().lower()
        elif "=" in text and text[0] not in "#;":
            name, _, value = text.partition("=")
            yield f"{section}.{name.strip().lower()}", _unquoted(value.strip())


def _lines() -> Iterator[str]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is no home
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    for file in (configuration / "git" / "config", home / ".gitconfig"):
        try:
            yield from file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue


def _unquoted(value: str) -> str:
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value.partition(" #")[0].partition(" ;")[0].strip()
