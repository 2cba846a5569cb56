"""Where the parts of a YAML document stand, and what it says, without making values of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.errors import EditError

if TYPE_CHECKING:
    from yaml.nodes import Node

Path = tuple[str | int, ...]
"""Keys, and positions in sequences, from the root of a document."""
NULL, MAP, SEQUENCE, STRING = (f"tag:yaml.org,2002:{name}" for name in ("null", "map", "seq", "str"))
_PAIR, _ALIAS = "pair", "alias"


class Shape(NamedTuple):
    """What a node says, however it is written; the order of a mapping's keys doesn't count.

    Attributes:
        tag: Its type.
        text: The text of a scalar.
        inside: The items of a sequence; the pairs of a mapping, each of which holds a key and a value.
    """

    tag: str
    text: str = ""
    inside: tuple[Shape, ...] = ()


_NOTHING = Shape(NULL)


def composed(text: str) -> Node | None:
    """Return the tree of a document; None for an empty one.

    An alias is a scalar of its own, since what it stands for stands elsewhere.

    Raises:
        EditError: It is no valid YAML, or several documents.
    """
    import yaml

    class Composer(yaml.SafeLoader):
        def compose_node(self, parent: Node | None, index: int) -> Node | None:
            if not self.check_event(yaml.AliasEvent):
                return super().compose_node(parent, index)
            event = self.get_event()  # type: ignore[no-untyped-call]  # its stub has no types
            return yaml.ScalarNode(_ALIAS, event.anchor, event.start_mark, event.end_mark)

    try:
        loader = Composer(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        raise EditError("it is not valid YAML") from error


def shape(node: Node | None) -> Shape:
    """Return what a node says."""
    import yaml

    if isinstance(node, yaml.SequenceNode):
        return Shape(node.tag, inside=tuple(map(shape, node.value)))
    if isinstance(node, yaml.MappingNode):
        pairs = (Shape(_PAIR, inside=(shape(key), shape(value))) for key, value in node.value)
        return Shape(node.tag, inside=tuple(sorted(pairs)))
    return _NOTHING if node is None or node.tag == NULL else Shape(node.tag, node.value)


def grown(whole: Shape, path: Path, key: str | None, added: Shape) -> Shape:
    """Return what a document says once something is added at a path.

    Args:
        whole: What it says.
        path: Where the mapping or sequence stands that grows; mappings on the way are made.
        key: The new key of a mapping; None for one more item of a sequence.
        added: What is added.
    """
    inside = whole.inside
    first = path[0] if path else key
    if isinstance(first, int):
        item = grown(inside[first], path[1:], key, added)
        return whole._replace(inside=(*inside[:first], item, *inside[first + 1 :]))
    if first is None:
        return Shape(SEQUENCE if whole == _NOTHING else whole.tag, inside=(*inside, added))
    old = next((pair for pair in inside if pair.inside[0].text == first), None)
    name, value = old.inside if old else (Shape(STRING, first), _NOTHING)
    pair = Shape(_PAIR, inside=(name, grown(value, path[1:], key, added) if path else added))
    pairs = sorted((*(one for one in inside if one != old), pair))
    return Shape(MAP if whole == _NOTHING else whole.tag, inside=tuple(pairs))


def child(node: Node | None, part: str | int) -> Node | None:
    """Return what stands under a key of a mapping or at a position of a sequence; None where nothing does.

    Raises:
        EditError: The node is of another kind, or has the key twice.
    """
    import yaml

    if isinstance(part, int):
        if isinstance(node, yaml.SequenceNode) and 0 <= part < len(node.value):
            item: Node = node.value[part]
            return item
        raise EditError(f"it has no item {part} there")
    if is_null(node):
        return None
    if not isinstance(node, yaml.MappingNode):
        raise EditError(f"what {part} belongs in is no mapping")
    values = [value for key, value in node.value if key.value == part]
    if len(values) > 1:
        raise EditError(f"it has {part} twice")
    return values[0] if values else None


def is_null(node: Node | None) -> bool:
    """Tell whether a node is null, written out or left away."""
    return node is None or node.tag == NULL


def is_empty_flow(node: Node | None) -> bool:
    """Tell whether a node is ``[]`` or ``{}``."""
    import yaml

    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style) and not node.value


def content_end(text: str, node: Node) -> int:
    """Return an offset on the last line of what a node says; comments behind it are no part of that."""
    import yaml

    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return content_end(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        keeps_blank_lines = "+" in text[start:].split("\n", 1)[0]
        return end - text[:end].endswith("\n") if keeps_blank_lines else len(text[:end].rstrip())
    return end


def walk(node: Node | None) -> Iterator[Node]:
    """Yield a node and all that are in it."""
    import yaml

    if node is not None:
        yield node
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from walk(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from walk(key)
            yield from walk(value)


def verified(text: str, wanted: Shape) -> str:
    """Return a document, provided that it says what it is to say.

    Raises:
        EditError: It says something else.
    """
    if shape(composed(text)) != wanted:
        raise EditError("it is laid out in a way that can't be edited safely")
    return text


def scalar(value: str) -> str:
    """Return a string as YAML writes it: plain where that is read as the same string, else in quotes."""
    import yaml

    written: str = yaml.safe_dump([value], default_flow_style=True, width=float("inf"), allow_unicode=True)
    return written.strip().removeprefix("[").removesuffix("]")
