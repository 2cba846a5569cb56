"""Stands between the checker and the package, so that a package that kills its parent kills this.

It waits for the process that imports the package, ends that process's whole group before reaping it,
and with it whatever the package started; then it tells the checker how it ended. It ends everything
too when the checker itself is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from pushcart_extensions.check.probe.child.waiting import wait

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PR_SET_CHILD_SUBREAPER = 36  # <sys/prctl.h>
_ROUNDS = 50
"""How often to look for what a dying package may still start; each round ends all that it finds."""


def adopt_orphans() -> None:
    """Make this process the parent of every orphan among its descendants, where the system can: on Linux."""
    if not sys.platform.startswith("linux"):  # pragma: no cover - other systems
        return
    try:
        # What ctypes wraps; ctypes itself takes 5 ms to import.
        import _ctypes

        prctl = _ctypes.dlsym(_ctypes.dlopen(None, 0), "prctl")  # type: ignore[arg-type]
        _ctypes.call_function(prctl, (_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))
    except (ImportError, AttributeError, OSError):  # pragma: no cover - an odd system
        return  # what is orphaned then is not found


def supervise(child: int, seconds: float, lifeline: int) -> tuple[int | None, int]:
    """Wait for a child, then end its process group and all its descendants.

    Args:
        child: The process, leader of a group of its own.
        seconds: How long it may take.
        lifeline: A descriptor that is at its end when the checker is gone.

    Returns:
        The child's wait status, None where it had to be ended; and how many processes it left.
    """
    ended = wait(child, time.monotonic() + seconds, lifeline)
    # Not reaped yet, the child keeps its number, which is the group's too.
    kill_group(child)
    _, status = os.waitpid(child, 0)
    left = _end_descendants()
    return (status if ended else None), left


def kill_group(leader: int) -> None:
    """End a process that leads a group, and that group; a leader that has ended must not be reaped yet."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # macOS answers EPERM for a group whose members are all dead.
        os.kill(leader, signal.SIGKILL)


def _end_descendants() -> int:
    """End what the package started and left, and return how many processes that were."""
    ended: set[int] = set()
    for _ in range(_ROUNDS):  # pragma: no branch - whoever starts processes as fast as they are ended
        found = set(_children(os.getpid()))
        for process in found:
            os.kill(process, signal.SIGKILL)
        for process in found:
            os.waitpid(process, 0)
        if not found:
            break
        ended |= found
    return len(ended)


def _children(parent: int) -> Iterator[int]:
    """Yield the children of a process; its own orphans among them, where it adopts those."""
    try:
        with open(f"/proc/{parent}/task/{parent}/children", "rb") as listing:  # noqa: PTH123
            yield from map(int, listing.read().split())
    except OSError:  # pragma: no cover - other systems than Linux
        return
