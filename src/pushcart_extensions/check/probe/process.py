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
from pushcart_extensions.check.probe.ending import Ending, Statuses, judged_status, last_line

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
_ENVIRONMENT = frozenset((*_POSIX, *_WINDOWS, "JAVA_HOME", "SPARK_HOME"))
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
        folder: A private folder that exists and is empty; the journal goes there.
        config: What to tell it, beside what is this class's own affair.
        seconds: How long the package may take.

    Raises:
        OSError: It could not be started.
    """

    def __init__(self, interpreter: str, folder: Path, config: dict[str, object], seconds: float) -> None:
        self.nonce = os.urandom(16).hex()
        self.journal = folder / "journal"
        first = _STATUSES[os.urandom(1)[0] % len(_STATUSES)]
        self._statuses = Statuses(first, first + 1, first + 2)
        self._seconds = seconds
        self._output = folder / "output"
        self._deadline = time.monotonic() + seconds + _GRACE
        work = folder / "work"
        work.mkdir()
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - the interpreter that the user has, or named
                [interpreter, "-I", "-B", "-X", "importtime", "-c", _COMMAND, _CHECKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                cwd=work,
                env={name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT},
                start_new_session=True,
                bufsize=0,
            )
        own = {
            "nonce": self.nonce,
            "statuses": tuple(self._statuses),
            "timeout": seconds,
            "journal": str(self.journal),
            "output": str(self._output),
            "checker": _CHECKER,
        }
        self._send(marshal.dumps({**config, **own}, 2))

    def wait(self) -> Ending:
        """Wait for the end, and bring it about when the time is up."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(self._deadline - time.monotonic(), 0))
        self.end()
        told = self._told()
        with self._output.open("rb") as stream:
            stream.seek(max(self._output.stat().st_size - _MAX_OUTPUT, 0))
            lines = stream.read().decode("utf-8", "replace").splitlines()
        output = "\n".join(line for line in lines if not line.startswith(_IMPORT_TIME))
        status, left = told.get("ended", (str(self._process.returncode), "0"))
        outcome, words = self._judged(status, output, supervised="ended" in told)
        # Without a supervisor the journal itself is the only sign.
        if not ("group" in told if hasattr(os, "fork") else self.journal.exists()):
            outcome, words = Outcome.NOT_STARTED, last_line(output) or words
        return Ending(outcome, words, int(left), output, _import_times(lines))

    def _judged(self, status: str, output: str, *, supervised: bool) -> tuple[Outcome | None, str]:
        if status == "-":
            return Outcome.TIMED_OUT, f"was not done after {self._seconds:g} s"
        code = os.waitstatus_to_exitcode(int(status)) if supervised else int(status)
        return judged_status(code, self._statuses, output)

    def end(self) -> None:
        """End the child whatever it does; nothing happens where it has ended."""
        if self._process.stdin:
            # The supervisor takes this for the checker's own end, and ends the package.
            self._process.stdin.close()
        try:
            self._process.wait(_GRACE if self._process.poll() is None else 0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode < 0 and hasattr(os, "killpg"):
            # The package killed its supervisor; its own group has no one else to end it.
            for group in self._told().get("group", ()):
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(int(group), signal.SIGKILL)

    def _told(self) -> dict[str, tuple[str, ...]]:
        """Return what the supervisor said: each line's words by the first of them."""
        if self._process.stdout and not self._process.stdout.closed:
            with self._process.stdout as stream:
                os.set_blocking(stream.fileno(), False)
                self._lines = (stream.read() or b"").decode("ascii", "replace").splitlines()
        return {words[0]: tuple(words[1:]) for line in self._lines if (words := line.split())}

    def _send(self, config: bytes) -> None:
        # A child that died at once can't be written to; how it ended tells why.
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.write(len(config).to_bytes(8, "big") + config)


def _import_times(lines: list[str]) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for line in lines:
        own, _, rest = line.removeprefix(_IMPORT_TIME).partition("|")
        name = rest.rpartition("|")[2].strip().partition(".")[0]
        if line.startswith(_IMPORT_TIME) and own.strip().isdigit() and name != "pushcart_extensions":
            seconds[name] = seconds.get(name, 0) + int(own) / 1e6
    return seconds
