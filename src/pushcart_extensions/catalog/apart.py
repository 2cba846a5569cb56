"""What is installed, described by a process of its own, which may come to any end.

A package that ends it while it is imported or described, or keeps it too long, is a fault of the
catalog; another process then describes the rest.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, NamedTuple, cast

from pushcart_extensions.catalog import Catalog, describe_installed
from pushcart_extensions.catalog.wire import from_json
from pushcart_extensions.errors import DescriptionError

Subject = tuple[str, ...]

SECONDS = 30.0
"""How long one stage or extension may take, unless told otherwise."""
_SOON = 1.0
"""How long a step takes before it is told of."""
_TO_EXIT = 5.0
"""How long the process may take to exit, once it has told everything."""

_CODE = (
    "import json, sys; config = json.load(sys.stdin); sys.path[:] = config['path']; "
    "from pushcart_extensions.catalog.child import main; main(config)"
)


def _tell_nobody(_step: str) -> None:
    """Let it take as long as it takes."""


def describe_apart(timeout: float = SECONDS, tell: Callable[[str], object] = _tell_nobody) -> Catalog:
    """Return all that is installed, described; nothing of it is imported here.

    Where Python doesn't know its own executable, it is imported here all the same, without a limit.

    Args:
        timeout: How many seconds a stage or extension may take.
        tell: Is told what takes more than a second.

    Raises:
        DescriptionError: The other process ended, and over nothing that could be left out.
    """
    if not sys.executable:
        return describe_installed()
    ended: dict[Subject, str] = {}
    while True:
        attempt = _attempt(ended, timeout, tell)
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


def _attempt(ended: dict[Subject, str], timeout: float, tell: Callable[[str], object]) -> _Attempt:
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
            attempt = _read(_lines(cast("IO[str]", process.stdout)), timeout, tell)
            if attempt.catalog is None and not attempt.reason:
                status = process.wait(timeout)
                return attempt._replace(reason=_ending(status))
            if attempt.catalog is None:
                process.kill()
            process.wait(_TO_EXIT)
        except subprocess.TimeoutExpired:
            process.kill()
            # It stayed: with a thread that goes on after all was told, or having closed the pipe.
            return attempt if attempt.catalog else attempt._replace(reason=_late(timeout))
        except BaseException:
            process.kill()
            raise
    return attempt


def _lines(stream: IO[str]) -> queue.SimpleQueue[str | None]:
    """Return a queue that gets each line, and None at the end: few systems have a time limit for pipes."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    # Of its own, since a stream that a thread waits for can't be closed.
    own = os.dup(stream.fileno())

    def read() -> None:
        with os.fdopen(own, encoding="utf-8", errors="replace") as records:
            for line in records:
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _read(lines: queue.SimpleQueue[str | None], timeout: float, tell: Callable[[str], object]) -> _Attempt:
    """Return what the records say, up to the last that counts: the package may hold the pipe for ever."""
    subject: Subject | None = None
    while True:
        # What no stage is blamed for, Python's start among it, isn't held to a shorter limit.
        limit = timeout if subject else max(timeout, SECONDS)
        try:
            line = _next(lines, subject, limit, tell)
        except queue.Empty:
            return _Attempt(None, subject, _late(limit))
        if line is None:
            return _Attempt(None, subject, "")
        record = json.loads(line)
        if "catalog" in record:
            return _Attempt(from_json(record["catalog"]), subject, "")
        if "raised" in record:
            return _Attempt(None, subject, f"it raises {record['raised']}")
        subject = tuple(record["subject"]) if record["subject"] else None


def _next(
    lines: queue.SimpleQueue[str | None], subject: Subject | None, limit: float, tell: Callable[[str], object]
) -> str | None:
    """Return the next line, and tell what is waited for; raise queue.Empty at the limit."""
    if subject and limit > _SOON:
        try:
            return lines.get(timeout=_SOON)
        except queue.Empty:
            kind, key, distribution, *_ = subject
            tell(f"waiting for {kind} {key} of {distribution}, up to {limit:g} seconds")
        limit -= _SOON
    return lines.get(timeout=limit)


def _late(limit: float) -> str:
    return f"its import took more than {limit:g} second{'' if limit == 1 else 's'}"


def _ending(status: int) -> str:
    if status >= 0:
        return f"it ends the process that imports it, with status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"it ends the process that imports it, by {name}"
