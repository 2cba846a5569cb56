"""The files that stand beside a target while it is written, where the process was killed that wrote it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PREFIX = ".pushcart-edit-"
"""What their names begin with; the number of the process follows."""
_ENVIRONMENT = "pyvenv.cfg"
"""The file at the top of a virtual environment, which may hold more folders than all else."""


def remove_all_abandoned(root: Path) -> None:
    """Remove what runs that were killed left in a tree; hidden folders and environments are not entered.

    A run that was killed while it tidied up leaves no work for the next plan, which so would not come by.

    Args:
        root: The folder at the top.
    """
    for folder, folders, files in os.walk(root):
        if _ENVIRONMENT in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        if any(name.startswith(PREFIX) for name in files):
            remove_abandoned(Path(folder))


def remove_abandoned(folder: Path) -> None:
    """Remove what runs left in a folder that were killed; what belongs to a live process stays.

    Args:
        folder: The folder, or what is none: then there is nothing to remove.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            process = path.name.removeprefix(PREFIX).partition("-")[0]
            if path.name.startswith(PREFIX) and process.isdigit() and not _is_alive(int(process)):
                with suppress(OSError):
                    path.unlink()


def originals_left(folder: Path) -> Iterator[bytes]:
    """Yield what files of a folder held before a run changed them that was killed before its end.

    Args:
        folder: The folder; what can't be read there is passed over.
    """
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(PREFIX) and path.suffix == ".old":
                yield path.read_bytes()


def _is_alive(process: int) -> bool:
    # There a signal 0 would be a Ctrl-C; a file too many is the lesser evil.
    if os.name == "nt":  # pragma: no cover - Windows
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
