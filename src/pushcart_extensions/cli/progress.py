"""How a run is going, on a terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

if TYPE_CHECKING:
    from pushcart_extensions.runtime.workflows import Workflow


class Progress:
    """Listens to the signals of a workflow: a spinner for the stage at work, a line for each that is done.

    Args:
        workflow: Whose stages are shown.
    """

    def __init__(self, workflow: Workflow) -> None:
        self._workflow = workflow
        # NO_COLOR asks rich for no colour; dim would stay.
        plain = os.environ.get("NO_COLOR")
        self._console = Console(stderr=True, color_system=None if plain else "auto")
        self._live: Live | None = None
        self._started = 0.0

    def before(self, stage: object) -> None:
        """Show that a stage is at work."""
        self._started = time.perf_counter()
        # What a stage prints goes above the spinner, unless it goes into a pipe.
        self._live = Live(
            Spinner("dots", Text(self._workflow.label(stage))),
            console=self._console,
            transient=True,
            redirect_stdout=sys.stdout.isatty(),
        )
        self._live.start()

    def after(self, stage: object) -> None:
        """Show that it is done."""
        self._hide()
        seconds = time.perf_counter() - self._started
        self._console.print(Text(f"{self._workflow.label(stage)}  {seconds:.2f} s"), style="dim")

    def stop(self, _workflow: object) -> None:
        """Leave the terminal as it was, also after a failure."""
        self._hide()

    def _hide(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None
