"""A terminal for a page: its commands run in turn, as if typed into one shell."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

# What a shell would remember is kept by the shell itself: the folder, the exported names, the last status.
_SCRIPT = """\
trap 'echo $? >"$KEPT/status"; pwd >"$KEPT/folder"; export -p >"$KEPT/names"' EXIT
if [ -f "$KEPT/names" ]; then . "$KEPT/names"; cd "$(cat "$KEPT/folder")"; (exit "$(cat "$KEPT/status")"); fi
{command}
"""


class Terminal:
    """Runs commands one after the other.

    Args:
        folder: Where the first one starts.
        kept: A folder for what is remembered between commands.
        environment: The variables of the first one.
        timeout: Seconds that one command may take.
    """

    def __init__(self, folder: Path, kept: Path, environment: Mapping[str, str], timeout: float) -> None:
        self._start = folder
        self._kept = kept
        self._environment = {**environment, "KEPT": str(kept)}
        self._timeout = timeout
        kept.mkdir(parents=True, exist_ok=True)

    @property
    def folder(self) -> Path:
        """Where the next command starts."""
        remembered = self._kept / "folder"
        return Path(remembered.read_text().rstrip("\n")) if remembered.exists() else self._start

    @property
    def status(self) -> int:
        """The exit status of the last command."""
        return int((self._kept / "status").read_text())

    def run(self, command: str) -> str:
        """Return what a command prints, on both streams, as a terminal would show it."""
        done = subprocess.run(
            ["sh", "-c", _SCRIPT.replace("{command}", command)],
            cwd=self._start,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=self._timeout,
        )
        return done.stdout
