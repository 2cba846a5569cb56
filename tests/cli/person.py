"""Somebody at a terminal, and what ``pushcart-new --interactive`` asks them."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

PROGRAM = "from pushcart_extensions.cli.launch import new; new()"
# Makes the terminal the one that Ctrl-C comes from.
ON_TERMINAL = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); {PROGRAM}"
UP = "\x1b[A"
NAME, KIND, KEY, MORE = (
    "'pushcart-': ",
    "number or name [source]: ",
    "Key of the source",
    "Another one? [y/N]: ",
)
DATA, BACKEND, LICENCE = "number or name [rows]: ", "number or name [hatchling]: ", "number or name [MIT]: "
AUTHOR, EMAIL, DESCRIPTION, URL, WRITE = (
    "Author [",
    "E-mail address [",
    "one line [",
    "Home on the web [",
    "Write it? [Y/n]: ",
)
QUESTIONS = (NAME, KIND, KEY, MORE, DATA, BACKEND, LICENCE, AUTHOR, EMAIL, DESCRIPTION, URL, WRITE)
IDENTITY = ("--author", "Ada", "--email", "ada@example.com", "--url", "https://example.com")
WAIT = 30.0


class Person:
    """Somebody at a terminal, who reads what is asked before answering."""

    everybody: ClassVar[list[Person]] = []

    def __init__(
        self, folder: Path, *arguments: str, term: str = "xterm", stdout: int | None = None, first: str = ""
    ) -> None:
        import pty

        self.screen = ""
        self._seen = 0
        self._terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"{first}{ON_TERMINAL}", *arguments],
            cwd=folder,
            env=os.environ | {"TERM": term, "COLUMNS": "200", "LC_ALL": "C.UTF-8"},
            stdin=theirs,
            stdout=theirs if stdout is None else stdout,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.everybody.append(self)

    def sees(self, text: str) -> None:
        """Wait until a text is on the screen, behind what was seen before."""
        end = time.monotonic() + WAIT
        while text not in self.screen[self._seen :]:
            assert time.monotonic() < end, f"{text!r} does not come:\n{self.screen}"
            assert self._reads(), f"ends before {text!r}:\n{self.screen}"
        self._seen = self.screen.index(text, self._seen) + len(text)

    def types(self, keys: str | bytes, end: str = "\r") -> None:
        typed = keys if isinstance(keys, bytes) else keys.encode()
        os.write(self._terminal, typed + end.encode())

    def answers(self, question: str, keys: str | bytes = "") -> None:
        self.sees(question)
        self.types(keys)

    def insists(self, key: str) -> None:
        """Press a key until the process ends.

        A signal that arrives between readline's prompt and its wait is noticed with the next key only.
        """
        end = time.monotonic() + WAIT
        while self.process.poll() is None and time.monotonic() < end:
            self.types(key, end="")
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(2)

    def leaves(self) -> int:
        """Wait for the end of the process and return its exit status."""
        while self._reads():
            pass
        status = self.process.wait(WAIT)
        os.close(self._terminal)
        return status

    def _reads(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], WAIT)
        try:
            data = os.read(self._terminal, 4096) if ready else b""
        except OSError:  # nobody has the other end any more
            data = b""
        self.screen += data.decode(errors="replace")
        return bool(data)
