"""Unpacks a zip archive that someone else made, and takes nothing from it on trust."""

from __future__ import annotations

import hashlib
import zipfile
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

MAX_SIZE = 512 << 20
"""How many bytes an archive may unpack to."""
MAX_FILES = 20_000
_CHUNK = 1 << 16
_MAX_NAME = 1_000
_ENCRYPTED = 0x1


class Unpacked(NamedTuple):
    """An archive's files, on disk by now.

    Attributes:
        files: Their names with what RECORD says of them: the SHA-256 as RECORD writes it, and the size.
        problem: Why it could not be unpacked; a clause that completes "the archive …".
    """

    files: Mapping[str, tuple[str, int]] = MappingProxyType({})
    problem: str | None = None


def unpack(archive: Path, target: Path) -> Unpacked:
    """Unpack an archive into a folder; one that is not in order as a whole is not unpacked at all.

    Links come out as the files that the archive has in their place, so that nothing leads out of the
    folder.

    Args:
        archive: The file.
        target: The folder to make.
    """
    try:
        target.mkdir(parents=True)
        with zipfile.ZipFile(archive) as content:
            infos = content.infolist()
            problem = _problem(infos)
            if problem:
                return Unpacked(problem=problem)
            return Unpacked(
                {info.filename: _write(content, info, target) for info in infos if not info.is_dir()}
            )
    except zipfile.BadZipFile as error:
        return Unpacked(problem=f"is no zip file, or a broken one: {error}")
    except OSError as error:
        return Unpacked(problem=f"can't be unpacked: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - the decompressors have an error each for what is broken
        return Unpacked(problem=f"can't be unpacked: {error}")


def _problem(infos: list[zipfile.ZipInfo]) -> str | None:
    """Say what an installer would refuse, or stumble over; None where nothing is."""
    names = [info.filename for info in infos]
    unsafe = sorted({info.orig_filename for info in infos if not _is_safe(info)})
    if unsafe:
        return f"names files outside of itself: {_some(unsafe)}"
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        return f"holds files twice: {_some(twice)}"
    if len(names) > MAX_FILES:
        return f"holds {len(names)} files; more than {MAX_FILES} are not unpacked"
    # No more than this declared size is read of any file, so the sum bounds what is written.
    size = sum(info.file_size for info in infos)
    if size > MAX_SIZE:
        return f"would unpack to {size >> 20} MiB; more than {MAX_SIZE >> 20} are not unpacked"
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        return "is encrypted"
    files = {name for name in names if not name.endswith("/")}
    under = sorted(
        str(parent) for name in names for parent in PurePosixPath(name).parents if str(parent) in files
    )
    return f"has something under what is a file: {_some(under)}" if under else None


def _is_safe(info: zipfile.ZipInfo) -> bool:
    # zipfile cuts a name at a null byte, and turns the system's separator into a slash.
    name = info.orig_filename
    parts = name.removesuffix("/").split("/")
    odd = "\\" in name or ":" in name or not name.isprintable() or len(name) > _MAX_NAME
    return not odd and not any(part in {"", ".", ".."} for part in parts)


def _write(content: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> tuple[str, int]:
    path = target / info.filename
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with content.open(info) as packed, path.open("xb") as file:
        while chunk := packed.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
    return f"sha256={urlsafe_b64encode(digest.digest()).rstrip(b'=').decode()}", size


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"  # noqa: PLR2004 - three are enough
