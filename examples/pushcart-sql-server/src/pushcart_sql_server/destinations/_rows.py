"""What the destination takes as rows."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

Row = dict[str, object]


class PolarsFrame(Protocol):
    """What is asked of a Polars frame; Polars itself need not be installed."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows."""
        ...


class PandasFrame(Protocol):
    """What is asked of a pandas frame; pandas itself need not be installed."""

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        """Return the rows, for the orientation `records`."""
        ...


Data = Iterable[Mapping[str, object]] | PolarsFrame | PandasFrame


def rows_of(data: Data) -> list[Row]:
    """Return the rows of a list of mappings, or of a frame."""
    to_dicts = getattr(data, "to_dicts", None)
    if to_dicts is not None:
        return list(to_dicts())
    to_dict = getattr(data, "to_dict", None)
    if to_dict is not None:
        return list(to_dict("records"))
    return [dict(row) for row in data]  # type: ignore[union-attr] # neither frame
