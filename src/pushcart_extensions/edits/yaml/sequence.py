"""One more item in a list of a YAML document, whose comments, order and style stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pushcart_extensions.edits.sequences import SequencePlace, with_item
from pushcart_extensions.edits.text import line_start
from pushcart_extensions.edits.yaml.blocks import (
    column,
    dash_of,
    instead_of_nothing,
    lines_behind,
    sequence_step,
)
from pushcart_extensions.edits.yaml.mapping import key_column, with_block
from pushcart_extensions.edits.yaml.places import (
    MAP,
    Path,
    Shape,
    child,
    composed,
    grown,
    is_empty_flow,
    is_null,
    scalar,
    shape,
    verified,
    walk,
)
from pushcart_extensions.errors import EditError

if TYPE_CHECKING:
    from yaml.nodes import Node, SequenceNode


def add_sequence_item(text: str, path: Path, item_lines: Sequence[str], before: Sequence[str] = ()) -> str:
    """Return a YAML document in which a list has one item more, behind those that it has.

    Args:
        text: The document.
        path: Where the list stands, such as ``("sources",)``; what is missing on the way is made.
        item_lines: The lines of the item, without its dash, as if they stood at the left margin. An item
            that is there already stays as it is; so does a mapping that has all its keys and values.
        before: Keys that a list that is made goes before, where they are there.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    import yaml

    if not path or isinstance(path[-1], int):
        raise EditError("a list stands under a key")
    root = composed(text)
    added = shape(composed("".join(f"{line}\n" for line in item_lines)))
    node = root
    for part in path:
        node = child(node, part)
    if isinstance(node, yaml.SequenceNode) and any(_holds(shape(item), added) for item in node.value):
        return text
    wanted = grown(shape(root), path, None, added)
    if node is None:
        indent = " " * sequence_step(text, root)
        block = [f"{scalar(path[-1])}:", *(f"{indent}{line}" for line in _dashed(item_lines, "- "))]
        return verified(with_block(text, path[:-1], block, before), wanted)
    return verified(_with_item(text, root, node, path, item_lines), wanted)


def _with_item(text: str, root: Node | None, node: Node, path: Path, lines: Sequence[str]) -> str:
    import yaml

    is_empty = is_null(node) or (is_empty_flow(node) and isinstance(node, yaml.SequenceNode))
    if is_empty and not _is_in_flow(root, node):
        indent = key_column(root, path) + sequence_step(text, root)
        return instead_of_nothing(text, node, _dashed(lines, "- "), indent)
    if not isinstance(node, yaml.SequenceNode):
        raise EditError(f"{'.'.join(map(str, path))} is no list")
    if node.flow_style:
        items = tuple((item.start_mark.index, item.end_mark.index) for item in node.value)
        start = text.index("[", node.start_mark.index) + 1
        return with_item(text, SequencePlace(start, node.end_mark.index - 1, items), _in_flow(lines))
    return _behind(text, node, lines)


def _behind(text: str, node: SequenceNode, lines: Sequence[str]) -> str:
    """Put an item behind the last one of a block, with the space behind its dash that that one has."""
    last = node.value[-1]
    dash = dash_of(text, last)
    gap = text[dash + 1 : last.start_mark.index]
    marker = f"-{gap}" if gap and not gap.strip(" ") else "- "
    block = _dashed(lines, marker)
    above = line_start(text, dash)
    if len(node.value) > 1 and above and not text[line_start(text, above - 1) : above].strip():
        block = ["", *block]
    return lines_behind(text, node, block, column(text, dash))


def _dashed(lines: Sequence[str], marker: str) -> list[str]:
    first, *rest = lines
    return [f"{marker}{first}", *(f"{' ' * len(marker)}{line}" if line else line for line in rest)]


def _holds(item: Shape, wanted: Shape) -> bool:
    """Tell whether an item is the one that is wanted, or the same with further keys."""
    is_wider = item.tag == wanted.tag == MAP and set(wanted.inside) <= set(item.inside)
    return item == wanted or is_wider


def _is_in_flow(root: Node | None, node: Node) -> bool:
    """Tell whether a node stands within brackets."""
    import yaml

    return any(
        isinstance(outer, yaml.CollectionNode)
        and bool(outer.flow_style)
        and any(inner is node for inner in walk(outer) if inner is not outer)
        for outer in walk(root)
    )


def _in_flow(lines: Sequence[str]) -> str:
    """Return the lines of an item as they stand within brackets.

    Raises:
        EditError: They are no scalar and no mapping of scalars.
    """
    import yaml

    node = composed("".join(f"{line}\n" for line in lines))
    if len(lines) == 1 and (not isinstance(node, yaml.MappingNode) or node.flow_style):
        return lines[0].strip()
    if isinstance(node, yaml.MappingNode) and len(node.value) == len(lines):
        return f"{{{', '.join(line.strip() for line in lines)}}}"
    raise EditError("its list is written in brackets, where such an item has no place")
