"""Plans a workflow in child processes, which load the stages that are installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from pushcart_extensions.check.evidence.import_report import End, Outcome
from pushcart_extensions.check.evidence.workflow import ITSELF, WorkflowFile, WorkflowProblem
from pushcart_extensions.check.findings import FoundComponent
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.private_folder import private_folder
from pushcart_extensions.check.probe.ending import Ending, end_of
from pushcart_extensions.check.probe.journal import Record, believed
from pushcart_extensions.check.probe.process import ChildProcess
from pushcart_extensions.check.probe.stack import importing_line
from pushcart_extensions.errors import NothingCheckedError

_MAX_ATTEMPTS = 25
"""How many children one workflow may use up; each is told what ended the ones before."""
_WORKFLOW = "workflow"
_TRACED = frozenset({Outcome.TIMED_OUT, Outcome.CRASHED})
"""Ends before which the child writes where it is."""


def read_workflow(path: str, interpreter: str, seconds: float) -> WorkflowFile:
    """Plan a workflow without constructing anything, and return what the runtime says.

    Its stages are imported by child processes, as ``pushcart-run`` would import them. One whose import
    ends its process is told to the next, which goes on without it.

    Args:
        path: The file. Places of problems are relative to it.
        interpreter: The Python in which the stages are installed.
        seconds: How long one child may take.

    Raises:
        NothingCheckedError: That Python could not run the child.
    """
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        return WorkflowFile(path, (WorkflowProblem(f"can't be read: {error.strerror}"),))
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(private_folder())
        except OSError as error:
            raise NothingCheckedError(path, str(error.strerror)) from error
        return _Attempts(folder, path, interpreter, seconds).finish(text)


class _Attempts:
    """The children that plan one workflow, one after another."""

    def __init__(self, folder: Path, path: str, interpreter: str, seconds: float) -> None:
        self._folder = folder
        self._path = path
        self._interpreter = interpreter
        self._seconds = seconds
        self._ends: dict[tuple[str, str], End] = {}

    def finish(self, text: bytes) -> WorkflowFile:
        """Plan until a child comes to its end, or one ends over something that can't be left out."""
        while True:
            ending, seen = self._attempt(text)
            end = end_of(ending, seen.at, None, complete=seen.complete) or seen.raised
            if end is None:
                return seen.file(self._path, self._ends.values())
            if end.outcome is Outcome.NOT_STARTED:
                reason = f"{self._interpreter} could not import its stages: {end.words}"
                raise NothingCheckedError(self._path, reason)
            line = importing_line(ending.output) if end.outcome in _TRACED else None
            if line:
                end = end._replace(words=f"{end.words}, at {line}")
            about = end.at or (_WORKFLOW, "")
            self._ends[about] = end._replace(at=about)
            if about[0] == _WORKFLOW or len(self._ends) >= _MAX_ATTEMPTS:
                return WorkflowFile(self._path, tuple(map(_unplaced, self._ends.values())))

    def _attempt(self, text: bytes) -> tuple[Ending, _Seen]:
        folder = self._folder / str(len(self._ends))
        config: dict[str, object] = {
            "visit": "workflow",
            "name": self._path,
            "text": text,
            "told": {about: _told(end) for about, end in self._ends.items()},
            "yaml": _home_of("yaml"),
            "search_path": _search_path() if self._interpreter == sys.executable else None,
        }
        try:
            folder.mkdir()
            child = ChildProcess(self._interpreter, folder, config, self._seconds)
        except OSError as error:
            reason = f"{self._interpreter} could not be started: {error.strerror}"
            raise NothingCheckedError(self._path, reason) from error
        try:
            ending = child.wait()
        finally:
            child.end()
        return ending, _Seen(list(believed(ending.journal, child.nonce)))


class _Seen:
    """What a child reported.

    Attributes:
        complete: Whether it reported to its end.
        at: What it had begun last: kind and name of a stage or extension, or the workflow as a whole.
        raised: What came out of that and ended the planning.
    """

    def __init__(self, records: list[Record]) -> None:
        self._records = records
        self.complete = bool(records) and records[-1].get("event") == "end"
        begun = [(str(one.get("group")), str(one.get("name"))) for one in self._of("start")]
        self.at = begun[-1] if begun else None
        words = next((str(one.get("words")) for one in self._of("raised")), None)
        self.raised = None if words is None else End(Outcome.RAISED, f"raises {words}", self.at)

    def _of(self, event: str) -> Iterator[Record]:
        return (record for record in self._records if record.get("event") == event)

    def file(self, path: str, ends: Iterable[End]) -> WorkflowFile:
        """Return the file as the runtime judges it.

        Args:
            path: The file as it was given.
            ends: How the children before ended; the runtime was told, and said of which line that is.
        """
        left = {_told(end): end for end in ends}
        problems = []
        for record in self._of("problem"):
            message = str(record.get("message"))
            end = next((left[told] for told in left if message.endswith(told)), None)
            place = Place(ITSELF, _number(record.get("line")), _number(record.get("column")))
            problems.append(WorkflowProblem(message, place, end))
        # What no line of the file asks for is enabled without being asked.
        named = {problem.end for problem in problems}
        problems += [_unplaced(end) for end in left.values() if end not in named]
        messages = [str(record.get("message")) for record in self._of("left_out")]
        return WorkflowFile(
            path,
            tuple(problems),
            () if problems else tuple(map(_component, self._of("component"))),
            tuple(message for message in messages if not message.endswith(tuple(left))),
        )


def _told(end: End) -> str:
    """Return what a child is told of how one before it ended."""
    kind, name = end.at or (_WORKFLOW, "")
    what = "planning it" if kind == _WORKFLOW else f"the import of {kind} {name!r}"
    return f"{what} {end.words}"


def _unplaced(end: End) -> WorkflowProblem:
    return WorkflowProblem(_told(end), end=end)


def _component(record: Record) -> FoundComponent:
    return FoundComponent(
        kind=str(record.get("kind")),
        key=str(record.get("key")),
        class_name=str(record.get("class_name")),
        module=str(record.get("module")),
        found_by=str(record.get("found_by")),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _search_path() -> list[str]:
    """Return where this process looks for modules, short of the working folder."""
    return [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - links stay as they are


def _home_of(module: str) -> str:
    """Return the folder on the path that holds a package."""
    spec = find_spec(module)
    return str(Path(spec.origin).parents[1]) if spec and spec.origin else ""
