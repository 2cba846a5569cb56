"""Waits for a child's end without reaping it, so that its number, and its group's, stay its own."""

from __future__ import annotations

import os
import select
import sys
import time

_SLICE = 0.2
"""Seconds after which an interrupt that another thread asked for may get its turn."""
_LONGEST_PAUSE = 0.02


def wait(child: int, deadline: float, lifeline: int | None = None) -> bool:
    """Wait for a child of this process, and leave it for its parent to reap.

    Args:
        child: The process.
        deadline: The monotonic time until which to wait.
        lifeline: A descriptor that can be read, or is at its end, when there is no point in waiting.

    Returns:
        Whether the child has ended.
    """
    if sys.platform == "darwin":  # pragma: no cover - macOS
        # There is no waitid before Python 3.13.
        return _by_events(child, deadline, lifeline)
    try:
        watched = os.pidfd_open(child)
    except (AttributeError, OSError):
        return _by_asking(child, deadline, lifeline)
    descriptors = [watched] if lifeline is None else [watched, lifeline]
    try:
        while (left := deadline - time.monotonic()) > 0:
            if ready := select.select(descriptors, [], [], min(left, _SLICE))[0]:
                return watched in ready
        return watched in select.select([watched], [], [], 0)[0]
    finally:
        os.close(watched)


def _by_asking(child: int, deadline: float, lifeline: int | None) -> bool:
    pause = 0.001
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        if time.monotonic() >= deadline:
            return False
        if lifeline is None:
            time.sleep(pause)
        elif select.select([lifeline], [], [], pause)[0]:
            return False
        pause = min(pause * 2, _LONGEST_PAUSE)
    return True


if sys.platform == "darwin":  # pragma: no cover - as above

    def _by_events(child: int, deadline: float, lifeline: int | None) -> bool:
        ended = select.kevent(child, select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT)
        events = [ended]
        if lifeline is not None:
            events.append(select.kevent(lifeline, select.KQ_FILTER_READ, select.KQ_EV_ADD))
        queue = select.kqueue()
        try:
            queue.control(events, 0)
            while (left := deadline - time.monotonic()) > 0:
                if ready := queue.control(None, len(events), min(left, _SLICE)):
                    return any(event.filter == select.KQ_FILTER_PROC for event in ready)
        except ProcessLookupError:
            return True  # it had ended before
        finally:
            queue.close()
        return False
