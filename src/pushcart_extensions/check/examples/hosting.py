"""Examples of the rules about options, state and signals."""

from __future__ import annotations

from pushcart_extensions.check.examples.base import AUDIT, BASE, ORDERS, PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

_INIT = "def __init__(self, limit=10):"
_METHOD = "def get_increment(self):"
_SET_STATE = "def set_state(self, state):\n        self.since = state.get('since')"
_GET_STATE = "def get_state(self):\n        return {'since': 10}"
_FLAG = 'provides = {"audit_extension"}'
_FIRST = "first = True"
_BEFORE = "def before(self, stage):"
_REGISTERED = '\naudit_extension = "pushcart_shop.extensions.audit:AuditExtension"'


def _methods(*methods: str) -> tuple[Change, ...]:
    return (Change(ORDERS, _METHOD, "\n\n    ".join((*methods, _METHOD))),)


EXAMPLES = {
    "PCE408": Example((Change(ORDERS, _INIT, 'def __init__(self, limit=10, *, type="open"):'),)),
    "PCE409": Example(
        _methods(_SET_STATE.replace(", state", ""), _GET_STATE), _methods(_SET_STATE, _GET_STATE)
    ),
    "PCE410": Example(_methods(_GET_STATE), _methods(_SET_STATE, _GET_STATE)),
    "PCE411": Example((Change(AUDIT, _BEFORE, "def before(self):"),)),
    "PCE508": Example(
        (Change(AUDIT, _FIRST, f'{_FIRST}\n    signals = {{"on-vote", "-finish"}}'),),
        (Change(AUDIT, _FIRST, f'{_FIRST}\n    signals = {{"vote", "-finish"}}'),),
    ),
    "PCE509": Example(
        (Change(AUDIT, f"    {_FLAG}\n", ""), Change(PYPROJECT, _REGISTERED, "")),
        (Change(AUDIT, "", BASE[AUDIT]),),
    ),
    "PCE510": Example((Change(ORDERS, _METHOD, f"never = True\n\n    {_METHOD}"),)),
}
