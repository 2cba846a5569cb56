"""What a block shows, held against what is there.

In what is shown, ``…`` stands for anything within a line, and as a line of its own for any lines.
"""

from __future__ import annotations

import re

ELLIPSIS = "…"


def is_shown(expected: str, actual: str) -> bool:
    """Tell whether an output is the one that a page shows; blanks at the ends of lines don't count."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == ELLIPSIS else _line_pattern(line) + r"\n" for line in _lines(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(actual))) is not None


def missing_line(excerpt: str, text: str) -> str | None:
    """Return the first line of an excerpt that a file doesn't have behind the lines before it.

    Indentation doesn't count, and neither does a body that is shown as ``...``; ``…`` stands for
    whatever is left out.
    """
    rest = iter([line.strip() for line in _lines(text)])
    for line in _lines(excerpt):
        wanted = line.strip().removesuffix(" ...")
        if wanted in {"", ELLIPSIS, "..."}:
            continue
        if not any(re.fullmatch(_line_pattern(wanted), there) for there in rest):
            return line
    return None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split(ELLIPSIS))
