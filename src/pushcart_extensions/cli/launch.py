"""The console scripts: the one place where an error becomes a message and an exit status.

Standard library only, so that a command whose extra is missing can say so.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

from pushcart_extensions.errors import PushcartError

_EXTRAS = {
    "typer": "cli",
    "rich": "cli",
    "copier": "tools",
    "jinja2": "tools",
    "tomlkit": "tools",
    "build": "tools",
}


def new() -> NoReturn:
    """Run ``pushcart-new``."""
    _launch("new")


def check() -> NoReturn:
    """Run ``pushcart-check``."""
    _launch("check")


def run() -> NoReturn:
    """Run ``pushcart-run``."""
    _launch("run")


def _launch(command: str) -> NoReturn:
    """Run the app of ``cli/<command>.py`` and exit: 0 fine, 1 not done, 2 wrong usage, 130 interrupted."""
    program = f"pushcart-{command}"
    try:
        importlib.import_module(f"pushcart_extensions.cli.{command}").app(prog_name=program)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        _exit(f'{program} needs {error.name}: pip install "pushcart-extensions[{extra}]"', 2)
    except PushcartError as error:
        _exit(f"{program}: {error}", error.exit_status)
    except KeyboardInterrupt:
        _exit(f"{program}: interrupted", 130)
    except BrokenPipeError:
        # The reader went away (`pushcart-check | head`); Python's own flush at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(0)


def _exit(message: str, status: int) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(status)
