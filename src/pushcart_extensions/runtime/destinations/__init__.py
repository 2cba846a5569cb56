"""Built-in destinations."""

from __future__ import annotations

from pushcart_extensions.runtime.destinations.console import ConsoleDestination

__all__ = ["ConsoleDestination"]
