"""The warnings that a stage raises while it runs, shown without values of the environment."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

from pushcart_extensions.errors.wording import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO


def redact_warnings(redact: Callable[[str], str]) -> None:
    """Have Python show warnings redacted, from now on.

    Args:
        redact: Returns a text with values of the environment as their references.
    """

    def show(  # noqa: PLR0913, PLR0917 - warnings.showwarning has as many
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        text = warnings.formatwarning(message, category, filename, lineno, line)
        # As Python does, which lets a warning go where nobody can be told of it.
        stream = file or sys.stderr
        if stream is not None:
            stream.write(redact(printable(text)))

    warnings.showwarning = show
