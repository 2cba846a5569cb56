"""The process that imports what is installed: it tells what comes next, and in the end the whole catalog.

A package may end it at any moment, in any way; the parent then knows over which stage.
"""

from __future__ import annotations

import json
import os
import signal
from typing import Any

from pushcart_extensions.catalog.installed import describe_installed
from pushcart_extensions.catalog.wire import to_json
from pushcart_extensions.errors import StageLoadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pushcart_extensions.errors.discovery import StageRecord


def main(config: dict[str, Any]) -> None:
    """Describe what is installed, and write records of it to what was standard output.

    Args:
        config: The parent's; ``ended`` lists subject and reason of what has ended a process before.
    """
    # What a package prints is no part of the list; nor may it wait for somebody to type.
    records = os.dup(1)
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Ctrl-C ends this process, so that a KeyboardInterrupt is one that a package raises.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ended = {tuple(subject): reason for subject, reason in config["ended"]}

    def watch(record: StageRecord | None) -> None:
        facts = subject(record) if record else None
        if record and facts in ended:
            raise StageLoadError(record, ended[facts])
        _write(records, {"subject": facts})

    try:
        _write(records, {"catalog": to_json(describe_installed(watch))})
    except KeyboardInterrupt:
        _write(records, {"raised": "KeyboardInterrupt"})
    os.close(records)


def subject(record: StageRecord) -> tuple[str, ...]:
    """Return what tells one installed stage or extension from all others."""
    return (record.kind, record.key, record.distribution, record.module, record.class_name)


def _write(descriptor: int, record: dict[str, object]) -> None:
    data = f"{json.dumps(record)}\n".encode("ascii")
    while data:
        data = data[os.write(descriptor, data) :]
