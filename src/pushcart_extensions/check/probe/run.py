"""Imports a package in child processes until every stage has had its turn, and reports what they saw."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pushcart_extensions.check.evidence.import_report import End, ImportReport, Outcome
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.probe.ending import Ending, end_of
from pushcart_extensions.check.probe.journal import Journal, read_journal
from pushcart_extensions.check.probe.metadata import write_metadata
from pushcart_extensions.check.probe.process import ChildProcess
from pushcart_extensions.check.probe.stack import innermost_line
from pushcart_extensions.contract.kinds import BY_GROUP, BY_NAME, FLAG_GROUP

_SLOWEST = 3
_MAX_ATTEMPTS = 25
"""How many children one package may use up; each begins behind the stage that ended the one before."""


@contextmanager
def importing(  # noqa: PLR0913, PLR0917 - what one import depends on
    root: Path,
    project: Project,
    package_path: str,
    interpreter: str,
    timeout: float,
    info: Path | None = None,
) -> Iterator[Callable[[], ImportReport]]:
    """Import a package in a child process while the block runs; whatever happens, nothing of it stays.

    The package need not be installed: a synthetic ``.dist-info`` beside it on the path shows the
    runtime's own discovery, and ``importlib.metadata``, what an installation would.

    Args:
        root: The package's folder.
        project: Its metadata.
        package_path: The folder of its import package, relative to ``root``.
        interpreter: The Python to run.
        timeout: Seconds that one child may take.
        info: The ``.dist-info`` folder of an unpacked wheel, which then stands for the synthetic one.

    Yields:
        A function that waits until all is done and returns what was seen.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="pushcart-check-"))
    except OSError as error:
        words = f"no temporary folder can be made: {error.strerror}"
        report = ImportReport(interpreter, (End(Outcome.NOT_STARTED, words),))
        yield lambda: report
        return
    try:
        attempts = Attempts(folder, root, interpreter, timeout)
        try:
            if info:
                shutil.copytree(info, folder / "metadata" / info.name)
            else:
                write_metadata(folder / "metadata", project)
            attempts.begin(_config(folder, root, project, package_path))
        except OSError as error:
            report = ImportReport(interpreter, (End(Outcome.NOT_STARTED, str(error.strerror)),))
            yield lambda: report
            return
        try:
            yield attempts.finish
        finally:
            attempts.child.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Attempts:
    """The children that import one package, one after another.

    Args:
        folder: A private folder; each child has one in it.
        root: The package's folder.
        interpreter: The Python to run.
        timeout: Seconds that each child may take.
    """

    child: ChildProcess

    def __init__(self, folder: Path, root: Path, interpreter: str, timeout: float) -> None:
        self._folder = folder
        self._root = root
        self._interpreter = interpreter
        self._timeout = timeout
        self._count = 0
        self._config: dict[str, Any] = {}

    def begin(self, config: dict[str, Any]) -> None:
        """Start the next child.

        Raises:
            OSError: It could not be started.
        """
        self._config = config
        folder = self._folder / str(self._count)
        self._count += 1
        folder.mkdir()
        self.child = ChildProcess(self._interpreter, folder, config, self._timeout)

    def _begins(self, config: dict[str, Any]) -> bool:
        """Start the next child; tell whether that could be done: the package may have removed our folder."""
        try:
            self.begin(config)
        except OSError:
            return False
        return True

    def finish(self) -> ImportReport:
        """Wait for the child; begin another behind each stage that ended one; merge what they saw."""
        seen = Journal()
        ends: list[End] = []
        left = 0
        times: dict[str, float] = {}
        while True:
            ending = self.child.wait()
            journal = read_journal(ending.journal, self.child.nonce, self._root)
            seen.absorb(journal)
            left += ending.left
            times = times or ending.import_times
            end = self._end(ending, journal)
            if end is None:
                break
            ends.append(end)
            if end.at is None or end.at[0] == "package" or self._count >= _MAX_ATTEMPTS:
                # What ended it can't be left out, or there were enough.
                break
            seen.done |= {end.at, *self._beside(end.at)}
            if not self._begins({**self._config, "skip": sorted(seen.done)}):
                break
        passing = frozenset(one for one in _doubtful(seen, ends) if self._passes_alone(one))
        return ImportReport(
            interpreter=self._interpreter,
            ends=tuple(ends),
            package=seen.package,
            stages=seen.stages,
            targets=seen.targets,
            extensions=seen.extensions,
            exports=seen.exports,
            processes_left=left,
            habits=seen.habits,
            replaced=seen.replaced,
            passing_alone=passing,
            seconds=seen.seconds,
            slowest=tuple(sorted(times.items(), key=lambda item: -item[1])[:_SLOWEST]),
        )

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
        ending = self.child.wait()
        journal = read_journal(ending.journal, self.child.nonce, self._root)
        loaded = journal.stages.get(stage)
        return self._end(ending, journal) is None and loaded is not None and loaded.failure is None

    def _end(self, ending: Ending, journal: Journal) -> End | None:
        place = innermost_line(ending.output, self._root)
        return end_of(ending, journal.at, place, complete=journal.complete)


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


def _config(folder: Path, root: Path, project: Project, package_path: str) -> dict[str, Any]:
    # What the interpreter reports as a file name is the path that was searched, links unresolved.
    search_path, _, package = str(root.absolute() / package_path).rpartition(os.sep)
    return {
        "visit": "package",
        "metadata": str(folder / "metadata"),
        "search_path": search_path,
        "root": str(root.absolute()),
        "package": package,
        "package_path": f"{search_path}{os.sep}{package}",
        "skip": [],
        "only": None,
        "targets": [
            (point.group, point.name, point.module, point.attribute)
            for point in project.entry_points
            if point.module and point.attribute and (point.group in BY_GROUP or point.group == FLAG_GROUP)
        ],
    }
