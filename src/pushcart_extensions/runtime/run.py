"""One run of a workflow."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pushcart_extensions.contract.kinds import BY_NAME, INCREMENTS, LIFECYCLE
from pushcart_extensions.errors import SharedIteratorError
from pushcart_extensions.runtime.blame import raiser
from pushcart_extensions.runtime.failures import Failures, annotate
from pushcart_extensions.runtime.results import StageResult, WorkflowResult
from pushcart_extensions.runtime.signals import call

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pushcart_extensions.runtime.entries import Entry
    from pushcart_extensions.runtime.signals import Signals
    from pushcart_extensions.runtime.state import StateFile


class Run:
    """Opens, passes data, and closes; once.

    Args:
        workflow: What ``start`` and ``stop`` tell the extensions.
        signals: Whom the signals reach.
        members: Entry and instance of each stage and extension, in order.
        state: Where sources that remember find where they ended; None for a full load.

    Raises:
        StateValueError: A source has half of what it takes to remember.

    Attributes:
        result: What has happened so far.
    """

    def __init__(
        self,
        workflow: object,
        signals: Signals,
        members: Sequence[tuple[Entry, Any]],
        state: StateFile | None = None,
    ) -> None:
        self._workflow = workflow
        self._signals = signals
        self._stages = [_Running(entry, stage) for entry, stage in members if entry.kind != "extension"]
        self.result = WorkflowResult([running.result for running in self._stages])
        self._state = state
        if state is not None:
            from pushcart_extensions.runtime.state import remembers, state_keys

            sources = self._of("source")
            keys = state_keys([entry for entry, _ in members if entry.kind == "source"])
            for running, key in zip(sources, keys, strict=True):
                if remembers(running.stage, running.result.label):
                    running.state_key = key

    def execute(self) -> None:
        """Run, and raise the first error after everything is closed."""
        started = time.perf_counter()
        failures = Failures()
        opened: list[_Running] = []
        if failures.attempt(self._signals.emit, "start", self._workflow) and self._of("source"):
            failures.attempt(self._open_and_pass, opened)
        for running in reversed(opened):
            failures.attempt(running.call, "close")
        for callback in self._signals.callbacks("stop"):
            failures.attempt(call, callback, "stop", self._workflow)
        self.result.seconds = time.perf_counter() - started
        self.result.status = "ok" if failures.first is None else "failed"
        failures.raise_first()

    def _open_and_pass(self, opened: list[_Running]) -> None:
        for running in self._stages:
            running.call("open")
            opened.append(running)
        for source in self._of("source"):
            self._pass_on(source)

    def _pass_on(self, source: _Running) -> None:
        last_state = self._state.get(source.state_key) if self._state and source.state_key else None
        if last_state is not None:
            source.call("set_state", last_state)
        data = self._between_signals(source, "get_increment")
        passed = [source]
        for transformation in self._of("transformation"):
            data = self._between_signals(transformation, "transform", data, upstream=passed)
            passed.append(transformation)
        destinations = self._of("destination")
        # Asked of the type, as iter() does: an instance that merely has such an attribute is no iterator.
        if len(destinations) > 1 and hasattr(type(data), "__next__"):
            raise SharedIteratorError(passed[-1].result.label, type(data).__name__, len(destinations))
        for destination in destinations:
            self._between_signals(destination, "write", data, upstream=passed)
        # Only now: a run that ends before this line, however it ends, gives the same increment again.
        if self._state and source.state_key:
            self._state.save(source.state_key, source.call("get_state"), source.result.label)

    def _between_signals(
        self, running: _Running, method: str, *data: object, upstream: Sequence[_Running] = ()
    ) -> Any:
        self._signals.emit("before", running.stage)
        returned = running.call(method, *data, upstream=upstream)
        running.result.calls += 1
        self._signals.emit("after", running.stage)
        return returned

    def _of(self, kind: str) -> list[_Running]:
        return [running for running in self._stages if running.result.kind == kind]


class _Running:
    """A stage, and the account of what it does."""

    __slots__ = ("result", "stage", "state_key")

    def __init__(self, entry: Entry, stage: Any) -> None:
        self.stage = stage
        self.result = StageResult(entry.kind, entry.key, entry.place)
        self.state_key: str | None = None

    def call(self, method: str, *data: object, upstream: Sequence[_Running] = ()) -> Any:
        """Call a method of the stage; note the time it takes, and whose error it is where it raises.

        Args:
            method: The method's name.
            data: What it gets.
            upstream: The stages whose data it may be reading.
        """
        started = time.perf_counter()
        try:
            call: Callable[..., Any] = getattr(self.stage, method)
            returned = call(*data)
        except BaseException as error:
            self._blame(error, method, upstream)
            raise
        finally:
            self.result.seconds += time.perf_counter() - started
        if self.result.status == "not run" and method not in (*LIFECYCLE, *INCREMENTS):
            self.result.status = "ok"
        return returned

    def _blame(self, error: BaseException, method: str, upstream: Sequence[_Running]) -> None:
        """Note whose error it is; that of a stage before this one where its data are read only now."""
        stage = raiser(error, self.stage, [running.stage for running in upstream])
        culprit = next((running for running in upstream if running.stage is stage), self)
        failed_in = method if culprit is self else BY_NAME[culprit.result.kind].method or method
        if culprit.result.status != "failed":
            culprit.result.status = "failed"
            culprit.result.failed_in = failed_in
        late = "" if culprit is self else f", as {self.result.label} read its data"
        annotate(error, f"raised by {culprit.result.label} in {failed_in} ({culprit.result.place}){late}")
