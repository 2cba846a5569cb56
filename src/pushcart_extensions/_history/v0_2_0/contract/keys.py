"""What a new component may be called: problems of a key, and good keys nearby.

Apart from ``names``, since only tools ask for this and discovery's hot path does not.
"""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Sequence

from pushcart_extensions._history.v0_2_0.contract.kinds import DESTINATION, SOURCE, Kind
from pushcart_extensions._history.v0_2_0.contract.names import MAX_NAME_LENGTH, class_name, is_key, normalize_key

BUILT_IN = ((SOURCE, "rows"), (DESTINATION, "console"))
"""The stages that our own distribution ships; a second one under the same key would be ambiguous."""


def key_problem(text: str, kind: Kind) -> str | None:
    """Say why ``text`` can't be the key of a new component, or None where it can.

    Args:
        text: The key as typed; dashes and capitals are normalised first.
        kind: The kind of the component.

    Returns:
        A clause that completes "the key … ", such as "is a keyword of Python".
    """
    key = normalize_key(text)
    checks = (
        (not key, "is empty"),
        (len(key) > MAX_NAME_LENGTH, f"is longer than {MAX_NAME_LENGTH} characters"),
        (keyword.iskeyword(key), "is a keyword of Python, which no module can be named"),
        (
            not is_key(key),
            "may hold ASCII letters, digits and single underscores, and starts with a letter",
        ),
        ((kind, key) in BUILT_IN, f"belongs to the {kind.name} that pushcart-extensions ships"),
    )
    return next((problem for failed, problem in checks if failed), None)


def nearest_key(text: str, kind: Kind) -> str | None:
    """Return an acceptable key close to ``text``; None where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    letters = "".join(character if character.isalnum() else "_" for character in plain)
    key = "_".join(part for part in letters[:MAX_NAME_LENGTH].split("_") if part)
    candidates = (key, f"my_{key}", key.lstrip("0123456789_"))
    return next((found for found in candidates if found and key_problem(found, kind) is None), None)


def clashing_keys(keys: Sequence[str], kind: Kind) -> list[tuple[str, str]]:
    """Return pairs of keys of one kind that can't stand in one package.

    Either they are equal, or their classes are: ``a1`` and ``a_1`` both give ``A1Source``.

    Args:
        keys: Normalised keys.
        kind: Their kind.
    """
    owner: dict[str, str] = {}
    clashes = []
    for key in keys:
        first = owner.setdefault(class_name(key, kind), key)
        if first is not key or keys.count(key) > 1:
            clashes.append((first, key))
    return list(dict.fromkeys(clashes))
