"""A hidden folder beside the target, which becomes the target in one step or leaves nothing."""

from __future__ import annotations

import atexit
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from pushcart_extensions.edits.locked_folders import make_locked, remove_left_over
from pushcart_extensions.errors import CannotWriteError, TargetExistsError

PREFIX = ".pushcart-new-"


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a path to build the target at, and move it to the target when the block ends well.

    Args:
        target: A folder that does not exist, or is empty. Its parents are made as needed.

    Yields:
        The path of a folder that does not exist yet, on the same file system as the target.

    Raises:
        TargetExistsError: The target holds something, or is no folder.
        CannotWriteError: The system refuses to write there.
    """
    refuse_existing(target)
    missing = _missing_parents(target.parent)
    # The name is chosen before anything is made, so that an interruption at any point finds it.
    folder = target.parent / f"{PREFIX}{secrets.token_hex(4)}"
    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    # An interruption may come while this cleans up, or on the way into it: the exit then does what is left.
    atexit.register(remove)
    lock = None
    try:
        for parent in missing:
            parent.mkdir(exist_ok=True)
        remove_left_over(target.parent, PREFIX)
        lock = make_locked(folder)
        yield folder / "package"
        _publish(folder / "package", target)
        missing = []
    except OSError as error:
        raise CannotWriteError(str(target), _reason(error)) from error
    finally:
        if lock is not None:
            os.close(lock)
        remove()
        atexit.unregister(remove)
        for parent in reversed(missing):
            with suppress(OSError):
                parent.rmdir()


def refuse_existing(target: Path) -> None:
    """Raise ``TargetExistsError`` unless the target is missing or an empty folder."""
    try:
        if not os.path.lexists(target):
            return
        usable = target.is_dir() and not target.is_symlink() and not any(target.iterdir())
    except OSError:
        usable = False
    if not usable:
        raise TargetExistsError(str(target))


def refuse_unwritable(folder: Path) -> None:
    """Raise where no folder could be made or written at this place.

    Args:
        folder: The folder, which need not exist yet.

    Raises:
        CannotWriteError: The nearest thing that is there is no folder, or not ours to write.
    """
    there = next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))
    if not there.is_dir():
        raise CannotWriteError(str(there), "it is no folder")
    if not os.access(there, os.W_OK):
        raise CannotWriteError(str(there), "permission denied")


def _publish(folder: Path, target: Path) -> None:
    if sys.platform == "win32" and target.is_dir():  # pragma: no cover - Windows
        target.rmdir()  # there, a rename does not replace even an empty folder
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}:
            raise TargetExistsError(str(target)) from error
        raise


def _missing_parents(folder: Path) -> list[Path]:
    """Return the folder and its parents as far as they do not exist, the outermost first."""
    missing: list[Path] = []
    while not os.path.lexists(folder) and folder != folder.parent:
        missing.insert(0, folder)
        folder = folder.parent
    return missing


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
