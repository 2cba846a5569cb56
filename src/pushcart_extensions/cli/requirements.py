"""Modules that a command will need, asked for before it says or asks anything."""

from __future__ import annotations

import importlib.util


def require(*modules: str) -> None:
    """Have launch.py say now which extra is missing, and not after notices or questions.

    Args:
        modules: The modules that will be imported.

    Raises:
        ModuleNotFoundError: One of them is not installed.
    """
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise ModuleNotFoundError(name=module)
