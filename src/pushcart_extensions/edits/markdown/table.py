"""One more row in a table of a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pushcart_extensions.edits.markdown.lines import Line, markdown_lines
from pushcart_extensions.edits.text import newline_of
from pushcart_extensions.errors import EditError

_CELL = re.compile(r"(?:\\.|[^|])*")
_DELIMITER = re.compile(r"[ \t]*:?-+:?[ \t]*")


class _Table(NamedTuple):
    """A table: its header, the line below that, and its rows."""

    header: Line
    rows: tuple[Line, ...]
    delimiter: Line

    @property
    def last(self) -> Line:
        return self.rows[-1] if self.rows else self.delimiter


def add_table_row(
    text: str, header_cells: Sequence[str], row_cells: Sequence[str], order: Sequence[str] = ()
) -> str:
    """Return a Markdown document in which a table has one row more.

    The row is written as the row before it is: with or without outer bars, padded to the width of the
    columns where all rows are.

    Args:
        text: The document.
        header_cells: What the header of the table says; capitals don't count.
        row_cells: The cells of the row; a row that is there already stays as it is.
        order: The order of first cells: the row goes behind the last one whose first cell doesn't come
            later in it. Without an order, or where none of its words is there, it goes to the end.

    Raises:
        EditError: There is no such table, or several, or a cell can't be written in one.
    """
    if len(header_cells) != len(row_cells) or not row_cells:
        raise EditError(f"a row of {len(header_cells)} cells can't have {len(row_cells)}")
    if any("\n" in cell or "\r" in cell for cell in row_cells):
        raise EditError("a cell of a table is a single line")
    wanted = [cell.strip().casefold() for cell in header_cells]
    tables = [
        table
        for table in _tables(markdown_lines(text))
        if [cell.casefold() for cell in _cells(table.header.text)] == wanted
    ]
    row = [_escaped(cell.strip()) for cell in row_cells]
    if any(_cells(line.text) == row for table in tables for line in table.rows):
        return text
    if len(tables) != 1:
        raise EditError(f"it has {len(tables) or 'no'} tables with the columns {', '.join(header_cells)}")
    table = tables[0]
    before = _row_before(table, row[0], order)
    line, newline = _written(table, before, row), newline_of(text)
    gap = "" if text[: before.end].endswith("\n") else newline
    return f"{text[: before.end]}{gap}{line}{'' if gap else newline}{text[before.end :]}"


def _tables(lines: list[Line]) -> list[_Table]:
    found: list[_Table] = []
    number = 0
    while number + 1 < len(lines):
        header, delimiter = lines[number : number + 2]
        if not (_is_row(header) and _is_delimiter(delimiter) and _same_width(header, delimiter)):
            number += 1
            continue
        end = number + 2
        while end < len(lines) and _is_row(lines[end]):
            end += 1
        found.append(_Table(header, tuple(lines[number + 2 : end]), delimiter))
        number = end
    return found


def _is_row(line: Line) -> bool:
    indented = line.text.startswith(("    ", "\t"))
    return line.is_prose and "|" in line.text and not indented


def _is_delimiter(line: Line) -> bool:
    return _is_row(line) and all(_DELIMITER.fullmatch(cell) for cell in _cells(line.text))


def _same_width(header: Line, delimiter: Line) -> bool:
    return len(_cells(header.text)) == len(_cells(delimiter.text))


def _cells(row: str) -> list[str]:
    """Return the cells of a row, without the white space around them."""
    return [cell.strip() for cell in _raw_cells(row)]


def _raw_cells(row: str) -> list[str]:
    """Return what stands between the bars of a row, without what is outside of the outer ones."""
    inner = row.strip().removeprefix("|")
    cells, at = [], 0
    while at <= len(inner):
        found = _CELL.match(inner, at)
        end = found.end() if found else len(inner)
        cells.append(inner[at:end])
        at = end + 1
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _row_before(table: _Table, first: str, order: Sequence[str]) -> Line:
    """Return the line that a row with this first cell goes behind."""
    ranks = {word: rank for rank, word in enumerate(order)}
    if first not in ranks:
        return table.last
    known = [(ranks.get(_cells(row.text)[0]), row) for row in table.rows]
    if all(rank is None for rank, _ in known):
        return table.last
    earlier = [row for rank, row in known if rank is not None and rank <= ranks[first]]
    return earlier[-1] if earlier else table.delimiter


def _written(table: _Table, before: Line, row: list[str]) -> str:
    """Return the line of a row, written as the others are."""
    like = before.text
    rows = [_raw_cells(line.text) for line in (table.header, *table.rows)]
    is_closed = not (row[0] and row[-1])  # an empty cell at the edge is seen by its bar alone
    if widths := _widths(rows):
        row = [f" {cell.ljust(width - 2)} " for cell, width in zip(row, widths, strict=True)]
    elif len(rows) == 1 or any(cell.startswith((" ", "\t")) for cells in rows for cell in cells):
        row = [f" {cell} " for cell in row]
    start = "|" if is_closed or like.lstrip().startswith("|") else ""
    end = "|" if is_closed or like.rstrip().endswith("|") else ""
    line = f"{start}{'|'.join(row)}{end}"
    indent = like[: len(like) - len(like.lstrip())]
    return indent + (line if end else line.rstrip()) if start else indent + line.strip()


def _widths(rows: list[list[str]]) -> list[int] | None:
    """Return the widths of the columns where every row keeps them, with a space at each bar."""
    widths = [[len(cell) for cell in cells] for cells in rows]
    spaced = all(cell.startswith(" ") and cell.endswith(" ") for cells in rows for cell in cells)
    return widths[0] if len(rows) > 1 and spaced and all(one == widths[0] for one in widths) else None


def _escaped(cell: str) -> str:
    """Return a cell whose bars don't end it."""
    return re.sub(r"(\\.)|\|", lambda found: found[1] or r"\|", cell)
