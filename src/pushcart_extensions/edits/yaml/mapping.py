"""One more key in a mapping of a YAML document, whose comments, order and style stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pushcart_extensions.edits.sequences import SequencePlace, with_item
from pushcart_extensions.edits.yaml.blocks import (
    at_end,
    instead_of_nothing,
    lines_before,
    lines_behind,
    mapping_step,
)
from pushcart_extensions.edits.yaml.places import (
    Path,
    child,
    composed,
    grown,
    is_empty_flow,
    is_null,
    scalar,
    shape,
    verified,
)
from pushcart_extensions.errors import EditError

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node


def add_mapping_key(text: str, path: Path, key: str, value: str, before: Sequence[str] = ()) -> str:
    """Return a YAML document in which a mapping has one key more, behind those that it has.

    Args:
        text: The document.
        path: Where the mapping stands; what is missing on the way is made.
        key: The new key; one that is there already stays as it is, whatever its value.
        value: What stands behind the key, as it is to be written on its line.
        before: Keys that the new one goes before, where they are there.

    Raises:
        EditError: The document is laid out in a way that can't be edited safely.
    """
    root = composed(text)
    node = root
    for part in path:
        node = child(node, part)
    if child(node, key) is not None:
        return text
    added = shape(composed(f"{value}\n"))
    wanted = grown(shape(root), path, key, added)
    return verified(with_block(text, path, [f"{scalar(key)}: {value}"], before), wanted)


def with_block(text: str, path: Path, lines: Sequence[str], before: Sequence[str] = ()) -> str:
    """Return a document with the lines of a key and its value in a mapping.

    Args:
        text: The document.
        path: Where the mapping stands.
        lines: The lines, as if they stood at the left margin.
        before: Keys that they go before, where those are there.

    Raises:
        EditError: There is no way to put them there.
    """
    import yaml

    root = composed(text)
    node, depth = root, 0
    while depth < len(path) and (found := child(node, path[depth])) is not None:
        node, depth = found, depth + 1
    step = mapping_step(root)
    for part in reversed(path[depth:]):
        lines = [f"{scalar(str(part))}:", *(f"{' ' * step}{line}" for line in lines)]
    if node is root and is_null(root):
        return at_end(text, lines)
    if is_null(node) or (is_empty_flow(node) and isinstance(node, yaml.MappingNode)):
        if node is None or node is root:
            raise EditError("it is written in brackets, where a block has no place")
        return instead_of_nothing(text, node, lines, key_column(root, path[:depth]) + step)
    if not isinstance(node, yaml.MappingNode):
        raise EditError(f"{'.'.join(map(str, path[:depth]))} is no mapping")
    if node.flow_style:
        return _into_flow(text, node, lines)
    rank = next((rank for rank, (name, _) in enumerate(node.value) if name.value in before), None)
    if rank is not None:
        later = node.value[rank][0]
        # A mapping that is an item of a list has its first key behind the dash.
        if not text[: later.start_mark.index].rpartition("\n")[2].strip():
            return lines_before(text, later, lines, node.value[rank - 1][1] if rank else None)
    return lines_behind(text, node, lines, node.value[0][0].start_mark.column)


def _into_flow(text: str, node: MappingNode, lines: Sequence[str]) -> str:
    if len(lines) > 1:
        raise EditError("its mapping is written in brackets, where a block has no place")
    items = tuple((key.start_mark.index, value.end_mark.index) for key, value in node.value)
    return with_item(
        text,
        SequencePlace(text.index("{", node.start_mark.index) + 1, node.end_mark.index - 1, items),
        lines[0],
    )


def key_column(root: Node | None, path: Path) -> int:
    """Return the column of the last key of a path.

    Raises:
        EditError: The path ends in an item of a list, which has no key.
    """
    import yaml

    node = root
    for part in path[:-1]:
        node = child(node, part)
    if not isinstance(node, yaml.MappingNode):
        raise EditError("it has an empty item")
    return next(int(key.start_mark.column) for key, _ in node.value if key.value == path[-1])
