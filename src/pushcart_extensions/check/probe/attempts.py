"""Imports one package in as many child processes as it takes, and merges what they saw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pushcart_extensions.check.evidence.import_report import End, ImportReport, Outcome
from pushcart_extensions.check.probe.ending import Ending, end_of
from pushcart_extensions.check.probe.journal import Journal, read_journal
from pushcart_extensions.check.probe.process import ChildProcess
from pushcart_extensions.check.probe.stack import innermost_line
from pushcart_extensions.contract.kinds import BY_NAME

_SLOWEST = 3
_MAX_ATTEMPTS = 25
"""How many children one package may use up; each begins behind the stage that ended the one before."""


class _Attempt(NamedTuple):
    """What became of one child.

    Attributes:
        ending: How its process ended.
        journal: What it reported.
        end: How it ended otherwise than asked; None where it did as asked.
    """

    ending: Ending
    journal: Journal
    end: End | None


class Attempts:
    """The children that import one package, one after another.

    Args:
        folder: A private folder; each child has one in it.
        root: The package's folder.
        interpreter: The Python to run.
        seconds: How long each child may take.
    """

    _child: ChildProcess

    def __init__(self, folder: Path, root: Path, interpreter: str, seconds: float) -> None:
        self._folder = folder
        self._root = root
        self._interpreter = interpreter
        self._seconds = seconds
        self._count = 0
        self._config: dict[str, Any] = {}

    def begin(self, config: dict[str, Any]) -> None:
        """Start the next child.

        Args:
            config: What to tell it.

        Raises:
            OSError: It could not be started.
        """
        self._config = config
        folder = self._folder / str(self._count)
        self._count += 1
        folder.mkdir()
        self._child = ChildProcess(self._interpreter, folder, config, self._seconds)

    def _begins(self, config: dict[str, Any]) -> bool:
        """Start the next child; tell whether that could be done: the package may have removed our folder."""
        try:
            self.begin(config)
        except OSError:
            return False
        return True

    def end(self) -> None:
        """End the child that is at work, if one is."""
        self._child.end()

    def finish(self) -> ImportReport:
        """Wait for the children and merge what they saw."""
        attempts = list(self._made())
        seen = Journal()
        for attempt in attempts:
            seen.absorb(attempt.journal)
        ends = [attempt.end for attempt in attempts if attempt.end]
        passing = frozenset(one for one in _doubtful(seen, ends) if self._passes_alone(one))
        times = next(filter(None, (attempt.ending.import_times for attempt in attempts)), {})
        return ImportReport(
            interpreter=self._interpreter,
            ends=tuple(ends),
            package=seen.package,
            stages=seen.stages,
            targets=seen.targets,
            extensions=seen.extensions,
            exports=seen.exports,
            processes_left=sum(attempt.ending.left for attempt in attempts),
            habits=seen.habits,
            replaced=seen.replaced,
            passing_alone=passing,
            seconds=seen.seconds,
            slowest=tuple(sorted(times.items(), key=lambda item: -item[1])[:_SLOWEST]),
        )

    def _made(self) -> Iterator[_Attempt]:
        """Yield what became of the child that has begun, and of those that it takes after it."""
        done: set[tuple[str, str]] = set()
        while True:
            attempt = self._waited()
            yield attempt
            at = attempt.end and attempt.end.at
            if at is None or at[0] == "package" or self._count >= _MAX_ATTEMPTS:
                # All is done, what ended the child can't be left out, or there were enough.
                return
            done |= {*attempt.journal.done, at, *self._beside(at)}
            if not self._begins({**self._config, "skip": sorted(done)}):
                return

    def _waited(self) -> _Attempt:
        """Wait for the child that is at work, and return what became of it."""
        ending = self._child.wait()
        journal = read_journal(ending.journal, self._child.nonce, self._root)
        place = innermost_line(ending.output, self._root)
        return _Attempt(ending, journal, end_of(ending, journal.at, place, complete=journal.complete))

    def _beside(self, at: tuple[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the entry points that lead into the module of a stage: it would end the next child too."""
        targets: list[tuple[str, str, str, str]] = self._config["targets"]
        module = f"{self._config['package']}.{BY_NAME[at[0]].folder}.{at[1]}" if at[0] in BY_NAME else None
        for group, name, target, _ in targets:
            if target == module:
                yield group, name

    def _passes_alone(self, stage: tuple[str, str]) -> bool:
        """Tell whether a stage that failed loads in a child in which nothing was loaded before it."""
        if self._count >= _MAX_ATTEMPTS or not self._begins({**self._config, "skip": [], "only": stage}):
            return False
        attempt = self._waited()
        loaded = attempt.journal.stages.get(stage)
        return attempt.end is None and loaded is not None and loaded.failure is None


def _doubtful(seen: Journal, ends: list[End]) -> list[tuple[str, str]]:
    """Return the stages that may have failed for what another did to the process before.

    One that used up its time is not tried again, nor one for which a requirement is missing; and where
    importing the package fails there is no alone.
    """
    if seen.package is not None or any(end.at is None or end.at[0] == "package" for end in ends):
        return []
    failed = [one for one, loaded in seen.stages.items() if loaded.failure and not loaded.failure.needs]
    died = [
        end.at for end in ends if end.at and end.at[0] in BY_NAME and end.outcome is not Outcome.TIMED_OUT
    ]
    return [*failed, *died]
