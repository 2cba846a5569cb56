"""The catalog as the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pushcart_extensions.catalog.docstrings import literals_unmarked
from pushcart_extensions.contract.metadata import BOOLEANS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pushcart_extensions.catalog.order import Order
    from pushcart_extensions.catalog.records import Catalog

Rows = list[tuple[str, ...]]

COMPONENT_COLUMNS = ("kind", "type", "from", "options", "flags", "what it is")
ORDER_COLUMNS = ("order", "kind", "type", "from", "why")


def component_rows(catalog: Catalog) -> Rows:
    """Return a row for each stage and extension, in the columns of ``COMPONENT_COLUMNS``."""
    rows: Rows = []
    for one in catalog.components:
        marks = [name for name in BOOLEANS if one.metadata.get(name) is True]
        options = [f"{option.name}*" if option.required else option.name for option in one.options]
        version = f" {one.version}" if one.version else ""
        scan = " (by scan)" if one.found_by == "scan" else ""
        origin = f"{one.distribution}{version}{scan}"
        flags = ", ".join([*one.flags("provides"), *marks])
        rows.append((one.kind, one.key, origin, ", ".join(options), flags, literals_unmarked(one.summary)))
    return rows


def order_rows(order: Order) -> Rows:
    """Return a row for each step, in the columns of ``ORDER_COLUMNS``."""
    return [
        (
            str(step.position or "-"),
            step.component.kind,
            step.component.key,
            step.component.distribution,
            "; ".join(step.reasons) or "by name: nothing asks for another place",
        )
        for step in order.steps
    ]


def plain_table(columns: Sequence[str], rows: Rows) -> str:
    """Return a table as text: columns aligned, two spaces between them."""
    lines = [tuple(columns), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
