"""Source ``rows``: data written in the workflow itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pushcart_extensions.runtime.bases import SourceBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

Rows = list[dict[str, object]]


class RowsSource(SourceBase[Rows]):
    """Gives the rows that its options hold.

    Args:
        rows: Mappings from column to value.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"rows_source"})

    def __init__(self, rows: Sequence[Mapping[str, object]] = ()) -> None:
        if isinstance(rows, (str, Mapping)) or not all(isinstance(row, Mapping) for row in rows):
            from pushcart_extensions.runtime.spelling import spelled

            raise TypeError(f"rows is a list of mappings, and not {spelled(rows)}")
        self.rows = rows

    def get_increment(self) -> Rows:
        """Return the rows, each a dict of its own that the next stage may change."""
        return [dict(row) for row in self.rows]
