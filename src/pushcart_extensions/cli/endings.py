"""What ends the process under our hands says so, and doesn't end it in peace."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from pushcart_extensions.runtime.discovery import registered

_GENUINE = os._exit


def watch_exit(program: str, way_out: str = "") -> None:
    """Have ``os._exit`` name its caller on standard error, and exit with 1 where it would with 0.

    A stage that calls it leaves nothing that could be caught, and a status of 0 would say that
    everything was done. Only Python's own call is seen, in this process: a fork ends as it likes.
    docs/decisions/endings.md has the reasons.

    Args:
        program: The command, for the message.
        way_out: What helps, a line of its own.
    """
    watched = os.getpid()

    def named_exit(status: int) -> NoReturn:
        caller = sys._getframe().f_back  # noqa: SLF001 - what a traceback would be made of
        # Without a caller the interpreter itself is at its end, and calls what was registered for that.
        if caller is not None and os.getpid() == watched:
            place = f"{caller.f_code.co_filename}, line {caller.f_lineno}"
            module = str(caller.f_globals.get("__name__"))
            message = f"{program}: {module}{_owner(module)} called os._exit({status}) ({place})\n"
            message += f"  {way_out}\n" if way_out else ""
            # The streams of Python may hold what will never be written now.
            os.write(2, message.encode(errors="backslashreplace"))
            _GENUINE(status & 0xFF or 1)
        _GENUINE(status)

    os._exit = named_exit


def _owner(module: str) -> str:
    """Return which distributions have registered something in a module's package: `` of pushcart-odd``."""
    try:
        package = module.partition(".")[0]
        found = {owner for owner, _, _, target in registered() if _package(target) == package}
    except Exception:  # noqa: BLE001 - the process is at its end, in whatever state
        return ""
    return f" of {' or '.join(sorted(found))}" if found else ""


def _package(target: str) -> str:
    return target.partition(":")[0].partition(".")[0].strip()
