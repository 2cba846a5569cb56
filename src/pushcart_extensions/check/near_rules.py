"""Which rule was meant by what is no rule: by a slip of its letters or a name; digits say nothing."""

from __future__ import annotations

import re

from pushcart_extensions.check.rules.registry import RULES
from pushcart_extensions.contract.suggestions import closest

_LETTERS = "PCE"
_LOOKALIKES = str.maketrans("OIL", "011")


def near_code(text: str) -> str | None:
    """Return the code, or the beginning of one, that was meant; None where nothing tells.

    That PCE999 has digits in common with PCE709 tells nothing: what is amended are the letters in front,
    and letters in place of digits.

    Args:
        text: A code, what one begins with, or the name of a rule, as it was typed.
    """
    typed = re.fullmatch(r"([A-Z]{0,4}?)-?([0-9OIL]{1,3})", text.strip().upper())
    if typed and any(map(str.isdigit, text)) and (not typed[1] or closest(typed[1], [_LETTERS])):
        code = _LETTERS + typed[2].translate(_LOOKALIKES)
        return code if any(rule.code.startswith(code) for rule in RULES) else None
    name = near_name(text)
    return next((rule.code for rule in RULES if rule.name == name), None)


def near_name(text: str) -> str | None:
    """Return the name of a rule that was meant; None where none is much like it."""
    return closest(text.strip().lower().replace("_", "-"), [rule.name for rule in RULES], 0.8)
