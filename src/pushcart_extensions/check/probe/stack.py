"""Reads the stack that ``faulthandler`` writes when a child hangs or crashes."""

from __future__ import annotations

import re
from pathlib import Path

from pushcart_extensions.check.place import Place

_THREAD = re.compile(r"^(?:Current thread|Thread) 0x.*$", re.MULTILINE)
_IMPORTING = "<frozen importlib._bootstrap>"
_FRAME = re.compile(r'^  File "(?P<file>.+)", line (?P<line>\d+) in ', re.MULTILINE)


def innermost_line(output: str, root: Path) -> Place | None:
    """Return the innermost line of the package on the stack; None where the stack shows none.

    Args:
        output: What the child wrote; faulthandler puts the most recent call first.
        root: The package's folder.
    """
    prefix = f"{root.absolute()}/"
    for frame in _FRAME.finditer(output.replace("\\", "/")):
        if frame["file"].startswith(prefix):
            return Place(frame["file"].removeprefix(prefix), int(frame["line"]))
    return None


def importing_line(output: str) -> str | None:
    """Return where the module was that was being imported, in words; None where the stack shows none.

    Args:
        output: What the child wrote.
    """
    # The thread that was there first comes last.
    for stack in reversed(_THREAD.split(output)):
        inner = None
        for frame in _FRAME.finditer(stack):
            if frame["file"] == _IMPORTING:
                return inner
            inner = f"{frame['file']}, line {frame['line']}"
    return None
