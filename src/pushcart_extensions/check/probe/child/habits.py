"""Notes what the package's own code does while it is imported and should leave to ``open``.

Audit events (PEP 578) tell of threads, processes and files at the moment, with the stack: so a note
blames the line of the package, and what a third-party module does on its own is not the package's.
"""

from __future__ import annotations

import _thread
import atexit
import builtins
import io
import os
import sys

__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, ModuleType
    from typing import Any

_MAX_NOTES = 50
_LIBRARY = os.path.dirname(os.__file__)  # noqa: PTH120 - pathlib costs more than all that is done here
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROCESSES = frozenset(
    ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system")
)
_THREAD_STARTERS = ("start_new_thread", "start_new", "start_joinable_thread")
_CHANGES = frozenset(("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link"))
_frame = sys._getframe  # noqa: SLF001 - documented, if only for CPython
_absolute = os.path.abspath


class Habits:
    """Watches one import.

    Args:
        root: The package's folder.
        package_path: The folder of its import package.
    """

    def __init__(self, root: str, package_path: str) -> None:
        self._root = root + os.sep
        self._package_path = package_path + os.sep
        self._notes: dict[tuple[str, str, int], None] = {}

    def watch(self) -> None:
        """Begin; there is no end to it, since an audit hook stays as long as the process."""
        sys.addaudithook(self._heard)
        self._wrap(atexit, "register", "atexit")
        for name in _THREAD_STARTERS:
            if hasattr(_thread, name):
                self._wrap(_thread, name, "thread")
        sys.stdout = self._stream(sys.stdout)
        sys.stderr = self._stream(sys.stderr)

    def notes(self) -> list[list[object]]:
        """Return what was noted: what, and the file and line of the package that did it.

        A thread counts only while one is left.
        """
        threads = _thread._count() > 0  # noqa: SLF001 - what threading itself counts by
        return [list(note) for note in self._notes if note[0] != "thread" or threads]

    def _heard(
        self, event: str, arguments: tuple[Any, ...]
    ) -> None:  # pragma: no cover - hooks aren't traced
        if event == "open":
            path, _, flags = arguments
            if type(flags) is int and flags & _WRITES and self._is_inside(path):
                self._note("file", _frame(1))
        elif event in _CHANGES:
            if self._is_inside(arguments[0]):
                self._note("file", _frame(1))
        elif event in _PROCESSES:
            self._note("process", _frame(1))

    def _wrap(self, module: ModuleType, name: str, what: str) -> None:
        """Note each call of a function of which no audit event tells, in some version of Python."""
        wrapped = getattr(module, name)

        def noting(*arguments: Any, **keywords: Any) -> Any:
            self._note(what, _frame(1))
            return wrapped(*arguments, **keywords)

        setattr(module, name, noting)

    def _is_inside(self, path: object) -> bool:  # pragma: no cover - as above
        try:
            return type(path) is str and _absolute(path).startswith(self._root)
        except OSError:  # the working folder is gone
            return False

    def _note(self, what: str, frame: FrameType | None) -> None:
        """Note what was done, where the nearest code outside the standard library is the package's."""
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._package_path):
                if len(self._notes) < _MAX_NOTES:
                    self._notes[what, file, frame.f_lineno] = None
                return
            library = file.startswith((_LIBRARY, "<frozen ")) and "site-packages" not in file
            if not library or file.endswith("warnings.py") or "importlib._bootstrap" in file:
                # Another distribution's doing, or that of a module of the library which is being
                # imported; and a warning is how a module should speak.
                return
            frame = frame.f_back

    def _stream(self, stream: Any) -> io.TextIOWrapper:
        note = self._note

        class Noting(io.TextIOWrapper):
            def write(self, text: str, /) -> int:
                note("output", _frame(1))
                return super().write(text)

        return Noting(stream.buffer, encoding="utf-8", errors="backslashreplace", write_through=True)
