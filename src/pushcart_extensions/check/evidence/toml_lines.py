"""Where a key stands in a TOML file.

``tomllib`` gives values without positions, and tomlkit belongs to the ``tools`` extra,
which the checker does without. A miss costs a line number, never a finding.
"""

from __future__ import annotations

from collections.abc import Mapping

from pushcart_extensions.check.place import Place

_QUOTES = "\"'"


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
        content = line.lstrip()
        if content.startswith("["):
            header = content.lstrip("[")
            table = _dotted_key(header, "]")
            positions.setdefault(table, (number, len(line) - len(header.lstrip()) + 1))
        elif "=" in content and not content.startswith("#"):
            path = (*table, *_dotted_key(content, "="))
            position = (number, len(line) - len(content) + 1)
            for length in range(len(table) + 1, len(path) + 1):
                positions.setdefault(path[:length], position)
    return positions


def place_of(
    file: str, positions: Mapping[tuple[str, ...], tuple[int, int]], *paths: tuple[str, ...]
) -> Place:
    """Return where the first of several keys that a file has stands; the file itself where it has none.

    Args:
        file: The file.
        positions: Where its keys stand.
        paths: The keys.
    """
    return Place(file, *next((positions[path] for path in paths if path in positions), ()))


def _dotted_key(text: str, end: str) -> tuple[str, ...]:
    """Return the parts of the dotted key that ``text`` begins with, up to ``end`` outside quotes."""
    parts, part, quote = [], "", ""
    for character in text:
        if quote:
            quote, part = ("", part) if character == quote else (quote, part + character)
        elif character == end:
            break
        elif character in _QUOTES:
            quote = character
        elif character == ".":
            parts.append(part)
            part = ""
        elif not character.isspace():
            part += character
    return (*parts, part)
