"""A plan as a unified diff that ``git apply`` and ``patch`` take."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator

from pushcart_extensions.edits.plan import FileEdit, Plan


def unified_diff(plan: Plan, prefix: str = "") -> bytes:
    """Return a plan as a diff in git's form; bytes, since files may be in any encoding.

    Args:
        plan: The changes.
        prefix: What stands before each path, such as ``packages/shop/``.
    """
    return b"".join(piece for edit in plan for piece in _file_diff(edit, prefix))


def _file_diff(edit: FileEdit, prefix: str) -> Iterator[bytes]:
    old, new = _name(f"a/{prefix}{edit.path}"), _name(f"b/{prefix}{edit.path}")
    yield b"diff --git %s %s\n" % (old, new)
    if edit.before is None:
        yield b"new file mode 100644\n"
    elif edit.after is None:
        yield b"deleted file mode 100644\n"
    if not edit.before and not edit.after:
        yield b"index 0000000..e69de29\n" if edit.before is None else b"index e69de29..0000000\n"
        return
    yield b"--- %s\n" % (b"/dev/null" if edit.before is None else _ended(old))
    yield b"+++ %s\n" % (b"/dev/null" if edit.after is None else _ended(new))
    # Latin-1 takes any byte to one character and back.
    before, after = ((data or b"").decode("latin-1") for data in (edit.before, edit.after))
    lines = difflib.unified_diff(_lines(before), _lines(after))
    for line in list(lines)[2:]:
        yield line.encode("latin-1")
        if not line.endswith("\n"):
            yield b"\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Split at line feeds alone, which are all that a diff knows of lines."""
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def _name(path: str) -> bytes:
    """Return a path as git writes it: in quotes where it holds what would end or steer the line."""
    raw = os.fsencode(path)
    if all(byte >= 0x20 and byte not in b'"\\\x7f' for byte in raw):  # noqa: PLR2004 - the first printable
        return raw
    named = {0x22: b'\\"', 0x5C: b"\\\\"}
    shown = (
        named.get(byte) or (b"\\%03o" % byte if byte < 0x20 or byte == 0x7F else bytes([byte]))  # noqa: PLR2004
        for byte in raw
    )
    return b'"%s"' % b"".join(shown)


def _ended(name: bytes) -> bytes:
    """End a name that holds a space by a tab, or it would be cut there."""
    return name + b"\t" if b" " in name and not name.startswith(b'"') else name
