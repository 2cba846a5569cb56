"""The sequence of the child process: configuration, supervision, the visit, the end."""

from __future__ import annotations

import builtins
import marshal
import os
import sys
from contextlib import suppress

from pushcart_extensions.check.probe.child.journal import CutOffError, Journal
from pushcart_extensions.check.probe.child.reading import described

__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from pushcart_extensions.check.probe.child.visit import Visit
    from pushcart_extensions.check.probe.child.workflow import WorkflowVisit

# Held before the package's code runs, which may replace it in its module.
_exit = os._exit
_write = os.write
_LENGTH = 8
_FAREWELL = 0.3
"""Seconds between the end of a process's files and its own."""


def main() -> None:
    """Read the configuration from standard input and do what it says.

    Standard input stays open: that it is at its end tells the supervisor that the checker is gone.
    """
    length = int.from_bytes(_read(_LENGTH), "big")
    own = marshal.loads(_read(length))  # noqa: S302 - the parent wrote it, and what it names
    with open(own["config"], "rb") as told:  # noqa: PTH123 - pathlib costs more than all that is done here
        config = {**marshal.load(told), **own}  # noqa: S302
    if not hasattr(os, "fork"):  # pragma: no cover - Windows
        _visit(config)
    from pushcart_extensions.check.probe.child import supervisor

    checker = os.getppid()
    supervisor.adopt_orphans()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _redirect(config["output"])
        _visit(config)
    with suppress(OSError):  # the child was first, or is gone
        os.setpgid(child, child)
    _tell(f"group {child}\n")
    status, left = supervisor.supervise(child, config["timeout"], 0)
    if _is_gone(checker):  # it was ended before it could clean up
        import shutil

        shutil.rmtree(config["left_over"], ignore_errors=True)
        return
    _tell(f"ended {'-' if status is None else status} {left}\n")


def _is_gone(checker: int) -> bool:
    """Tell whether the checker has ended: its end of standard input is closed, and soon it is no parent."""
    import select
    import time

    if not select.select([0], [], [], 0)[0]:
        return False
    # A system closes what a process has open before it gives its children another parent.
    deadline = time.monotonic() + _FAREWELL
    while os.getppid() == checker and time.monotonic() < deadline:
        time.sleep(0.01)
    return os.getppid() != checker


def _visit(config: Mapping[str, Any]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    journal = Journal(os.open(config["journal"], flags, 0o600), config["nonce"])
    done, cut_off, broken = config["statuses"]
    _watch(config["timeout"])
    _limit()
    _add_user_site()
    try:
        _visitor(config)(config, journal).run()
        journal.write("end")
    except CutOffError:
        _exit(cut_off)
    except BaseException as error:  # noqa: BLE001 - whatever the package changed so that our own code fails
        _say(described(error))
        _exit(broken)
    _exit(done)


def _say(text: str) -> None:
    try:
        _write(2, f"\n{text}\n".encode("utf-8", "backslashreplace"))
    except OSError:
        return  # the package closed that too


def _visitor(config: Mapping[str, Any]) -> type[Visit | WorkflowVisit]:
    """Return what there is to do, with all that it needs."""
    if config["visit"] == "workflow":
        from pushcart_extensions.check.probe.child.workflow import WorkflowVisit

        return WorkflowVisit
    from pushcart_extensions.check.probe.child.visit import Visit

    return Visit


def _redirect(output: str) -> None:
    """Let the package read nothing and print into a file; its descriptors are no one else's."""
    null = os.open(os.devnull, os.O_RDONLY)
    printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor, target in ((null, 0), (printed, 1), (printed, 2)):
        os.dup2(descriptor, target)
    os.closerange(3, 16)


def _watch(seconds: float) -> None:
    """Have the interpreter write where it hangs, just before the time is up, and where it crashes."""
    import faulthandler

    faulthandler.enable(file=2)
    faulthandler.dump_traceback_later(seconds * 0.9, exit=False, file=2)


def _add_user_site() -> None:
    """Let what ``pip install --user`` has installed be found, where the interpreter itself would."""
    in_environment = sys.prefix != sys.base_prefix
    if not in_environment and not os.environ.get("PYTHONNOUSERSITE"):  # pragma: no cover - tests run in one
        import site

        folder = site.getusersitepackages()
        if os.path.isdir(folder):  # noqa: PTH112 - as above
            site.addsitedir(folder)


def _limit() -> None:
    """Keep a package that runs wild from filling memory or disk; no core files."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    gigabyte = 1 << 30
    for name, limit in (("RLIMIT_CORE", 0), ("RLIMIT_DATA", 4 * gigabyte), ("RLIMIT_FSIZE", gigabyte >> 2)):
        number = getattr(resource, name, None)
        if number is not None:  # pragma: no branch - some systems lack one of them
            hard = resource.getrlimit(number)[1]
            allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(number, (allowed, hard))


def _read(length: int) -> bytes:
    data = b""
    while len(data) < length and (part := os.read(0, length - len(data))):
        data += part
    return data


def _tell(line: str) -> None:
    os.write(1, line.encode("ascii"))
