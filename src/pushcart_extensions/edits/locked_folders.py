"""Folders of one run each, which tell the next run whether they are left over.

Each holds a file that the process which made it keeps locked. The system drops that lock
when the process ends, however it ends, so a folder whose lock is free is left over and may go.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_LOCK = "lock"
_ATTEMPTS = 20


def make_locked(folder: Path) -> int:
    """Make a folder that is this process's own until it closes what this returns.

    Args:
        folder: The folder, of a name that nobody else makes up.

    Returns:
        The descriptor of its lock.

    Raises:
        OSError: The system refuses.
    """
    # Another run may take it for left over until the lock holds.
    for _ in range(_ATTEMPTS):
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except FileNotFoundError:
            continue
        if _try_lock(lock) is not False and (folder / _LOCK).exists():
            return lock
        os.close(lock)
    raise OSError(errno.EBUSY, "other runs keep removing what this one makes", str(folder))


def remove_left_over(parent: Path, prefix: str) -> None:
    """Remove the folders of runs that were killed; those of live runs stay.

    Args:
        parent: Where they are.
        prefix: What the names of such folders begin with.
    """
    with suppress(OSError):
        for entry in list(os.scandir(parent)):
            if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False):
                _remove_if_dead(Path(entry.path))


def _remove_if_dead(folder: Path) -> None:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        # Killed before it had its lock; not empty means that its owner has it by now.
        with suppress(OSError):
            folder.rmdir()
        return
    try:
        dead = _try_lock(lock) is True
    finally:
        os.close(lock)
    if dead:
        shutil.rmtree(folder, ignore_errors=True)


def _try_lock(descriptor: int) -> bool | None:
    """Lock a file: True, it is ours; False, another process has it; None, this file system has no locks."""
    try:
        _lock(descriptor)
    except OSError as error:
        return False if error.errno in {errno.EAGAIN, errno.EACCES, errno.EDEADLK} else None
    return True


if sys.platform == "win32":  # pragma: no cover - Windows
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
