"""What ends the process under our hands says so, and doesn't end it in peace."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def watch_exit(program: str) -> None:
    """Have ``os._exit`` name its caller on standard error, and exit with 1 where it would with 0.

    A stage that calls it leaves nothing that could be caught, and a status of 0 would say that
    everything was done. Only Python's own call is seen, in this process: a fork ends as it likes.
    docs/decisions/endings.md has the reasons.

    Args:
        program: The command, for the message.
    """
    genuine = os._exit
    watched = os.getpid()

    def named_exit(status: int) -> NoReturn:
        caller = sys._getframe().f_back  # noqa: SLF001 - what a traceback would be made of
        # Without a caller the interpreter itself is at its end, and calls what was registered for that.
        if caller is not None and os.getpid() == watched:
            place = f"{caller.f_code.co_filename}, line {caller.f_lineno}"
            message = f"{program}: {caller.f_globals.get('__name__')} called os._exit({status}) ({place})\n"
            # The streams of Python may hold what will never be written now.
            os.write(2, message.encode(errors="backslashreplace"))
            genuine(status & 0xFF or 1)
        genuine(status)

    os._exit = named_exit
