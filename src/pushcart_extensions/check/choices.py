"""How a package is to be checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.instructions import Instructions
    from pushcart_extensions.check.selection import Selection

DEFAULT_TIMEOUT = 30.0
"""Seconds that the import of one package may take."""
DEFAULT_BUILD_TIMEOUT = 900.0
"""Seconds that one build may take: an isolated one downloads its backend first."""


def say_nothing(_step: str) -> None:
    """Take note of a step and keep quiet about it."""


class Choices(NamedTuple):
    """What whoever asks for a check can choose.

    Attributes:
        static: Judge the files alone and import nothing.
        python: The Python that has the package's dependencies; None for the nearest one.
        timeout: Seconds that one import may take; None for the usual time.
        wheel: Build the wheel too, and judge it.
        isolated: Let build backends run in an environment of their own, made for them.
        build_timeout: Seconds that one build may take; None for the usual time.
        tell: Is told each step that takes long, in a few words.
        selection: Which rules; None for all of them.
        strict: Whether the package itself asks that warnings fail too.
    """

    static: bool = False
    python: str | None = None
    timeout: float | None = None
    wheel: bool = False
    isolated: bool = True
    build_timeout: float | None = None
    tell: Callable[[str], None] = say_nothing
    selection: Selection | None = None
    strict: bool = False

    @property
    def seconds(self) -> float:
        """Seconds that one import may take."""
        return self.timeout or DEFAULT_TIMEOUT

    @property
    def build_seconds(self) -> float:
        """Seconds that one build may take."""
        return self.build_timeout or DEFAULT_BUILD_TIMEOUT

    def asks_for(self, code: str) -> bool:
        """Tell whether what the rule of a code finds is to be reported."""
        return self.selection is None or self.selection.includes(code)

    def with_settings(self, root: Path, instructions: Instructions) -> Choices:
        """Return these choices with what they leave open taken from the package's own settings.

        Args:
            root: The package's folder.
            instructions: What the package tells the checker.
        """
        if instructions.table is None:
            return self
        from pushcart_extensions.check.settings import settings

        own = settings(instructions)
        beside = root / own.python if own.python else root
        return self._replace(
            static=self.static or bool(own.static),
            python=self.python or (str(beside) if beside.exists() and own.python else own.python),
            timeout=self.timeout or own.timeout,
            wheel=self.wheel or bool(own.wheel),
            build_timeout=self.build_timeout or own.build_timeout,
            isolated=self.isolated and not own.no_isolation,
            selection=self.selection.or_else(own.selection) if self.selection else own.selection,
            strict=bool(own.strict),
        )
