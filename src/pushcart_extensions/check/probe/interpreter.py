"""Which Python imports the package: the one that has its dependencies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pushcart_extensions.errors import InterpreterError

_EXECUTABLES = ("bin/python", "Scripts/python.exe")


def choose_interpreter(root: Path, asked: str | None) -> str:
    """Return the Python that should import a package.

    Args:
        root: The package's folder; the virtual environment ``.venv`` in it comes first.
        asked: What the user named, an executable or a virtual environment's folder.

    Raises:
        InterpreterError: What the user named is no Python.
    """
    if asked is not None:
        return _asked(asked)
    environments = [root / ".venv", *([Path(active)] if (active := os.environ.get("VIRTUAL_ENV")) else [])]
    return next((found for folder in environments if (found := _executable(folder))), sys.executable)


def reason(root: Path, interpreter: str) -> str:
    """Return in words why ``choose_interpreter`` took a Python, for those who expected another.

    Args:
        root: The package's folder.
        interpreter: What it returned.
    """
    own, active = root / ".venv", os.environ.get("VIRTUAL_ENV")
    if interpreter == _executable(own):
        return "the Python of its .venv"
    without = "its .venv has no Python" if own.exists() else "it has no .venv"
    if active and interpreter == _executable(Path(active)):
        return f"the Python of the active environment, since {without}"
    if interpreter != sys.executable:
        return "the Python that was named"
    inactive = "the active environment has none" if active else "no environment is active"
    return f"the Python that runs the check, since {without} and {inactive}"


def _asked(asked: str) -> str:
    from shutil import which

    if Path(asked).is_dir() and (found := _executable(Path(asked))):
        return found
    if Path(asked).is_dir() or (found := which(asked)) is None:
        raise InterpreterError(asked)
    return os.path.abspath(found)  # noqa: PTH100 - resolving the link would leave the virtual environment


def _executable(environment: Path) -> str | None:
    candidates = (environment / executable for executable in _EXECUTABLES)
    return next((str(path.absolute()) for path in candidates if os.access(path, os.X_OK)), None)
