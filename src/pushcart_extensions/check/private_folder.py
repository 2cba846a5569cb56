"""The folder that a check works in; the package's own stays as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pushcart_extensions.edits.locked_folders import make_locked, remove_left_over

PREFIX = "pushcart-check-"


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that is gone when the block ends, however it does.

    One that a check left which was killed is gone as soon as another check makes its own.

    Yields:
        The folder, which holds a file ``lock``.

    Raises:
        OSError: None can be made.
    """
    parent = _temporary()
    # The name is chosen before anything is made, so that an interruption at any point finds it.
    folder = parent / f"{PREFIX}{os.urandom(8).hex()}"
    lock = None
    try:
        remove_left_over(parent, PREFIX)
        try:
            lock = make_locked(folder)
        except OSError as error:
            raise _none_to_be_made(error) from error
        yield folder
    finally:
        if lock is not None:
            os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir()).resolve()
    except OSError as error:  # pragma: no cover - not even the working folder can be written to
        raise _none_to_be_made(error) from error


def _none_to_be_made(error: OSError) -> OSError:
    return OSError(error.errno, f"no temporary folder can be made: {error.strerror}", error.filename)
