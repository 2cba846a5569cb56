"""Workflows: from a file to a run.

workflow = load_workflow("workflow.yaml")
result = workflow.run()
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.errors import WorkflowFileError
from pushcart_extensions.errors.wording import described
from pushcart_extensions.runtime.document import Document
from pushcart_extensions.runtime.planning import Plan, make_plan
from pushcart_extensions.runtime.run import Run
from pushcart_extensions.runtime.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from pushcart_extensions.runtime.bases import DestinationBase, SourceBase, TransformationBase
    from pushcart_extensions.runtime.results import WorkflowResult

    Given = str | os.PathLike[str] | TextIO | Mapping[str, object]


class Workflow:
    """Stages and extensions, constructed and in order, ready to run.

    Made by ``load_workflow``.

    Attributes:
        sources: The sources, in order.
        transformations: The transformations, in order.
        destinations: The destinations, in order.
        extensions: The extensions, in order; those always enabled are among them.
        result: What the last run did, also where it failed; None before the first.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._members = plan.constructed()
        self.sources = cast("tuple[SourceBase[Any], ...]", self._of("source"))
        self.transformations = cast("tuple[TransformationBase[Any, Any], ...]", self._of("transformation"))
        self.destinations = cast("tuple[DestinationBase[Any], ...]", self._of("destination"))
        self.extensions: tuple[object, ...] = self._of("extension")
        self._signals = Signals(self.extensions)
        self.result: WorkflowResult | None = None

    def emit(self, signal: str, *arguments: object, **options: object) -> None:
        """Call the extensions that have a method of a signal's name, in order.

        Args:
            signal: The name, without the hyphen that declares a reverse order.
            arguments: What the callbacks get.
            options: Likewise, by name.

        Raises:
            UnknownSignalError: Nothing declares the signal.
            Exception: Whatever a callback raises; those after it aren't called.
        """
        self._signals.emit(signal, *arguments, **options)

    def run(
        self, *, state: str | os.PathLike[str] | None = None, listeners: Sequence[object] = ()
    ) -> WorkflowResult:
        """Pass each source's data through all transformations to every destination.

        Without ``state`` every run is a full load. With it, a source that has ``get_state`` and
        ``set_state`` is told where it ended before it reads, and where it ends now is saved after
        every destination has written its data: a run that is killed in between reads the same
        increment again. ``start`` goes to the extensions, ``open`` to each stage; then
        source by source; ``close`` to each opened stage in reverse, and ``stop`` to the extensions,
        also after a failure.

        Args:
            state: The state file, made where there is none. Entries of sources that aren't in this
                workflow stay.
            listeners: Objects that take part in the signals as extensions do, after them: a
                progress bar, say.

        Returns:
            What happened per stage, and how long it took.

        Raises:
            StateFileError: The state file is faulty, which is found before anything is opened, or
                can't be replaced.
            StateValueError: A source returned a state that can't be kept.
            SharedIteratorError: Data that can be read once would go to several destinations.
            BaseException: The first error of a stage or an extension, with later ones as notes.
        """
        remembered = None
        if state is not None:
            from pushcart_extensions.runtime.state import StateFile

            remembered = StateFile(state)
        signals = Signals((*self.extensions, *listeners)) if listeners else self._signals
        run = Run(self, signals, self._members, remembered)
        run.result.warnings = self._plan.warnings
        self.result = run.result
        try:
            run.execute()
        except BaseException as error:
            run.result.error = self.redact(described(error))
            raise
        return run.result

    def label(self, stage: object) -> str:
        """Return how messages call one of the workflow's stages or extensions: ``source 'rest_api'``."""
        return next(entry.label for entry, instance in self._members if instance is stage)

    def redact(self, text: str) -> str:
        """Return ``text`` with values that came from the environment as the references to them."""
        return self._plan.references.redact(text)

    def _of(self, kind: str) -> tuple[Any, ...]:
        return tuple(instance for entry, instance in self._members if entry.kind == kind)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._of(kind.name))} {kind.folder}" for kind in STAGE_KINDS)
        name = f"{self._plan.name}: " if self._plan.name else ""
        return f"<Workflow {name}{counts}>"


def load_workflow(workflow: Given, *, environment: Mapping[str, str] | None = None) -> Workflow:
    """Return the workflow that a file, a text stream or a mapping describes.

    Args:
        workflow: A path, an open text file, or a mapping with the sections of a workflow file.
        environment: Where ``${NAME}`` is looked up; ``os.environ`` by default.

    Raises:
        WorkflowFileError: The file can't be read.
        WorkflowError: Everything that is wrong with it, found before anything is constructed.
        Exception: Whatever a constructor raises.
    """
    return Workflow(plan_workflow(workflow, environment=environment))


def plan_workflow(workflow: Given, *, environment: Mapping[str, str] | None = None) -> Plan:
    """Return what a workflow would run, in order, with nothing constructed.

    Takes and raises what ``load_workflow`` does, short of the constructors' errors.
    """
    return make_plan(_document(workflow), environment)


def _document(workflow: Given) -> Document:
    if isinstance(workflow, Mapping):
        return Document(workflow)
    from pushcart_extensions.runtime.workflow_file import parse

    if isinstance(workflow, (str, os.PathLike)):
        name = os.fspath(workflow)
        try:
            with open(name, "rb") as file:  # noqa: PTH123 - a path may be any PathLike
                text = file.read()
        except OSError as error:
            raise WorkflowFileError(name, error.strerror or str(error)) from error
        except ValueError as error:  # a null byte in the name
            raise WorkflowFileError(name, str(error)) from error
        return parse(text, name)
    if hasattr(workflow, "read"):
        return parse(workflow.read(), str(getattr(workflow, "name", "<stream>")))
    raise TypeError(f"a workflow is a path, a text stream or a mapping, and not {workflow!r}")
