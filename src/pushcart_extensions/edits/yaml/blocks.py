"""Lines that go into a YAML document: behind what stands there, and indented as its blocks are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pushcart_extensions.edits.text import content_end as line_content_end
from pushcart_extensions.edits.text import line_end, line_start, newline_of
from pushcart_extensions.edits.yaml.places import content_end, walk
from pushcart_extensions.errors import EditError

if TYPE_CHECKING:
    from yaml.nodes import Node

_STEP = 2
"""How far a block is indented where the document doesn't show it."""


def lines_behind(text: str, node: Node, lines: Sequence[str], indent: int) -> str:
    """Return a document with lines behind a block, and behind the comments in it.

    Args:
        text: The document.
        node: The block, or what the line ends with that the lines go behind.
        lines: The lines.
        indent: How far they are indented; comments that are indented further belong to the block.
    """
    at = line_end(text, content_end(text, node))
    after = at
    while after < len(text):
        line = text[after : line_end(text, after)]
        stripped = line.strip()
        if stripped and not (stripped.startswith("#") and len(line) - len(line.lstrip(" ")) > indent):
            break
        after = line_end(text, after)
        at = after if stripped else at
    return _inserted(text, at, lines, indent)


def at_end(text: str, lines: Sequence[str]) -> str:
    """Return a document with lines at its end."""
    return _inserted(text, len(text), lines, 0)


def lines_before(text: str, node: Node, lines: Sequence[str], above: Node | None) -> str:
    """Return a document with lines before a key, and before the comments on it.

    Comments that the document begins with are about the whole of it, so the lines go behind those.

    Args:
        text: The document.
        node: The key, which begins its line.
        lines: The lines.
        above: What the lines stay below; None where the key is the first one.
    """
    at = start = line_start(text, node.start_mark.index)
    top = line_end(text, content_end(text, above)) if above else 0
    while start > top and text[line_start(text, start - 1) : start].lstrip().startswith("#"):
        start = line_start(text, start - 1)
    return _inserted(text, start or at, lines, node.start_mark.column)


def instead_of_nothing(text: str, node: Node, lines: Sequence[str], indent: int) -> str:
    """Return a document in which lines stand under a key whose value is null or empty.

    Args:
        text: The document.
        node: The value.
        lines: The lines.
        indent: How far they are indented.

    Raises:
        EditError: The value is written in an odd way.
    """
    start, end = node.start_mark.index, node.end_mark.index
    if "\n" in text[start:end] or text[start:end].startswith(("&", "!")):
        raise EditError("it has an empty value that is written in an odd way")
    key = text[:start].rstrip(" \t")
    if not key.endswith(":"):
        raise EditError("it has an empty value that is written in an odd way")
    rest = text[end : line_content_end(text, end)].rstrip()
    shorter = key + rest + text[line_content_end(text, end) :]
    return _inserted(shorter, line_end(shorter, len(key)), lines, indent)


def sequence_step(text: str, root: Node | None) -> int:
    """Return how far the dashes of a document's lists are indented under their keys.

    Raises:
        EditError: A list is written in an odd way.
    """
    import yaml

    for node in walk(root):
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value:
                return max(0, column(text, dash_of(text, value.value[0])) - int(key.start_mark.column))
    return _STEP


def mapping_step(root: Node | None) -> int:
    """Return how far the keys of a document's mappings are indented under their keys."""
    import yaml

    for node in walk(root):
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(value, yaml.MappingNode) and not value.flow_style and value.value:
                return max(1, int(value.value[0][0].start_mark.column) - int(key.start_mark.column))
    return _STEP


def dash_of(text: str, item: Node) -> int:
    """Return the offset of the dash of an item of a block sequence.

    Raises:
        EditError: Something stands between the two.
    """
    before = text[: item.start_mark.index].rstrip(" \t\r\n")
    if not before.endswith("-"):
        raise EditError("it has a list that is written in an odd way")
    return len(before) - 1


def column(text: str, at: int) -> int:
    """Return how many characters stand before an offset on its line."""
    return at - line_start(text, at)


def _inserted(text: str, at: int, lines: Sequence[str], indent: int) -> str:
    newline = newline_of(text)
    before, after = text[:at], text[at:]
    block = newline.join(f"{' ' * indent}{line}" if line else line for line in lines)
    if before and not before.endswith("\n"):
        return f"{before}{newline}{block}{after}"
    return f"{before}{block}{newline}{after}"
