"""A table on a terminal that cuts no word off, however narrow the terminal is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

_PROSE = 24
"""How wide the last column has to be, which alone is wrapped."""
_EDGES = 3
"""What a column takes beside its text."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Table | Group:
    """Return rows as a table, or where that is too wide, each as a list of its columns.

    Args:
        columns: The columns' names; the last holds prose.
        rows: The rows, without line breaks.
        width: The terminal's, in characters.
    """
    from rich.cells import cell_len
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    # As Text, so that a value in square brackets is data and no markup.
    needed = [max(map(cell_len, column)) for column in zip(columns, *rows, strict=True)][:-1]
    if sum(needed) + _EDGES * len(columns) + 1 + _PROSE <= width:
        whole = Table()
        for column in columns:
            whole.add_column(Text(column), no_wrap=column != columns[-1])
        for row in rows:
            whole.add_row(*map(Text, row))
        return whole
    lists: list[Table | Text] = []
    for row in rows:
        one = Table.grid(padding=(0, 2, 0, 0))
        one.add_column(no_wrap=True, style="bold")
        one.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                one.add_row(Text(column), Text(cell))
        lists += [one, Text()]
    return Group(*lists[:-1])
