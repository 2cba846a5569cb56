"""What is installed, described by a process of its own, which may come to any end.

A package that ends it while it is imported or described is a fault of the catalog; another process
then describes the rest.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import IO, NamedTuple, cast

from pushcart_extensions.catalog import Catalog, describe_installed
from pushcart_extensions.catalog.wire import from_json
from pushcart_extensions.errors import DescriptionError

Subject = tuple[str, ...]

_CODE = (
    "import json, sys; config = json.load(sys.stdin); sys.path[:] = config['path']; "
    "from pushcart_extensions.catalog.child import main; main(config)"
)


def describe_apart() -> Catalog:
    """Return all that is installed, described; nothing of it is imported here.

    Where Python doesn't know its own executable, it is imported here all the same.

    Raises:
        DescriptionError: The other process ended, and over nothing that could be left out.
    """
    if not sys.executable:
        return describe_installed()
    ended: dict[Subject, str] = {}
    while True:
        attempt = _attempt(ended)
        if attempt.catalog is not None:
            return attempt.catalog
        if attempt.subject is None or attempt.subject in ended:
            raise DescriptionError(attempt.reason)
        ended[attempt.subject] = attempt.reason


class _Attempt(NamedTuple):
    """What came of one process.

    Attributes:
        catalog: The catalog, where it got that far.
        subject: What it was at when it ended.
        reason: How it ended, a clause.
    """

    catalog: Catalog | None
    subject: Subject | None
    reason: str


def _attempt(ended: dict[Subject, str]) -> _Attempt:
    path: list[object] = list(sys.path)
    # The import system ignores what is no string as well.
    config = {"path": [entry for entry in path if isinstance(entry, str)], "ended": list(ended.items())}
    # Private, and what multiprocessing starts its processes with.
    flags: list[str] = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]  # noqa: SLF001
    # What lies in the working folder must not stand in for a module of Python's own.
    command = [sys.executable, *flags, "-P", "-c", _CODE]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            with cast("IO[str]", process.stdin) as stream:
                json.dump(config, stream)
            attempt = _read(cast("IO[str]", process.stdout))
        except BaseException:
            process.kill()
            raise
    if attempt.catalog is None and not attempt.reason:
        return attempt._replace(reason=_ending(process.returncode))
    return attempt


def _read(records: IO[str]) -> _Attempt:
    """Return what the records say, up to the last that counts: the package may hold the pipe for ever."""
    subject: Subject | None = None
    for line in records:
        record = json.loads(line)
        if "catalog" in record:
            return _Attempt(from_json(record["catalog"]), subject, "")
        if "raised" in record:
            return _Attempt(None, subject, f"it raises {record['raised']}")
        subject = tuple(record["subject"]) if record["subject"] else None
    return _Attempt(None, subject, "")


def _ending(status: int) -> str:
    if status >= 0:
        return f"it ends the process that imports it, with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"it ends the process that imports it, by {name}"
