"""How a package is to be checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

DEFAULT_TIMEOUT = 30.0
"""Seconds that the import of one package may take."""


def say_nothing(_step: str) -> None:
    """Take note of a step and keep quiet about it."""


class Choices(NamedTuple):
    """What whoever asks for a check can choose.

    Attributes:
        static: Judge the files alone and import nothing.
        python: The Python that has the package's dependencies; None for the nearest one.
        timeout: Seconds that one import may take.
        wheel: Build the wheel too, and judge it.
        isolated: Let build backends run in an environment of their own, made for them.
        tell: Is told each step that takes long, in a few words.
    """

    static: bool = False
    python: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    wheel: bool = False
    isolated: bool = True
    tell: Callable[[str], None] = say_nothing
