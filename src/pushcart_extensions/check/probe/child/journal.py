"""Writes the records that the parent believes."""

from __future__ import annotations

import builtins
import os

# The code below sees this copy, whatever the package does to the builtins later.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

_write = os.write
_SURROGATES = 0x10000  # JSON escapes what lies beyond as a pair


class CutOffError(BaseException):
    """The journal can't be written to: the package closed what it had not opened."""


class Journal:
    """Writes numbered records, each with the nonce that came in on standard input.

    Args:
        descriptor: Where to write.
        nonce: What tells these records from anything that the package writes there.
    """

    def __init__(self, descriptor: int, nonce: str) -> None:
        self._descriptor = descriptor
        self._nonce = nonce
        self._count = 0

    def write(self, event: str, **fields: object) -> None:
        """Append one record as a line of JSON.

        Raises:
            CutOffError: There is nowhere to write to any more.
        """
        record = {"nonce": self._nonce, "number": self._count, "event": event, **fields}
        line = (_json(record) + "\n").encode("ascii")
        try:
            _write(self._descriptor, line)
        except OSError as error:
            raise CutOffError from error
        self._count += 1


def _json(value: object) -> str:
    """Return ``value`` as ASCII JSON; the json module would cost more to import than all the rest."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, str):
        return '"' + "".join(_escaped(character) for character in value) + '"'
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json(str(name))}:{_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_json(item) for item in value) + "]"
    raise TypeError(type(value).__name__)


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if " " <= character <= "~":
        return character
    code = ord(character)
    if code >= _SURROGATES:
        code -= _SURROGATES
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
