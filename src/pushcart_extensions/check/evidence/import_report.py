"""What a child process saw when it imported the package and asked discovery for each stage."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.findings import Place


class Outcome(StrEnum):
    """How the child process ended."""

    COMPLETE = "complete"
    TIMED_OUT = "timed out"
    DIED = "died"
    NOT_STARTED = "not started"


class Failure(NamedTuple):
    """Why something could not be imported or loaded.

    Attributes:
        type: The exception's class name.
        message: Its words.
        place: The line of the package that raised it; None where it was raised elsewhere.
        needs: The third-party module that is not installed, where that is the reason.
        ours: Whether the runtime itself said it, so that the message needs no explanation.
    """

    type: str
    message: str
    place: Place | None = None
    needs: str | None = None
    ours: bool = False


class Loaded(NamedTuple):
    """One thing that the child loaded, or could not.

    Attributes:
        module: The module that was to be loaded.
        facts: The class; None where loading failed or gave no class.
        found_by: How discovery found it, for a stage.
        distribution: The distribution that discovery found it in, for a stage.
        failure: Why it could not be loaded.
        unknown_key: Whether discovery knew nothing under the key.
    """

    module: str
    facts: ClassFacts | None = None
    found_by: str | None = None
    distribution: str | None = None
    failure: Failure | None = None
    unknown_key: bool = False


class Exports(NamedTuple):
    """What the import saw of an ``__all__``: its names (None without one) and those that lead nowhere."""

    names: tuple[str, ...] | None
    unbound: tuple[str, ...]


class ImportReport(NamedTuple):
    """What the child process reported, as far as it can be believed.

    Attributes:
        outcome: How it ended; anything but COMPLETE leaves what is missing unverified.
        detail: What is known of an end that was not COMPLETE.
        task: What it was at when it ended so.
        place: The line of the package where it hung or crashed.
        interpreter: The Python that ran it.
        package: Why importing the package failed; None where it worked or was not reached.
        stages: What discovery gave, by kind and key.
        targets: What the declared entry points lead to, by group and name.
        extensions: The classes that modules of kind extension define, by module.
        exports: What was seen of each ``__all__``, by module.
    """

    outcome: Outcome
    interpreter: str
    detail: str = ""
    task: str | None = None
    place: Place | None = None
    package: Failure | None = None
    stages: Mapping[tuple[str, str], Loaded] = MappingProxyType({})
    targets: Mapping[tuple[str, str], Loaded] = MappingProxyType({})
    extensions: Mapping[str, tuple[ClassFacts, ...] | Failure] = MappingProxyType({})
    exports: Mapping[str, Exports] = MappingProxyType({})
