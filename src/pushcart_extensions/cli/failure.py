"""What is told of a run that failed: whose error it is, and the part of its traceback that is theirs."""

from __future__ import annotations

import signal
import traceback
from typing import TYPE_CHECKING

from pushcart_extensions.errors import PushcartError
from pushcart_extensions.errors.wording import described, printable, words

if TYPE_CHECKING:
    from types import TracebackType

    from pushcart_extensions.runtime.results import StageResult

_OURS = "pushcart_extensions."
_OUR_STAGES = ("pushcart_extensions.runtime.sources.", "pushcart_extensions.runtime.destinations.")


def failure_text(error: BaseException, failed: StageResult | None, *, made: bool) -> str:
    """Return what to print of an error that ended a run, its values not yet redacted.

    Args:
        error: The error.
        failed: The stage whose error it is, as far as it is a stage's.
        made: Whether everything was constructed; an option that a constructor refuses needs no traceback.
    """
    if failed is None and (isinstance(error, PushcartError) or (not made and _is_refusal(error))):
        return "".join((f"{words(error)}\n", *(f"  {note}\n" for note in _notes(error))))
    where = f"{failed.label} failed in {failed.failed_in} ({failed.place}): " if failed else ""
    return printable(f"{where}{described(error)}\n{traceback_text(error)}")


def interruption_lines(interruption: KeyboardInterrupt) -> list[str]:
    """Return where an interruption was raised, its values not yet redacted.

    A module or a stage may raise it by itself, without anybody's Ctrl-C: only that of a signal has its name.
    """
    name = words(interruption)
    if name in signal.Signals.__members__:
        return [_arrival(name, note) for note in _notes(interruption)]
    return [f"KeyboardInterrupt: {note}" for note in _notes(interruption)]


def traceback_text(error: BaseException) -> str:
    """Return an error's traceback, without our own frames above a stage's and not yet redacted."""
    frames = _own_part(error.__traceback__)
    try:
        return "".join(traceback.format_exception(type(error), error, frames))
    except Exception:  # noqa: BLE001 - the error's class may refuse even its name
        return "".join((*traceback.format_tb(frames), *(f"{note}\n" for note in _notes(error))))


def _arrival(name: str, note: str) -> str:
    """Return a note of where an interruption was raised, in the words that suit a signal from outside."""
    for raised, came in (("raised by ", "came at "), ("raised while ", "came while ")):
        if note.startswith(raised):
            return f"{name} {came}{note.removeprefix(raised)}"
    return note


def _notes(error: BaseException) -> list[str]:
    """Return the notes of an error that are text."""
    found = getattr(error, "__notes__", None)
    return [note for note in found if isinstance(note, str)] if isinstance(found, list) else []


def _is_refusal(error: BaseException) -> bool:
    """Tell whether a constructor itself raised it, to refuse an option: its words are what helps then."""
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    in_constructor = frames is not None and frames.tb_frame.f_code.co_name == "__init__"
    return in_constructor and isinstance(error, (TypeError, ValueError)) and bool(_notes(error))


def _own_part(frames: TracebackType | None) -> TracebackType | None:
    """Return a traceback from the first frame on that isn't ours: the stage's own code.

    Where all of them are ours, the first in a stage that we ship.
    """
    shipped = None
    while frames is not None:
        module = f"{frames.tb_frame.f_globals.get('__name__', '')}."
        if not module.startswith(_OURS):
            return frames
        if shipped is None and module.startswith(_OUR_STAGES):
            shipped = frames
        frames = frames.tb_next
    return shipped
