"""The errors of the whole distribution: the facts as attributes, the message made here."""

from __future__ import annotations

TYPE_CHECKING = False  # typing is heavy, and production imports this module
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    class StageRecord(Protocol):
        """What an error wants to know of a ``runtime.stage.Stage``."""

        kind: str
        key: str
        distribution: str
        module: str
        class_name: str


class PushcartError(Exception):
    """Base of every error that a user can cause; its message stands without a traceback.

    Attributes:
        exit_status: What a command exits with: 1, the work could not be done; 2, wrong
            usage or environment.
    """

    exit_status = 1


class InputProblem:
    """One thing wrong with what the user gave.

    Attributes:
        place: Where it was given: ``NAME``, ``--source``, ``answers.yml: author``.
        value: What was given, as text; None where nothing was.
        reason: A clause that says what is wrong, without its full stop.
        hint: What to give instead, or None.
    """

    __slots__ = ("hint", "place", "reason", "value")

    def __init__(self, place: str, value: str | None, reason: str, hint: str | None = None) -> None:
        self.place = place
        self.value = value
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        longest = 60
        shown = ""
        if self.value is not None:
            shown = f" {self.value if len(self.value) <= longest else self.value[: longest - 1] + '…'!r}"
        return f"{self.place}{shown} {self.reason}" + (f"\n  try {self.hint}" if self.hint else "")


class InvalidInputError(PushcartError):
    """What the user gave can't be used; all its problems at once.

    Attributes:
        problems: What is wrong, in the order in which it was given.
    """

    exit_status = 2

    def __init__(self, problems: tuple[InputProblem, ...]) -> None:
        self.problems = problems
        if len(problems) == 1:
            message = str(problems[0])
        else:
            message = "\n".join(
                (f"{len(problems)} problems", *(f"  {problem}".replace("\n", "\n  ") for problem in problems))
            )
        super().__init__(message)


class TargetExistsError(PushcartError):
    """The folder that a new package would be written to holds something, or is no folder.

    Attributes:
        target: The folder.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        super().__init__(f"{target} exists already and stays as it is; choose another name, or --output")


class CannotWriteError(PushcartError):
    """A folder or file could not be written.

    Attributes:
        path: The folder or file.
        cause: The reason that the system gave.
    """

    def __init__(self, path: str, cause: str) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"can't write {path}: {cause}")


class TemplateError(PushcartError):
    """The template is missing or could not be rendered: a fault of this installation.

    Attributes:
        cause: What went wrong.
    """

    exit_status = 2

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(
            f"the template could not be rendered: {cause}; install pushcart-extensions[tools] anew"
        )


class GitError(PushcartError):
    """Git could not make the repository that ``--git`` asks for.

    Attributes:
        cause: What git said.
    """

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(f"git could not make the first commit: {cause}; nothing was written, try --no-git")


class UnknownStageError(PushcartError):
    """No installed package has a stage of this key.

    Attributes:
        kind: The kind asked for.
        key: The key asked for.
        installed: The keys of that kind that are installed.
        close: Those of them that look alike, the nearest first.
        other_kinds: The kinds that do have a stage of this key.
        near_misses: Distributions that discovery passes over because of their names.
    """

    def __init__(
        self,
        *,
        kind: str,
        key: str,
        installed: Sequence[str],
        other_kinds: Sequence[str] = (),
        near_misses: Sequence[str] = (),
    ) -> None:
        self.kind = kind
        self.key = key
        self.installed = tuple(installed)
        self.close = _close_matches(key, installed)
        self.other_kinds = tuple(other_kinds)
        self.near_misses = tuple(near_misses)
        super().__init__(self._message())

    def _message(self) -> str:
        parts = [f"no installed package has a {self.kind} {self.key!r}"]
        if self.close:
            parts.append(f"perhaps {_or(self.close)} is meant")
        if self.other_kinds:
            parts.append(f"there is a {_or(self.other_kinds, quote=False)} of that name")
        parts.append(f"installed: {', '.join(self.installed) or f'no {self.kind} at all'}")
        if self.near_misses:
            parts.append(
                f"passed over, since their names hold more than letters: {', '.join(self.near_misses)}"
            )
        return "; ".join(parts)


class DuplicateStageError(PushcartError):
    """Two packages have a stage of one kind and key, and nothing says which one is meant.

    Attributes:
        stages: The records of the rivals.
    """

    def __init__(self, stages: Sequence[StageRecord]) -> None:
        self.stages = tuple(sorted(stages, key=lambda each: (each.distribution, each.module)))
        one = self.stages[0]
        rivals = " and ".join(
            f"{each.distribution} ({each.module}:{each.class_name})" for each in self.stages
        )
        super().__init__(f"{one.kind} {one.key!r} is in {rivals}; uninstall one of them")


class StageLoadError(PushcartError):
    """A stage is installed and can't be loaded.

    Attributes:
        kind: Its kind.
        key: Its key.
        distribution: The distribution that brings it.
        module: The module that should hold it.
        reason: What is wrong, a clause.
        cause: The exception behind it, if there was one.
    """

    def __init__(self, stage: StageRecord, reason: str, cause: BaseException | None = None) -> None:
        self.kind = stage.kind
        self.key = stage.key
        self.distribution = stage.distribution
        self.module = stage.module
        self.reason = reason
        self.cause = cause
        where = f"{self.distribution} (module {self.module})"
        super().__init__(f"{self.kind} {self.key!r} of {where} can't be loaded: {reason}")


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
        close = _close_matches(signal.removeprefix("-"), declared)
        hint = f"perhaps {_or(close)} is meant" if close else f"declared are {', '.join(declared)}"
        super().__init__(f"nothing declares the signal {signal!r}; {hint}")


class WorkflowProblem:
    """One thing wrong with a workflow.

    Attributes:
        path: Which part of it: ``sources[0].url``; empty for the whole.
        message: What is wrong and the way out.
        file: The file; None for a workflow given as a mapping.
        line: The line, counted from 1, or None.
        column: The column, counted from 1, or None.
    """

    __slots__ = ("column", "file", "line", "message", "path")

    def __init__(
        self,
        path: str,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.path = path
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """Where it is: ``workflow.yaml:3:5``; the path where there is no file."""
        if self.file is None:
            return self.path or "workflow"
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        part = f"{self.path}: " if self.path and self.file is not None else ""
        return f"{self.place}: {part}{self.message}"

    def __repr__(self) -> str:
        return f"<WorkflowProblem {self}>"


class WorkflowError(PushcartError):
    """A workflow that can't be run as it is written.

    Attributes:
        problems: Everything that is wrong with it, in the order of the file.
    """

    def __init__(self, problems: Sequence[WorkflowProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.line or 0, one.column or 0)))
        super().__init__("\n".join(map(str, self.problems)))


class WorkflowFileError(PushcartError):
    """A workflow file that can't be read at all.

    Attributes:
        path: The file.
        reason: What the system says.
    """

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path} can't be read: {reason}")


class StateFileError(PushcartError):
    """A state file that can't be read or replaced; it is left as it is.

    Attributes:
        path: The file.
        reason: A clause that says what is wrong.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"state file {path}: {reason}; mend it, or name another one for a full load")


