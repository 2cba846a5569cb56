"""Has the system put files on the disk, several at a time: each wait is one for the disk alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_AT_A_TIME = 16


def sync_files(paths: Sequence[Path]) -> None:
    """Return when the contents of files are on the disk.

    Args:
        paths: The files.

    Raises:
        OSError: The system could not do it.
    """
    import threading

    failures: list[BaseException] = []

    def sync(some: Sequence[Path]) -> None:
        try:
            for path in some:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
        except BaseException as failure:  # noqa: BLE001 - it is raised by the thread that waits
            failures.append(failure)

    threads = [threading.Thread(target=sync, args=(paths[n::_AT_A_TIME],)) for n in range(_AT_A_TIME)]
    threads = threads[: len(paths)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
