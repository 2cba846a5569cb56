"""Everything that writes packages: a new one from the template."""

from __future__ import annotations

from pushcart_extensions.scaffold.new import NewPackage, new
from pushcart_extensions.scaffold.request import NewRequest

__all__ = ["NewPackage", "NewRequest", "new"]
