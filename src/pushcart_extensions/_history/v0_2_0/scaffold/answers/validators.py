"""What plain Copier asks of an answer that `pushcart-new` would have judged before."""

from __future__ import annotations

from pushcart_extensions._history.v0_2_0.contract.keys import clashing_keys, key_problem
from pushcart_extensions._history.v0_2_0.contract.names import normalize_key
from pushcart_extensions._history.v0_2_0.scaffold.answers.choices import COMPONENT_QUESTIONS


def keys_problem(keys: object, folder: str) -> str | None:
    """Say why an answer to one of the questions for keys can't be used, or None where it can.

    Args:
        keys: The answer, a list of keys where it is right.
        folder: The question: the folder of the kind, ``sources``.
    """
    kind = COMPONENT_QUESTIONS[folder]
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return "is no list of keys such as [rest_api, s3]"
    for key in keys:
        problem = key_problem(key, kind)
        if problem is not None:
            return f"{key!r} {problem}"
    clashes = clashing_keys([normalize_key(key) for key in keys], kind)
    return f"{clashes[0][0]!r} and {clashes[0][1]!r} can't stand side by side" if clashes else None
