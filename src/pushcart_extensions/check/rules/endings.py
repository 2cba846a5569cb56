"""What to do about an import that didn't end as it should: each way has its own remedy."""

from __future__ import annotations

from pushcart_extensions.check.evidence.import_report import Outcome

_ADVICE = {
    Outcome.TIMED_OUT: "Do nothing lengthy at import; --timeout gives more time.",
    Outcome.EXITED: "A module must not end the interpreter, nor put another program in its place.",
    Outcome.CRASHED: "Compiled code crashed: look at what the module calls there, or update what brings it.",
    Outcome.KILLED: "Look for the signal that the module sends or sets a timer for; "
    "SIGKILL may also come from a system that is out of memory.",
    Outcome.CUT_OFF: "Close only what the module itself has opened.",
    Outcome.BROKEN: "Leave what all modules share, such as builtins, sys and os, as it is.",
    Outcome.RAISED: "Mend what the module does at import; "
    "what all modules share, such as builtins, must stay as it is.",
    Outcome.FORGED: "Write to nothing, and end nothing, that the module has not opened or started itself.",
}


def advice(outcome: Outcome) -> str | None:
    """Return the way out for an import that ended in some way."""
    return _ADVICE.get(outcome)
