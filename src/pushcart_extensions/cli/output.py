"""Prints text on streams of any encoding."""

from __future__ import annotations

import sys
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


def show(text: str, stream: TextIO | None = None) -> None:
    """Print text and a newline.

    Args:
        text: What to print.
        stream: Where; standard output by default.
    """
    stream = stream or sys.stdout
    print(encodable(text, stream), file=stream)
