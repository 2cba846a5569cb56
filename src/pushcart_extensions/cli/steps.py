"""What a command is at while it takes long: one line on a terminal's standard error, gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size

_CLEAR_LINE = "\r\x1b[2K"


@contextmanager
def showing_steps() -> Iterator[Callable[[str], None]]:
    """Show steps while the block runs.

    Yields:
        A function that is told each step; nothing is shown where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield _ignore
        return
    try:
        yield _show
    finally:
        print(_CLEAR_LINE, end="", file=sys.stderr, flush=True)


def _show(step: str) -> None:
    printable = "".join(character if character.isprintable() else "?" for character in step)
    print(
        f"{_CLEAR_LINE}{printable[: get_terminal_size().columns - 2]}…", end="", file=sys.stderr, flush=True
    )


def _ignore(_step: str) -> None:
    """Show nothing."""
