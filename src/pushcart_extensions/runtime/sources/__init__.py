"""Built-in sources."""

from __future__ import annotations

from pushcart_extensions.runtime.sources.rows import RowsSource

__all__ = ["RowsSource"]
