"""Everything that writes packages: a new one from the template, more components for one that is there.

Each name is imported when it is first asked for: a command needs one of them, and must not wait for the
rest.
"""

from __future__ import annotations

import sys
from types import ModuleType

__all__ = [
    "Addition",
    "HostExtra",
    "NewPackage",
    "NewRequest",
    "Update",
    "add",
    "extra",
    "new",
    "update",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pushcart_extensions.scaffold.add import Addition, add
    from pushcart_extensions.scaffold.answers.request import NewRequest
    from pushcart_extensions.scaffold.extra import HostExtra, extra
    from pushcart_extensions.scaffold.new import NewPackage, new
    from pushcart_extensions.scaffold.update import Update, update

_MODULES = {
    "Addition": "add",
    "HostExtra": "extra",
    "NewPackage": "new",
    "NewRequest": "answers.request",
    "Update": "update",
    "add": "add",
    "extra": "extra",
    "new": "new",
    "update": "update",
}


class _Face(ModuleType):
    """This package, whose functions have the names of their modules.

    The import system makes each module that it loads an attribute of its package, which would put it in
    the place of the function.
    """

    def __getattr__(self, name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        found: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        super().__setattr__(name, found)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _MODULES:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
