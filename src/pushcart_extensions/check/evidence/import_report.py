"""What a child process saw when it imported the package and asked discovery for each stage."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.place import Place

_MISSING = frozenset({"ModuleNotFoundError", "ImportError", "StageLoadError"})
"""What is raised where a module is not there."""


class Outcome(StrEnum):
    """In what way a child process ended that didn't end as it was asked."""

    NOT_STARTED = "not started"
    TIMED_OUT = "timed out"
    EXITED = "exited"
    """It left the interpreter, or put another program in its place."""
    CRASHED = "crashed"
    """Compiled code did what a processor refuses."""
    KILLED = "killed"
    """A signal ended it that something sent."""
    CUT_OFF = "cut off"
    """The descriptor that it reports to was closed."""
    BROKEN = "broken"
    """What it works with was replaced, so that its own code failed."""
    RAISED = "raised"
    """An exception got through that no module has any business to raise, such as KeyboardInterrupt."""
    FORGED = "forged"
    """It ended as it was asked, and its journal is not in order."""


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

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that were asked for in vain, as its words name them; empty for another exception.

        Python quotes the module that is not there ("No module named 'a.b'"), or the one that lacks a
        name ("cannot import name 'b' from 'a'").
        """
        if self.type not in _MISSING:
            return ()
        quoted = self.message.split("'")[1::2]
        return (*quoted, *(f"{quoted[1]}.{quoted[0]}" for _ in quoted[1:2]))


class Loaded(NamedTuple):
    """One thing that the child loaded, or could not.

    Attributes:
        module: The module that was to be loaded.
        facts: The class; None where loading failed or gave no class.
        found_by: How discovery found it, for a stage.
        distribution: The distribution that discovery found it in, for a stage.
        failure: Why it could not be loaded.
        rivals: Other installed distributions that have a stage of its kind under its key.
    """

    module: str
    facts: ClassFacts | None = None
    found_by: str | None = None
    distribution: str | None = None
    failure: Failure | None = None
    rivals: tuple[str, ...] = ()


class Exports(NamedTuple):
    """What the import saw of an ``__all__``: its names (None without one) and those that lead nowhere."""

    names: tuple[str, ...] | None
    unbound: tuple[str, ...]


class Habit(NamedTuple):
    """Something that the package's own code did while it was imported.

    Attributes:
        what: ``output``, ``thread``, ``process``, ``atexit`` or ``file``.
        place: The line that did it.
    """

    what: str
    place: Place


class End(NamedTuple):
    """How a child process ended that didn't end as it was asked.

    Attributes:
        outcome: In what way.
        words: A clause that completes "the import …".
        at: Kind or group, and name, of what it was loading; None where that isn't known.
        place: The line of the package where it hung or crashed.
    """

    outcome: Outcome
    words: str
    at: tuple[str, str] | None = None
    place: Place | None = None


class ImportReport(NamedTuple):
    """What child processes reported, as far as it can be believed.

    Attributes:
        interpreter: The Python that ran them.
        ends: Those that didn't end as they were asked; what they were at stays unverified.
        package: Why importing the package failed; None where it worked or was not reached.
        stages: What discovery gave, by kind and key.
        targets: What other declared entry points lead to, by group and name.
        extensions: The classes that modules of kind extension define, by module.
        exports: What was seen of each ``__all__``, by module.
        processes_left: How many processes the package left running.
        habits: What its code did at import and should leave to a stage at work.
        replaced: The builtins that were replaced by then.
        passing_alone: Kind and key of stages that failed and load in a process of their own.
        seconds: How long importing the package took.
        slowest: Which top-level packages took most of that, with their seconds.
    """

    interpreter: str
    ends: tuple[End, ...] = ()
    package: Failure | None = None
    stages: Mapping[tuple[str, str], Loaded] = MappingProxyType({})
    targets: Mapping[tuple[str, str], Loaded] = MappingProxyType({})
    extensions: Mapping[str, tuple[ClassFacts, ...] | Failure] = MappingProxyType({})
    exports: Mapping[str, Exports] = MappingProxyType({})
    processes_left: int = 0
    habits: tuple[Habit, ...] = ()
    replaced: tuple[str, ...] = ()
    passing_alone: frozenset[tuple[str, str]] = frozenset()
    seconds: float = 0.0
    slowest: tuple[tuple[str, float], ...] = ()
