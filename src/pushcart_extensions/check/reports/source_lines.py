"""The line of source that a finding is about, from a file or from within an archive."""

from __future__ import annotations

import codecs
from pathlib import Path

_MOST = 4 << 20
"""Bytes of a file that are looked at; no line that people write stands further in."""


def source_line(path: str, name: str, line: int) -> str | None:
    """Return a line of a file; None where there is none, or it can't be read.

    Args:
        path: What was checked: a package's folder, a wheel or a workflow file.
        name: The file, relative to that.
        line: The line's number, from 1.
    """
    checked = Path(path)
    is_archive = path.endswith(".whl") and checked.is_file()
    content = _packed(checked, name) if is_archive else _stored(checked / name)
    # As Python counts them: a form feed ends no line.
    lines = content.removeprefix(codecs.BOM_UTF8).splitlines()
    if not 0 < line <= len(lines):
        return None
    return lines[line - 1].decode("utf-8", "replace")


def _stored(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except (OSError, ValueError):
        return b""


def _packed(archive: Path, name: str) -> bytes:
    import zipfile  # only a wheel needs it

    try:
        with zipfile.ZipFile(archive) as content:
            # An installer moves what stands below .data/purelib/ to where the finding says that it is.
            moved = (f".data/purelib/{name}", f".data/platlib/{name}")
            packed = next(one for one in content.namelist() if one == name or one.endswith(moved))
            with content.open(packed) as file:
                return file.read(_MOST)
    except Exception:  # noqa: BLE001 - the decompressors have an error each for what is broken
        return b""