class StateValueError(PushcartError):
    """What a source would remember can't be kept, so that its next run would load the same again.

    Attributes:
        stage: The source, as ``source 'rest_api'``.
        reason: A clause that says what is wrong.
    """

    def __init__(self, stage: str, reason: str) -> None:
        self.stage = stage
        self.reason = reason
        super().__init__(f"the state of {stage} can't be kept: {reason}")


class SharedIteratorError(PushcartError):
    """Data that can be read only once would go to more than one destination.

    Attributes:
        stage: The stage that returned the data, as ``source 'rest_api'``.
        type_name: The type of the data.
        destinations: How many destinations there are.
    """

    def __init__(self, stage: str, type_name: str, destinations: int) -> None:
        self.stage = stage
        self.type_name = type_name
        self.destinations = destinations
        super().__init__(
            f"{stage} returned a {type_name}, which can be read once, for {destinations} destinations: "
            "all but the first would get nothing; return a list(...) of it"
        )


class ExtensionWarning(UserWarning):
    """An installed extension that asks to be always enabled, and can't be; nobody named it."""


def _close_matches(word: str, words: Sequence[str]) -> tuple[str, ...]:
    import difflib

    return tuple(difflib.get_close_matches(word, words, n=3))


def _or(words: Sequence[str], *, quote: bool = True) -> str:
    shown = [repr(word) if quote else word for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


class NotAPackageError(PushcartError):
    """A path that was to be checked holds no package.

    Attributes:
        path: The path as it was given.
        reason: A clause that says what is there instead.
    """

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path or '(empty)'} {reason}; name the folder that holds pyproject.toml")


class NothingCheckedError(PushcartError):
    """No rule that was asked for had anything to judge, so that "no fault" would say nothing.

    Attributes:
        path: The package.
        reason: A clause that says why.
    """

    exit_status = 2

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"nothing of {path} was checked: {reason}")


class PathsError(PushcartError):
    """Several paths that were to be checked hold no package.

    Attributes:
        problems: What is wrong with each.
    """

    exit_status = 2

    def __init__(self, problems: Sequence[NotAPackageError]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join((f"{len(self.problems)} paths", *(f"  {one}" for one in self.problems))))


class InterpreterError(PushcartError):
    """What ``--python`` names is no Python.

    Attributes:
        asked: What was named.
    """

    exit_status = 2

    def __init__(self, asked: str) -> None:
        self.asked = asked
        super().__init__(
            f"--python {asked} is no Python; name an executable or a virtual environment's folder"
        )


class EditError(PushcartError):
    """A file can't be edited safely; it stays as it is.

    Attributes:
        reason: A clause that says why.
        path: The file, as far as it is known.
    """

    def __init__(self, reason: str, path: str | None = None) -> None:
        self.reason = reason
        self.path = path
        super().__init__(f"{path} stays as it is: {reason}" if path else reason)
