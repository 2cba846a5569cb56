"""Metadata that can't be satisfied, and signals that nothing declares."""

from __future__ import annotations

from pushcart_extensions.errors.base import PushcartError
from pushcart_extensions.errors.wording import close_matches, either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


class OrderingProblem:
    """One reason why components can't be put together or in an order.

    Attributes:
        rule: What it is about: ``metadata``, ``needs``, ``excludes``, ``provides``, ``never``,
            ``cycle`` or ``signals``.
        components: Those to blame, as ``runtime.components.Component``.
        message: What is wrong and the way out, a sentence without its full stop.
        flag: The feature flag in question, if there is one.
    """

    __slots__ = ("components", "flag", "message", "rule")

    def __init__(self, rule: str, components: tuple[Any, ...], message: str, flag: str | None = None) -> None:
        self.rule = rule
        self.components = components
        self.message = message
        self.flag = flag

    def __repr__(self) -> str:
        return f"<OrderingProblem {self.rule}: {self.message}>"


class OrderingError(PushcartError):
    """Stages or extensions whose metadata can't all be satisfied.

    Attributes:
        problems: Every reason, as ``OrderingProblem``.
    """

    def __init__(self, problems: Sequence[OrderingProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in problems))


class UnknownSignalError(PushcartError):
    """A signal that nothing declares.

    Attributes:
        signal: The name asked for.
        declared: The names that are declared, without hyphens.
    """

    def __init__(self, signal: str, declared: Sequence[str]) -> None:
        self.signal = signal
        self.declared = tuple(declared)
        close = close_matches(signal.removeprefix("-"), declared)
        hint = f"perhaps {either(close)} is meant" if close else f"declared are {', '.join(declared)}"
        super().__init__(f"nothing declares the signal {signal!r}; {hint}")
