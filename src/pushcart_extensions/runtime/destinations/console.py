"""Destination ``console``: prints what it gets."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping

from pushcart_extensions.runtime.bases import DestinationBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, ClassVar, TypeGuard

    Rows = list[Mapping[str, Any]]


class ConsoleDestination(DestinationBase[object]):
    """Prints rows as a table on a terminal and as JSON lines into a pipe; other data by ``str``.

    What a source yields is collected first. Of a Spark data frame, whose ``str`` has no row, the first
    rows are shown.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"console_destination"})

    def write(self, data: object) -> None:
        """Print the data."""
        if hasattr(type(data), "__next__"):
            rows: Iterator[object] = data  # type: ignore[assignment]
            data = list(rows)
        if _is_of_spark(data):
            data.show()
        elif sys.stdout is None:  # a process without a console, as pythonw.exe starts one
            return
        elif not _are_rows(data):
            _print(data)
        elif sys.stdout.isatty():
            _print_table(data)
        else:
            _print_json_lines(data)


def _print(text: object) -> None:
    # Not by the builtin, in whose place another package may have put anything.
    sys.stdout.write(f"{text!s}\n")


def _is_of_spark(data: object) -> TypeGuard[Any]:
    return type(data).__module__.startswith("pyspark.sql.") and hasattr(data, "show")


def _are_rows(data: object) -> TypeGuard[Rows]:
    return isinstance(data, (list, tuple)) and all(isinstance(row, Mapping) for row in data)


def _print_json_lines(rows: Rows) -> None:
    import json

    # A pipe on Windows may be unable to hold more than its code page.
    escape = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    for row in rows:
        # Dates and decimals have no form in JSON; their text is what a reader of lines can use.
        line = {str(name): _finite(value) for name, value in row.items()}
        _print(json.dumps(line, default=str, ensure_ascii=escape))


def _finite(value: Any) -> Any:
    """Return a value as JSON has one: there is no infinity in it, and no NaN."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): _finite(item) for name, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, (list, tuple)) else value


def _print_table(rows: Rows) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        _print_plain_table(columns, rows)
        return
    # As Text, so that a value in square brackets is data and no markup.
    table = Table()
    for name in columns:
        table.add_column(Text(str(name)))
    for row in rows:
        table.add_row(*(Text(_cell(row, name)) for name in columns))
    # NO_COLOR asks rich for no colour; bold would stay.
    Console(color_system=None if os.environ.get("NO_COLOR") else "auto").print(table)


def _print_plain_table(columns: list[str], rows: Rows) -> None:
    lines = [[str(name) for name in columns], *([_cell(row, name) for name in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        _print("  ".join(padded).rstrip())


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    text = "" if value is None else str(value)
    # Data must not steer the terminal.
    return "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text)
