"""Where a key stands in a TOML file.

``tomllib`` gives values without positions, and tomlkit belongs to the ``tools`` extra,
which the checker does without. A miss costs a line number, never a finding.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""\s*(?P<key>(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*="""
)
_PART = re.compile(r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9_-]+))\s*(?:\.|$)""")


def key_positions(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return line and column, both from 1, of each table header and key in a TOML document.

    Args:
        text: The document.

    Returns:
        Positions by path, such as ``("project", "entry-points", "pushcart.sources", "my")``. Keys
        inside inline tables and multi-line strings are not told apart.
    """
    positions: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _split(header["path"])
            positions.setdefault(table, (number, header.start("path") + 1))
        elif key := _KEY.match(line):
            path = (*table, *_split(key["key"]))
            positions.setdefault(path, (number, key.start("key") + 1))
            for length in range(len(table) + 1, len(path)):
                positions.setdefault(path[:length], (number, key.start("key") + 1))
    return positions


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part["double"] or part["single"] or part["bare"] or "" for part in _PART.finditer(dotted))
