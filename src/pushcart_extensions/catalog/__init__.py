"""What is installed, described: every stage and extension with its options, flags and faults.

Describing means importing: each installed stage is loaded, and what fails is a fault of the result.
"""

from __future__ import annotations

from pushcart_extensions.catalog.installed import describe_installed
from pushcart_extensions.catalog.records import Catalog, Described, Fault, Namesake, Option

__all__ = ["Catalog", "Described", "Fault", "Namesake", "Option", "describe_installed"]
