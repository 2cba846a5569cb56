"""The extension `progress`."""

from collections.abc import Iterable
from typing import ClassVar

from pushcart_extensions import Workflow
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

_COLUMNS: dict[str, type[ProgressColumn]] = {
    "spinner": SpinnerColumn,
    "bar": BarColumn,
    "count": MofNCompleteColumn,
    "elapsed": TimeElapsedColumn,
}


class ProgressExtension:
    """Shows on a terminal which stage is at work, how many calls are done, and how long it has taken.

    It listens to the signals of the workflow and changes nothing; into a pipe it writes nothing.
    """

    # `progress`: the flag by which pushcart-run knows that it need not show any of its own.
    provides: ClassVar[frozenset[str]] = frozenset({"progress_extension", "progress"})

    def __init__(
        self,
        *_choices: str,
        default: str | None = None,
        choices: Iterable[str] | None = None,
    ) -> None:
        """Take what to show, in any form that a workflow can write it in; without a choice, all of it.

        Args:
            *_choices: Some of spinner, bar, count and elapsed, from a list.
            default: The one to show where there are no others.
            choices: More of them, from a mapping.

        Raises:
            ValueError: There is no such thing to show.
        """
        self.choices = (*_choices, *(choices or ())) or ((default,) if default else tuple(_COLUMNS))
        unknown = [choice for choice in self.choices if choice not in _COLUMNS]
        if unknown:
            raise ValueError(f"can't show {', '.join(unknown)}; there are {', '.join(_COLUMNS)}")
        self.console = Console(stderr=True)
        self._workflow: Workflow | None = None
        self._progress: Progress | None = None
        self._task = TaskID(0)

    def start(self, workflow: Workflow) -> None:
        """Begin to show the run of a workflow."""
        columns = [_COLUMNS[choice]() for choice in self.choices]
        self._progress = Progress(
            *columns,
            TextColumn("{task.description}"),
            console=self.console,
            disable=not self.console.is_terminal,
        )
        calls = 1 + len(workflow.transformations) + len(workflow.destinations)
        self._task = self._progress.add_task("", total=len(workflow.sources) * calls)
        self._workflow = workflow
        self._progress.start()

    def before(self, stage: object) -> None:
        """Show that a stage is at work."""
        if self._progress and self._workflow:
            self._progress.update(self._task, description=self._workflow.label(stage))

    def after(self, _stage: object) -> None:
        """Count what is done."""
        if self._progress:
            self._progress.advance(self._task)

    def stop(self, _workflow: Workflow) -> None:
        """Leave the terminal as it was, also after a failure."""
        if self._progress:
            self._progress.stop()
            self._progress = None
