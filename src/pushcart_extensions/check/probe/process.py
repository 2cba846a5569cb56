"""One child process: started, waited for no longer than it may take, ended with all that it started."""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from pushcart_extensions.check.evidence.import_report import Outcome
from pushcart_extensions.check.probe.child.supervisor import kill_group
from pushcart_extensions.check.probe.child.waiting import wait
from pushcart_extensions.check.probe.ending import Ending, Statuses, Told, judged_status, last_line, read_told

_CHECKER = str(Path(__file__).parents[3])
_COMMAND = (
    "import sys; sys.version_info >= (3, 11) or sys.exit('it is older than Python 3.11'); "
    "sys.path.insert(0, sys.argv[1]); "
    "from pushcart_extensions.check.probe.child.main import main; main()"
)
_POSIX = (
    "PATH",
    "HOME",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)
_WINDOWS = (
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
)
_USER_SITE = ("PYTHONUSERBASE", "PYTHONNOUSERSITE")
_ENVIRONMENT = frozenset((*_POSIX, *_WINDOWS, *_USER_SITE, "JAVA_HOME", "SPARK_HOME"))
"""What the child sees of the environment: enough to import, none of the secrets of a CI."""
_STATUSES = range(80, 120, len(Statuses._fields))
_GRACE = 3.0
"""Seconds that the supervisor has, beyond the package's time, to end everything and say so."""
_MAX_OUTPUT = 200_000
_IMPORT_TIME = "import time:"


class ChildProcess:
    """A child at work.

    Args:
        interpreter: The Python that runs it.
        folder: A private folder that exists and is empty, in one that goes when the checker is ended.
        config: What to tell it, beside what is this class's own affair.
        seconds: How long the package may take.

    Raises:
        OSError: It could not be started.
    """

    def __init__(self, interpreter: str, folder: Path, config: dict[str, object], seconds: float) -> None:
        self.nonce = os.urandom(16).hex()
        first = _STATUSES[os.urandom(1)[0] % len(_STATUSES)]
        self._statuses = Statuses(first, first + 1, first + 2)
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds + _GRACE
        journal, output, told, work = (folder / name for name in ("journal", "output", "config", "work"))
        work.mkdir()
        # Of any length, where a pipe that nobody reads would take no more than so much.
        told.write_bytes(marshal.dumps(config, 2))
        # Held open: what the package puts in the place of a file, a pipe perhaps, is not what is read.
        self._journal, self._output = journal.open("x+b"), output.open("x+b")
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the interpreter that the user has, or named
                [interpreter, "-I", "-B", "-X", "importtime", "-c", _COMMAND, _CHECKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._output,
                cwd=work,
                env={name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT},
                start_new_session=True,
                bufsize=0,
            )
        except OSError:
            self._close()
            raise
        own = {
            "nonce": self.nonce,
            "statuses": tuple(self._statuses),
            "timeout": seconds,
            "config": str(told),
            "journal": str(journal),
            "output": str(output),
            "checker": _CHECKER,
            "left_over": str(folder.parent),
        }
        self._send(marshal.dumps(own, 2))

    def wait(self) -> Ending:
        """Wait for the end, and bring it about when the time is up."""
        in_time = self._has_ended_by(self._deadline)
        told = self._end()
        self._journal.seek(0)
        journal = self._journal.read()
        self._output.seek(max(self._output.seek(0, os.SEEK_END) - _MAX_OUTPUT, 0))
        lines = self._output.read().decode("utf-8", "replace").splitlines()
        self._close()
        output = "\n".join(line for line in lines if not line.startswith(_IMPORT_TIME))
        outcome, words = self._judged(told, output, in_time=in_time)
        # Without a supervisor, as on Windows, the journal itself is the only sign.
        if not (told.group is not None if hasattr(os, "fork") else journal):
            answer = words if in_time else f"it gave no answer in {self._seconds:g} s"
            outcome, words = Outcome.NOT_STARTED, last_line(output) or answer
        return Ending(outcome, words, told.left, output, _import_times(lines), journal)

    def _judged(self, told: Told, output: str, *, in_time: bool) -> tuple[Outcome | None, str]:
        if told.timed_out or not (in_time or hasattr(os, "fork")):
            return Outcome.TIMED_OUT, f"was not done after {self._seconds:g} s"
        code = self._process.returncode
        if told.status is not None:
            code = os.waitstatus_to_exitcode(told.status)
        return judged_status(code, self._statuses, output)

    def end(self) -> None:
        """End the child whatever it does; nothing happens where it has ended."""
        if self._process.returncode is None:
            self._end()
        self._close()

    def _end(self) -> Told:
        if self._process.stdin:  # pragma: no branch - it was asked for
            # The supervisor takes this for the checker's own end, and ends the package.
            self._process.stdin.close()
        if hasattr(os, "fork"):
            self._has_ended_by(time.monotonic() + _GRACE)
            # Not reaped yet, it keeps its number: whatever it is that was started, its group goes with it.
            kill_group(self._process.pid)
        else:  # pragma: no cover - Windows
            self._process.kill()
        self._process.wait()
        told = read_told(self._said())
        if told.status is None and not told.timed_out and told.group is not None:
            # The package killed its supervisor; its own group has no one else to end it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(told.group, signal.SIGKILL)
        return told

    def _has_ended_by(self, deadline: float) -> bool:
        if hasattr(os, "fork"):
            return wait(self._process.pid, deadline)
        with suppress(subprocess.TimeoutExpired):  # pragma: no cover - Windows
            self._process.wait(max(deadline - time.monotonic(), 0))
        return self._process.returncode is not None  # pragma: no cover - as above

    def _said(self) -> bytes:
        """Return what the supervisor said."""
        if self._process.stdout is None or not hasattr(os, "fork"):  # pragma: no cover - Windows
            return b""
        with self._process.stdout as stream:
            os.set_blocking(stream.fileno(), False)
            return stream.read() or b""

    def _send(self, config: bytes) -> None:
        # A child that died at once can't be written to; how it ended tells why.
        with suppress(OSError):
            if self._process.stdin:  # pragma: no branch - it was asked for
                self._process.stdin.write(len(config).to_bytes(8, "big") + config)

    def _close(self) -> None:
        self._journal.close()
        self._output.close()


def _import_times(lines: list[str]) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for line in lines:
        own, _, rest = line.removeprefix(_IMPORT_TIME).partition("|")
        name = rest.rpartition("|")[2].strip().partition(".")[0]
        if line.startswith(_IMPORT_TIME) and own.strip().isdigit() and name != "pushcart_extensions":
            seconds[name] = seconds.get(name, 0) + int(own) / 1e6
    return seconds
