"""The console scripts: the one place where an error becomes a message and an exit status.

Standard library only, so that a command whose extra is missing can say so.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import signal
import sys
from builtins import print  # noqa: A004 - the one of now: a package may put anything in its place
from types import FrameType
from typing import NoReturn

from pushcart_extensions.errors import PushcartError
from pushcart_extensions.errors.wording import printable

_EXTRAS = {
    "typer": "cli",
    "rich": "cli",
    "copier": "tools",
    "jinja2": "tools",
    "tomlkit": "tools",
    "build": "tools",
    "platformdirs": "tools",
    "packaging": "tools",
}
_NEEDS_TOOLS = frozenset({"new", "add", "update", "extra"})
"""Commands that would ask for the larger extra next."""
_INTERRUPTED = 130
_READER_GONE = 141
"""What a shell shows for SIGPIPE, which Python doesn't let end a process."""


def new() -> NoReturn:
    """Run ``pushcart-new``."""
    _launch("new")


def add() -> NoReturn:
    """Run ``pushcart-add``."""
    _launch("add")


def update() -> NoReturn:
    """Run ``pushcart-update``."""
    _launch("update")


def extra() -> NoReturn:
    """Run ``pushcart-extra``."""
    _launch("extra")


def check() -> NoReturn:
    """Run ``pushcart-check``."""
    _launch("check")


def run() -> NoReturn:
    """Run ``pushcart-run``."""
    _launch("run")


def list_() -> NoReturn:
    """Run ``pushcart-list``."""
    _launch("list")


def _launch(command: str) -> NoReturn:
    """Run the app of ``cli/<command>.py`` and exit: 0 fine, 1 not done, 2 wrong usage, 130 interrupted."""
    program = f"pushcart-{command}"
    if command in _NEEDS_TOOLS:
        # These run nobody else's code and end soon: what garbage collection finds isn't worth the search,
        # which is a tenth of the time; the larger part of that is the last one, when Python exits.
        gc.disable()
    _prepare_streams()
    interrupts = _Interrupts()
    status, message = _run(command, program)
    if interrupts.received:
        status, message = interrupts.status, f"{program}: {interrupts.word}"
    try:
        if message:
            print(message, file=sys.stderr)
        sys.stdout.flush()
    except OSError as error:
        status = _write_no_more(program, error)
    if not gc.isenabled():
        gc.freeze()
    sys.exit(status)


def _run(command: str, program: str) -> tuple[int, str]:
    """Return the exit status of a command, and a message where it has not said itself what was wrong."""
    try:
        importlib.import_module(f"pushcart_extensions.cli.{command}").app(prog_name=program)
    except SystemExit as leaving:
        return _status(leaving), ""
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        extra = "tools" if command in _NEEDS_TOOLS else extra
        return 2, f'{program} needs {error.name}: pip install "pushcart-extensions[{extra}]"'
    except PushcartError as error:
        return error.exit_status, f"{program}: {printable(str(error))}"
    except KeyboardInterrupt:
        return _INTERRUPTED, f"{program}: interrupted"
    except OSError as error:
        return _write_no_more(program, error), ""
    return 0, ""  # pragma: no cover - an app exits by itself, also where all is fine


def _status(leaving: SystemExit) -> int:
    """Return the exit status that an app asks for."""
    if isinstance(leaving.__context__, BrokenPipeError):  # Typer makes a 1 of it
        return _READER_GONE
    return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


class _Interrupts:
    """Turns the signals that ask a process to end into KeyboardInterrupt, so that it can clean up.

    One that arrives while Python runs a finalizer is swallowed there; that it came is remembered.
    """

    def __init__(self) -> None:
        self.received = False
        self.status = _INTERRUPTED
        self.word = "interrupted"
        sys.unraisablehook = self._unraisable
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # What the parent chose to ignore, as nohup does, stays ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._receive)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = True
        self.status = 128 + number
        self.word = "interrupted" if number == signal.SIGINT else "terminated"
        # Whoever tells of it can tell it from one that a package raises by itself.
        raise KeyboardInterrupt(signal.Signals(number).name)

    @staticmethod
    def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            sys.__unraisablehook__(unraisable)


def _prepare_streams() -> None:
    """Let standard output take any text, and give a process that was started without it a stand-in."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):  # pragma: no branch - whatever a host has put there stays
        sys.stdout.reconfigure(errors="backslashreplace")


def _write_no_more(program: str, error: OSError) -> int:
    """Say that something could not be written, or nothing where the reader went away; return the status."""
    # Python flushes once more at its exit, which must not complain a second time.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return _READER_GONE
    print(f"{program}: {error}", file=sys.stderr)
    return 1
