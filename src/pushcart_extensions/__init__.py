"""Write, check and run extension packages for Pushcart."""

from __future__ import annotations

__version__ = "0.1.0"
