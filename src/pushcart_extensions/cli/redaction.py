"""What Python itself prints while stages run, without values of the environment.

That is warnings, and the exceptions that reach nobody: those of a thread, of a finalizer, of what is
called when Python exits.
"""

from __future__ import annotations

import sys
import threading
import warnings
from typing import TYPE_CHECKING

from pushcart_extensions.cli.failure import traceback_text
from pushcart_extensions.errors.wording import class_path, printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO


def redact_what_python_prints(redact: Callable[[str], str]) -> None:
    """Have Python's hooks print redacted text, from now on.

    Args:
        redact: Returns a text with values of the environment as their references.
    """
    before = sys.unraisablehook

    def of_warning(  # noqa: PLR0913, PLR0917 - warnings.showwarning has as many
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        text = warnings.formatwarning(message, category, filename, lineno, line)
        _write(redact(printable(text)), file)

    def of_thread(args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if error is not None and not isinstance(error, SystemExit):
            name = args.thread.name if args.thread else threading.get_ident()
            _write(redact(printable(f"Exception in thread {name}:\n{traceback_text(error)}")))

    def of_nobody(unraisable: sys.UnraisableHookArgs) -> None:
        error = unraisable.exc_value
        if error is None or isinstance(error, KeyboardInterrupt):
            before(unraisable)
            return
        try:
            where = f"{unraisable.err_msg or 'Exception ignored in'}: {shown(unraisable.object)}"
            text = redact(printable(f"{where}\n{traceback_text(error)}"))
        # At the very end nothing can be imported any more, which redacting does.
        except Exception:  # noqa: BLE001  # pragma: no cover - nothing is measured there either
            text = f"Exception ignored at Python's exit: {class_path(type(error))}\n"
        _write(text)

    warnings.showwarning = of_warning
    threading.excepthook = of_thread
    sys.unraisablehook = of_nobody


def _write(text: str, file: TextIO | None = None) -> None:
    # As Python does, which lets a text go where nobody can be told of it.
    stream = file or sys.stderr
    if stream is not None:
        stream.write(text)
