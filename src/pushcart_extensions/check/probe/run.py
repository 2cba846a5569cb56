"""Starts the child process, waits no longer than it may, and believes only what it can prove."""

from __future__ import annotations

import marshal
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.evidence.import_report import ImportReport, Outcome
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.probe.journal import read_journal
from pushcart_extensions.check.probe.stack import innermost_line
from pushcart_extensions.contract.metadata import ATTRIBUTES
from pushcart_extensions.contract.names import normalize

_CHILD = Path(__file__).with_name("child.py")
_RUNTIME = Path(__file__).parents[2]
_ENVIRONMENT = frozenset(
    (
        *("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ"),
        *(
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "COMSPEC",
            "PATHEXT",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
        ),
        *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "JAVA_HOME", "SPARK_HOME"),
    )
)
"""What the child sees of the environment: enough to import, none of the secrets of a CI."""
_STATUSES = range(80, 120)
_MAX_OUTPUT = 200_000


class Probe(NamedTuple):
    """A child process that is at work.

    Attributes:
        process: The child.
        folder: Its private folder: the journal, what it prints, the synthetic metadata.
        root: The package's folder.
        nonce: What each of its records must carry.
        status: What it must exit with.
        deadline: When it must be done, on the monotonic clock, in seconds.
        timeout: The time it was given, in seconds.
        interpreter: The Python that runs it.
    """

    process: subprocess.Popen[bytes]
    folder: Path
    root: Path
    nonce: str
    status: int
    deadline: float
    timeout: float
    interpreter: str


@contextmanager
def importing(
    root: Path, project: Project, package_path: str, interpreter: str, timeout: float
) -> Iterator[Callable[[], ImportReport]]:
    """Import a package in a child process while the block runs; whatever happens, nothing of it stays.

    The package need not be installed: a synthetic ``.dist-info`` beside it on the path shows the
    runtime's own discovery, and ``importlib.metadata``, what an installation would.

    Args:
        root: The package's folder.
        project: Its metadata.
        package_path: The folder of its import package, relative to ``root``.
        interpreter: The Python to run.
        timeout: Seconds that the child may take.

    Yields:
        A function that waits for the child and returns what it saw.
    """
    folder = Path(tempfile.mkdtemp(prefix="pushcart-check-"))
    try:
        try:
            probe = _start(folder, root, project, package_path, interpreter, timeout)
        except OSError as error:
            report = ImportReport(Outcome.NOT_STARTED, interpreter, detail=str(error.strerror))
            yield lambda: report
            return
        try:
            yield lambda: _finish(probe)
        finally:
            _end(probe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(  # noqa: PLR0913, PLR0917
    folder: Path, root: Path, project: Project, package_path: str, interpreter: str, timeout: float
) -> Probe:
    metadata, work = folder / "metadata", folder / "work"
    work.mkdir()
    write_metadata(metadata, project)
    nonce, status = os.urandom(16).hex(), _STATUSES[os.urandom(1)[0] % len(_STATUSES)]
    # What the interpreter reports as a file name is the path that was searched, links unresolved.
    absolute = str(root.absolute() / package_path)
    config = {
        "nonce": nonce,
        "status": status,
        "timeout": timeout,
        "journal": str(folder / "journal"),
        "runtime": str(_RUNTIME),
        "metadata": str(metadata),
        "search_path": os.path.dirname(absolute),  # noqa: PTH120 - a string is what marshal carries
        "package": absolute.rpartition(os.sep)[2],
        "package_path": absolute,
        "attributes": ATTRIBUTES,
        "targets": [
            (point.group, point.name, point.module, point.attribute)
            for point in project.entry_points
            if point.module and point.attribute and point.group.startswith(("pushcart.", "web.extension"))
        ],
    }
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the interpreter that the user has, or named
            [interpreter, "-I", "-B", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=work,
            env={name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT},
            start_new_session=True,
        )
    _send(process, marshal.dumps(config, 2))
    return Probe(process, folder, root, nonce, status, time.monotonic() + timeout, timeout, interpreter)


def _finish(probe: Probe) -> ImportReport:
    """Wait for a child, end it and all that it started, and return what can be believed of it."""
    try:
        status = probe.process.wait(max(probe.deadline - time.monotonic(), 0))
    except subprocess.TimeoutExpired:
        status = None
    _end(probe)
    return _report(probe, status)


def write_metadata(folder: Path, project: Project) -> None:
    """Write what an installer would have written for a package: METADATA and entry_points.txt."""
    name = normalize(project.name or "unknown").replace("-", "_")
    info = folder / f"{name}-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project.name}\nVersion: 0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("\n".join(_entry_point_lines(project)), encoding="utf-8")
    (info / "top_level.txt").write_text(f"{name}\n", encoding="utf-8")


def _entry_point_lines(project: Project) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for point in project.entry_points:
        if point.module:
            groups.setdefault(point.group, []).append(f"{point.name} = {point.value}")
    for group, lines in groups.items():
        yield f"[{group}]"
        yield from lines


def _send(process: subprocess.Popen[bytes], config: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(config)
        process.stdin.close()
    except OSError:
        pass  # It died at once; its exit status tells.


def _end(probe: Probe) -> None:
    """Kill the child's whole group before it is reaped, so that its number can't mean another by then."""
    if hasattr(os, "killpg"):
        # macOS answers EPERM for a group whose members are all dead.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(probe.process.pid, signal.SIGKILL)
    else:
        probe.process.kill()
    probe.process.wait()


def _report(probe: Probe, status: int | None) -> ImportReport:
    journal = read_journal(probe.folder / "journal", probe.nonce, probe.root)
    output = _tail(probe.folder / "output")
    place = innermost_line(output, probe.root)
    if status is None:
        outcome, detail = Outcome.TIMED_OUT, f"was not done after {probe.timeout:g} seconds"
    elif journal.complete and status == probe.status:
        outcome, detail, place = Outcome.COMPLETE, "", None
    elif not journal.records:
        outcome, detail = Outcome.NOT_STARTED, _last_line(output) or _ending(status)
    else:
        outcome, detail = Outcome.DIED, _ending(status)
    return ImportReport(
        outcome=outcome,
        interpreter=probe.interpreter,
        detail=detail,
        task=None if outcome is Outcome.COMPLETE else journal.task,
        place=place,
        package=journal.package,
        stages=journal.stages,
        targets=journal.targets,
        extensions=journal.extensions,
        exports=journal.exports,
    )


def _ending(status: int) -> str:
    if status < 0:
        try:
            return f"was ended by {signal.Signals(-status).name}"
        except ValueError:
            return f"was ended by signal {-status}"
    return f"left the interpreter with exit status {status}"


def _tail(path: Path) -> str:
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - _MAX_OUTPUT, 0))
        return stream.read().decode("utf-8", "replace")


def _last_line(output: str) -> str:
    return next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "")
