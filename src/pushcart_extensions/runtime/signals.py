"""Signals: what happens in a run, told to the extensions that have a method of its name.

As in WebCore, a name declared with a leading hyphen has its callbacks called in reverse order.
"""

from __future__ import annotations

from pushcart_extensions.contract.metadata import flags
from pushcart_extensions.errors import OrderingError, OrderingProblem, UnknownSignalError
from pushcart_extensions.errors.wording import class_path
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.failures import annotate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WORKFLOW_SIGNALS = ("start", "before", "-after", "-stop")
"""What a workflow emits: ``start(workflow)``, ``before(stage)``, ``after(stage)``, ``stop(workflow)``."""


class Signals:
    """The signals that may be emitted, and whom each one reaches.

    Args:
        extensions: Instances, in order. Each may declare more signals in its ``signals``.
        declared: Signals that exist without an extension's saying so.

    Raises:
        OrderingError: One signal is declared both with and without a hyphen.
    """

    def __init__(self, extensions: Sequence[object], declared: Iterable[str] = WORKFLOW_SIGNALS) -> None:
        self._extensions = tuple(extensions)
        self._backwards: dict[str, bool] = {}
        for signal in declared:
            self._backwards[signal.removeprefix("-")] = signal.startswith("-")
        problems: list[OrderingProblem] = []
        for component in map(Component, self._extensions):
            for signal in sorted(flags(component.metadata, "signals")):
                name, backwards = signal.removeprefix("-"), signal.startswith("-")
                if self._backwards.setdefault(name, backwards) is not backwards:
                    text = (
                        f"{component.name} declares {signal!r}, whose order is declared the other way round"
                    )
                    problems.append(OrderingProblem("signals", (component,), text))
        if problems:
            raise OrderingError(problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that ``emit`` takes, sorted."""
        return tuple(sorted(self._backwards))

    def callbacks(self, signal: str) -> list[Callable[..., object]]:
        """Return the callbacks of a signal in the order of their calls.

        Args:
            signal: The name, without its hyphen.

        Raises:
            UnknownSignalError: Nothing declares it.
        """
        backwards = self._backwards.get(signal)
        if backwards is None:
            raise UnknownSignalError(signal, self.names)
        found = (getattr(extension, signal, None) for extension in self._extensions)
        callbacks = [callback for callback in found if callable(callback)]
        return callbacks[::-1] if backwards else callbacks

    def emit(self, signal: str, *arguments: object, **options: object) -> None:
        """Call the callbacks of a signal; the first that fails ends it.

        Raises:
            UnknownSignalError: Nothing declares the signal.
        """
        for callback in self.callbacks(signal):
            call(callback, signal, *arguments, **options)


def call(callback: Callable[..., object], signal: str, *arguments: object, **options: object) -> None:
    """Call a callback of a signal; what it raises says whose it is."""
    try:
        callback(*arguments, **options)
    except BaseException as error:
        owner = type(getattr(callback, "__self__", callback))
        annotate(error, f"raised by {class_path(owner)} at the signal {signal!r}")
        raise
