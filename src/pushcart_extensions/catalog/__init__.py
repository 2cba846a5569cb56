"""What is installed, described: every stage and extension with its options, flags and faults.

Describing means importing: each installed stage is loaded, and what fails is a fault of the result.
"""

from __future__ import annotations

from pushcart_extensions.catalog.records import Catalog, Described, Fault, Namesake, Option

__all__ = ["Catalog", "Described", "Fault", "Namesake", "Option", "describe_installed"]


def describe_installed() -> Catalog:
    """Return all that is installed, described. Every stage and extension is imported for it, here."""
    # Whoever has another process describe it (as pushcart-list has) can do without all that this imports.
    from pushcart_extensions.catalog.installed import describe_installed as describe

    return describe()
