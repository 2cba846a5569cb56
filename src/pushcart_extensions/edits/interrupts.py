"""A few steps that Ctrl-C doesn't come between."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Ctrl-C comes last: where it is handled again, nothing is left to be put back that it could come between.
_NAMES = ("SIGHUP", "SIGTERM", "SIGINT")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let the signals that a program handles itself wait until the block has ended.

    What the system does on its own, such as the end by a SIGTERM that nobody handles, stays; so does
    everything outside of the main thread, which gets no signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    handlers = {number: found for number in numbers if callable(found := signal.getsignal(number))}
    received: list[int] = []
    try:
        for number in handlers:
            signal.signal(number, lambda number, _frame: received.append(number))
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(received):
            handlers[number](number, None)
