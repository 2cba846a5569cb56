"""Values as YAML spells them, for messages about workflow files."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from pushcart_extensions.errors.wording import shown

_LONGEST = 80
_DEEPEST = 5


def spelled(value: object) -> str:
    """Return a value in one line of YAML, shortened where it is long: ``null``, ``[1, 'a']``."""
    text = _spelled(value, 0)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def key_text(key: object) -> str:
    """Return the key of a mapping as a path names it: text as it is, ``null``, ``1``."""
    return key if isinstance(key, str) else spelled(key)


def _spelled(value: object, depth: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (Mapping, list, tuple)):
        return _collection(value, depth + 1) if depth < _DEEPEST else "…"
    return _scalar(value)


def _collection(value: object, depth: int) -> str:
    if isinstance(value, Mapping):
        items = (
            f"{name if isinstance(name, str) else _spelled(name, depth)}: {_spelled(item, depth)}"
            for name, item in value.items()
        )
        return f"{{{', '.join(items)}}}"
    items = (_spelled(item, depth) for item in value)  # type: ignore[attr-defined]
    return f"[{', '.join(items)}]"


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        import base64

        return f"!!binary {base64.b64encode(value).decode()}"
    if isinstance(value, (set, frozenset)):
        return f"!!set {{{', '.join(sorted(map(spelled, value)))}}}"
    # Anything else comes from a mapping that was given in Python.
    return shown(value)


def _quoted(text: str) -> str:
    if text.isprintable() and "'" not in text:
        return f"'{text}'"
    import json

    # Between double quotes YAML has JSON's escapes.
    return json.dumps(text, ensure_ascii=not text.replace("\n", "").isprintable())
