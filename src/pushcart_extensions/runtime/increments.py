"""What a source has, and returns, so that its next run can go on where this one ended."""

from __future__ import annotations

import json

from pushcart_extensions.contract.kinds import INCREMENTS
from pushcart_extensions.errors import StateValueError
from pushcart_extensions.errors.wording import described, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def remembers(source: object, label: str) -> bool:
    """Tell whether a source has the methods that a state file is for.

    Raises:
        StateValueError: It has one of the two.
    """
    there = [name for name in INCREMENTS if callable(getattr(source, name, None))]
    if len(there) == 1:
        (missing,) = set(INCREMENTS) - set(there)
        raise StateValueError(label, f"it has {there[0]} and no {missing}; a source that remembers has both")
    return bool(there)


def kept(state: object, label: str) -> dict[str, Any]:
    """Return a source's state, known to come back from JSON as it is.

    Raises:
        StateValueError: It would not.
    """
    problem = _problem(state)
    if problem or not isinstance(state, dict):
        raise StateValueError(label, problem or "")
    return state


def _problem(state: object) -> str | None:
    """Return why JSON can't hold a state as it is, None where it can."""
    if not isinstance(state, dict):
        return f"get_state returned {shown(state)}, and no dict"
    try:
        json.dumps(state, allow_nan=False)
    except Exception as error:  # noqa: BLE001 - what a source returns may be of any class
        return f"get_state returned what JSON can't hold: {described(error)}; give dates and the like as text"
    for key in _odd_keys(state):
        return f"get_state returned a mapping with the key {shown(key)}, and JSON's keys are text"
    return None


def _odd_keys(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (key for key in value if not isinstance(key, str))
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _odd_keys(item)
