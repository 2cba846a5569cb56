"""In what way a child ended, told from its status and from what it wrote."""

from __future__ import annotations

import signal
from typing import NamedTuple

from pushcart_extensions.check.evidence.import_report import End, Outcome
from pushcart_extensions.check.place import Place

_CRASHES = frozenset({"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT"})


class Statuses(NamedTuple):
    """What the process that imports the package is to exit with; the parent chose them.

    Attributes:
        done: It has reported everything.
        cut_off: It can't report any more.
        broken: Its own code failed.
    """

    done: int
    cut_off: int
    broken: int


class Ending(NamedTuple):
    """How a child ended.

    Attributes:
        outcome: In what way; None where it ended as it was asked.
        words: How it ended, as a clause that completes "the import …".
        left: How many processes the package left, as far as the system tells.
        output: What was printed, its last part.
        import_times: What ``-X importtime`` said: the seconds of each top-level package, its own alone.
        journal: What stands in its journal.
    """

    outcome: Outcome | None
    words: str
    left: int
    output: str
    import_times: dict[str, float]
    journal: bytes = b""


class Told(NamedTuple):
    """What a supervisor said of the process that it watched.

    Attributes:
        group: The number of that process, and of its group; None where it was not started.
        status: Its wait status; None where it was not heard of, or had to be ended.
        timed_out: Whether it had to be ended.
        left: How many processes it left.
    """

    group: int | None = None
    status: int | None = None
    timed_out: bool = False
    left: int = 0


def read_told(said: bytes) -> Told:
    """Return what a supervisor said; what is not of its form was said by someone else."""
    told = Told()
    for line in said.decode("ascii", "replace").splitlines():
        match line.split():
            case ["group", number] if number.isdecimal():
                told = told._replace(group=int(number))
            case ["ended", "-", left] if left.isdecimal():
                told = told._replace(timed_out=True, left=int(left))
            case ["ended", status, left] if status.isdecimal() and left.isdecimal():
                told = told._replace(status=int(status), left=int(left))
    return told


def judged_status(code: int, statuses: Statuses, output: str) -> tuple[Outcome | None, str]:
    """Return what an exit status says, and in words.

    Args:
        code: The status; negative for a signal.
        statuses: What was asked for.
        output: What was printed: a child whose own code failed says there why.
    """
    if code == statuses.done:
        return None, ""
    if code == statuses.cut_off:
        return Outcome.CUT_OFF, "closed descriptors that it had not opened"
    if code == statuses.broken:
        why = last_line(output)
        return Outcome.BROKEN, f"broke what all modules share{': ' if why else ''}{why}"
    if code >= 0:
        return Outcome.EXITED, f"left the interpreter with exit status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return (Outcome.CRASHED if name in _CRASHES else Outcome.KILLED), f"was ended by {name}"


def end_of(ending: Ending, at: tuple[str, str] | None, place: Place | None, *, complete: bool) -> End | None:
    """Return how a child ended, for the report; None where it did as it was asked.

    Args:
        ending: How its process ended.
        at: What it was loading.
        place: The line where it hung or crashed.
        complete: Whether its journal is in order, to the last record.
    """
    if ending.outcome is None:
        words = "is not to be believed: its journal is not in order"
        return None if complete else End(Outcome.FORGED, words, at, place)
    if ending.outcome is Outcome.NOT_STARTED:
        return End(ending.outcome, ending.words)
    return End(ending.outcome, ending.words, at, place)


def last_line(output: str) -> str:
    """Return the last line that says something; empty without one."""
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "")
