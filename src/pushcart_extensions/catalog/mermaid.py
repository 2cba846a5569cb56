"""The graph of feature flags, as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pushcart_extensions.catalog.records import Catalog, Described

_ARROWS = {"needs": "-->|needs|", "uses": "-.->|uses|", "excludes": "--x|excludes|"}


def mermaid(catalog: Catalog) -> str:
    """Return a flowchart with each component, and an arrow to whoever provides what it asks for.

    A flag that nobody provides is a node of its own, drawn with rounded ends.
    """
    return "\n".join(_lines(catalog)) + "\n"


def _lines(catalog: Catalog) -> Iterator[str]:
    yield "flowchart LR"
    nodes = {id(one): f"n{number}" for number, one in enumerate(catalog.components)}
    providers: dict[str, list[Described]] = {}
    for one in catalog.components:
        yield f'    {nodes[id(one)]}["{_text(one.kind)} {_text(one.key)}<br/>{_text(one.distribution)}"]'
        for flag in one.flags("provides"):
            providers.setdefault(flag, []).append(one)
    missing: dict[str, str] = {}
    for one in catalog.components:
        for attribute, arrow in _ARROWS.items():
            for flag in one.flags(attribute):
                targets = [nodes[id(other)] for other in providers.get(flag, ()) if other is not one]
                if not targets and flag not in missing:
                    missing[flag] = f"f{len(missing)}"
                    yield f'    {missing[flag]}(["{_text(flag)}"])'
                for target in targets or [missing[flag]]:
                    yield f"    {nodes[id(one)]} {arrow} {target}"


def _text(text: str) -> str:
    """Return text as it may stand between quotes in Mermaid, which has entities and no escapes."""
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
