"""Where something stands in a package."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands.

    Attributes:
        path: Relative to the package's folder, with forward slashes.
        line: Counted from 1; None for the file or folder as a whole.
        column: Counted from 1.
        end_column: One past the last column to blame, on the same line.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
