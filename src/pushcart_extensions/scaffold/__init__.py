"""Everything that writes packages: a new one from the template, more components for one that is there."""

from __future__ import annotations

from pushcart_extensions.scaffold.add import Addition, add
from pushcart_extensions.scaffold.new import NewPackage, new
from pushcart_extensions.scaffold.request import NewRequest
from pushcart_extensions.scaffold.update import Update, update

__all__ = ["Addition", "NewPackage", "NewRequest", "Update", "add", "new", "update"]
