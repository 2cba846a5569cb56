"""One run of a workflow."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pushcart_extensions.contract.kinds import BY_NAME, EXTENSION, INCREMENTS, LIFECYCLE, SOURCE
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
        self._stages = [_Running(entry, stage) for entry, stage in members if entry.kind != EXTENSION.name]
        self._sources = [running for running in self._stages if running.kind is SOURCE]
        self._others = [running for running in self._stages if running.kind is not SOURCE]
        self.result = WorkflowResult([running.result for running in self._stages])
        self._state = state
        if state is not None:
            from pushcart_extensions.runtime.increments import remembers
            from pushcart_extensions.runtime.state import state_keys

            keys = state_keys([entry for entry, _ in members if entry.kind == SOURCE.name])
            for running, key in zip(self._sources, keys, strict=True):
                if remembers(running.stage, running.result.label):
                    running.state_key = key

    def execute(self) -> None:
        """Run, and raise the first error after everything is closed."""
        started = time.perf_counter()
        failures = Failures()
        opened: list[_Running] = []
        if failures.attempt(self._signals.emit, "start", self._workflow) and self._sources:
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
        for source in self._sources:
            self._pass_on(source)

    def _pass_on(self, source: _Running) -> None:
        last_state = self._state.get(source.state_key) if self._state and source.state_key else None
        if last_state is not None:
            source.call("set_state", last_state)
        data = self._between_signals(source)
        givers = [source]
        _refuse_shared(data, source, self._others)
        for place, running in enumerate(self._others, start=1):
            returned = self._between_signals(running, data, upstream=givers)
            if running.kind.gives:
                data = returned
                givers.append(running)
                _refuse_shared(data, running, self._others[place:])
        # Only now: a run that ends before this line, however it ends, gives the same increment again.
        if self._state and source.state_key:
            self._state.save(source.state_key, source.call("get_state"), source.result.label)

    def _between_signals(self, running: _Running, *data: object, upstream: Sequence[_Running] = ()) -> Any:
        """Call the method that stages of a kind are there for."""
        self._signals.emit("before", running.stage)
        returned = running.call(running.method, *data, upstream=upstream)
        running.result.calls += 1
        self._signals.emit("after", running.stage)
        return returned


class _Running:
    """A stage, and the account of what it does."""

    __slots__ = ("kind", "method", "result", "stage", "state_key")

    def __init__(self, entry: Entry, stage: Any) -> None:
        self.kind = BY_NAME[entry.kind]
        self.method = self.kind.method or ""
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
        failed_in = method if culprit is self else culprit.method
        if culprit.result.status != "failed":
            culprit.result.status = "failed"
            culprit.result.failed_in = failed_in
        late = "" if culprit is self else f", as {self.result.label} read its data"
        annotate(error, f"raised by {culprit.result.label} in {failed_in} ({culprit.result.place}){late}")


def _refuse_shared(data: object, giver: _Running, rest: Sequence[_Running]) -> None:
    """Raise SharedIteratorError where data that can be read once would go to more than one stage.

    Args:
        data: What a stage gave.
        giver: That stage.
        rest: The stages after it; those up to the first that gives data of its own get these.
    """
    # Asked of the type, as iter() does: an instance that merely has such an attribute is no iterator.
    if hasattr(type(data), "__next__"):
        giving = [place for place, running in enumerate(rest, start=1) if running.kind.gives]
        takers = giving[0] if giving else len(rest)
        if takers > 1:
            raise SharedIteratorError(giver.result.label, type(data).__name__, takers)
