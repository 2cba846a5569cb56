"""A plan as a unified diff that ``git apply`` and ``patch`` take, in whatever folder they are called.

``git apply`` reads the paths of a diff that begins with git's own line ``diff --git`` from the top of the
repository, and passes over what then lies outside of the working folder, without a word. Those of a plain
unified diff it reads from the working folder, as ``patch`` does. So the plain form is used where it can say
what is meant; git's own, with paths from the top, where only that can.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator

from pushcart_extensions.edits.plan import FileEdit, Plan
from pushcart_extensions.edits.text import split_lines


def unified_diff(plan: Plan, prefix: str = "", below: str = "") -> bytes:
    """Return a plan as a diff; bytes, since files may be in any encoding.

    Args:
        plan: The changes.
        prefix: What stands before each path, such as ``packages/shop/``: the way to the plan's folder from
            the one in which the diff is to be applied.
        below: The way to that one from the top of its git repository, such as ``backend/``; empty at the
            top, and outside of a repository.
    """
    return b"".join(piece for edit in plan for piece in _file_diff(edit, prefix, below))


def _file_diff(edit: FileEdit, prefix: str, below: str) -> Iterator[bytes]:
    path = prefix + edit.path
    # A plain diff can't tell an empty file from one that isn't there.
    if b"" in (edit.before, edit.after) or _is_misread(path, below):
        yield from _git_header(edit, below + path)
        path = below + path
    if not edit.before and not edit.after:
        return
    old, new = _name(f"a/{path}"), _name(f"b/{path}")
    yield b"--- %s\n" % (b"/dev/null" if edit.before is None else _ended(old))
    yield b"+++ %s\n" % (b"/dev/null" if edit.after is None else _ended(new))
    # Latin-1 takes any byte to one character and back.
    before, after = ((data or b"").decode("latin-1") for data in (edit.before, edit.after))
    lines = difflib.unified_diff(split_lines(before), split_lines(after))
    for line in list(lines)[2:]:
        yield line.encode("latin-1")
        if not line.endswith("\n"):
            yield b"\n\\ No newline at end of file\n"


def _git_header(edit: FileEdit, path: str) -> Iterator[bytes]:
    yield b"diff --git %s %s\n" % (_name(f"a/{path}"), _name(f"b/{path}"))
    if edit.before is None:
        yield b"new file mode 100644\n"
    elif edit.after is None:
        yield b"deleted file mode 100644\n"
    if not edit.before and not edit.after:
        # The blank line ends the header, or the names of the next file would be read as a part of it.
        yield b"index 0000000..e69de29\n\n" if edit.before is None else b"index e69de29..0000000\n\n"


def _is_misread(path: str, below: str) -> bool:
    """Tell whether git would take a plain path for one from the top of the repository.

    It does where the path, with or without its ``a/``, begins like the way to the working folder.
    """
    begins = any(f"{side}/{path}".startswith(below) for side in "ab") and below.count("/") > 1
    return bool(below) and (begins or path.startswith(below))


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
