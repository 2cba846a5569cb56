"""Prints text on streams of any encoding."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

_PLAIN = str.maketrans({"✓": "+", "·": "-", "→": "->", "…": "..."})


def encodable(text: str, stream: TextIO) -> str:
    """Return ``text`` in characters that a stream can take, the signs of our reports in ASCII if need be."""
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    return text


@contextlib.contextmanager
def stdout_kept_clean() -> Iterator[None]:
    """Send to standard error what is printed while the block runs, by this process or one that it starts."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # there is none: nothing can get into it
        kept = -1
    else:
        os.dup2(2, 1)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        if kept >= 0:
            os.dup2(kept, 1)
            os.close(kept)


def show(text: str, stream: TextIO | None = None) -> None:
    """Print text and a newline.

    Args:
        text: What to print.
        stream: Where; standard output by default.
    """
    stream = stream or sys.stdout
    print(encodable(text, stream), file=stream)


def reader_is_gone() -> bool:
    """Tell whether whoever read our standard output has left, where the system can say so."""
    import select

    if not hasattr(select, "poll"):  # pragma: no cover - Windows
        return False
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
