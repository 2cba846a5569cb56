"""From a workflow's document to a plan: everything checked, in order, nothing constructed."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping

from pushcart_extensions.contract.kinds import DESTINATION, EXTENSION, KINDS, SOURCE, STAGE_KINDS
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import OrderingError, OrderingProblem, WorkflowError, WorkflowProblem
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.entries import Entry
from pushcart_extensions.runtime.extension_section import always_enabled, read_extensions
from pushcart_extensions.runtime.ordering import arrange
from pushcart_extensions.runtime.presence import metadata_problems, presence_problems
from pushcart_extensions.runtime.references import References
from pushcart_extensions.runtime.results import StageResult, WorkflowResult
from pushcart_extensions.runtime.spelling import key_text, spelled
from pushcart_extensions.runtime.stage_sections import read_stages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from pushcart_extensions.runtime.document import Document, Path
    from pushcart_extensions.runtime.entries import Watch

_NO_DESTINATION = "there is no destination, so what the sources give is dropped"
_SECTIONS = (*(kind.folder for kind in STAGE_KINDS), "application")


class Plan:
    """A workflow that is known to be sound.

    Attributes:
        entries: Its stages and extensions, each kind in its order.
        references: What their options refer to in the environment.
        name: The file; None for a mapping.
    """

    __slots__ = ("entries", "name", "references")

    def __init__(self, entries: Sequence[Entry], references: References, name: str | None) -> None:
        self.entries = tuple(entries)
        self.references = references
        self.name = name

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may surprise whoever runs it, each a clause."""
        kinds = {entry.kind for entry in self.entries}
        dropped = SOURCE.name in kinds and DESTINATION.name not in kinds
        return (_NO_DESTINATION,) if dropped else ()

    def constructed(self) -> list[tuple[Entry, Any]]:
        """Return each entry with its instance, in order; an instance may know more of itself than its class.

        Raises:
            WorkflowError: What the instances say of themselves can't all be satisfied.
            Exception: Whatever a constructor raises.
        """
        instances = [entry.construct(self.references) for entry in self.entries]
        positions = arrange_entries(self.entries, [Component(instance) for instance in instances])
        return [(self.entries[index], instances[index]) for index in positions]

    def failed(self, error: str) -> WorkflowResult:
        """Return the result of a run that an error ended before any stage did anything."""
        stages = [
            StageResult(entry.kind, entry.key, entry.place)
            for entry in self.entries
            if entry.kind != EXTENSION.name
        ]
        return WorkflowResult(stages, "failed", warnings=self.warnings, error=error)

    def as_dict(self) -> dict[str, object]:
        """Return the plan as ``pushcart-run --dry-run --json`` prints it, references unresolved."""
        return {
            "version": 1,
            "warnings": list(self.warnings),
            "stages": [
                {
                    "kind": entry.kind,
                    "type": entry.key,
                    "place": entry.place,
                    "class": f"{entry.cls.__module__}:{entry.cls.__qualname__}",
                    "options": _plain(entry.options),
                }
                for entry in self.entries
            ],
        }


def _plain(value: object) -> object:
    """Return a value as JSON can hold it: YAML has dates, infinity, and keys that are no text."""
    if isinstance(value, Mapping):
        return {key_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return spelled(value)


def _watch_nothing(_kind: str, _name: str) -> None:
    """Let everything be loaded."""


def make_plan(
    document: Document,
    environment: Mapping[str, str] | None = None,
    watch: Watch = _watch_nothing,
) -> Plan:
    """Return the plan of a workflow.

    Args:
        document: The workflow.
        environment: Where references are looked up; ``os.environ`` by default.
        watch: Is told each stage and extension before it is loaded, and then the workflow, as a kind of
            its own, before its order is found.

    Raises:
        WorkflowError: Everything that is wrong with it.
    """
    references = References(os.environ if environment is None else environment)
    entries: list[Entry] = []
    problems: list[WorkflowProblem] = []
    for found in _read(document, watch):
        (entries if isinstance(found, Entry) else problems).append(found)  # type: ignore[arg-type]
    named = [entry for entry in entries if entry.kind == EXTENSION.name]
    entries += always_enabled(document, named, _named_extensions(document.data), watch)
    problems = [*document.faults, *(one for one in problems if one.path not in document.unread)]
    blamed = {problem.path for problem in problems}
    for path, message in references.problems(document.data, ()):
        problem = document.problem(path, message)
        # One fault is told of once: a reference where none may stand is no matter of the environment.
        if problem.path not in blamed:
            problems.append(problem)
    if problems:
        # An order of what is left would blame stages for those that couldn't be read.
        raise WorkflowError(problems)
    watch("workflow", document.name or "")
    positions = arrange_entries(entries, [Component(entry.cls) for entry in entries])
    return Plan([entries[index] for index in positions], references, document.name)


def arrange_entries(entries: Sequence[Entry], components: Sequence[Component]) -> list[int]:
    """Return the positions of entries in their order: kind by kind, each kind ordered within itself.

    Who may be with whom is judged over all kinds together.

    Args:
        entries: Stages and extensions.
        components: What ordering knows of each, in the same order.

    Raises:
        WorkflowError: Their metadata can't all be satisfied.
    """
    enabled = [component for component in components if not component.is_set("never")]
    found = [*_never(components), *metadata_problems(enabled), *presence_problems(enabled)]
    positions: list[int] = []
    for kind in KINDS:
        group = [index for index, entry in enumerate(entries) if entry.kind == kind.name]
        try:
            positions += [group[place] for place in arrange([components[index] for index in group])]
        except OrderingError as error:
            found += error.problems
    if found:
        owners = {id(component): entry for component, entry in zip(components, entries, strict=True)}
        raise WorkflowError([owners[id(one.components[0])].problem(one.message) for one in found])
    return positions


def _named_extensions(data: object) -> set[str]:
    application = data.get("application") if isinstance(data, Mapping) else None
    extensions = application.get("extensions") if isinstance(application, Mapping) else None
    return set(map(str, extensions)) if isinstance(extensions, Mapping) else set()


def _never(components: Sequence[Component]) -> Iterator[OrderingProblem]:
    for component in components:
        if component.is_set("never"):
            yield OrderingProblem(
                "never", (component,), f"{component.name} is never to be enabled; leave it out"
            )


def _read(document: Document, watch: Watch) -> Iterator[Entry | WorkflowProblem]:
    data = document.data
    if not isinstance(data, Mapping):
        what = "a list" if isinstance(data, (list, tuple)) else spelled(data)
        yield document.problem(
            (), f"a workflow is a mapping with {', '.join(_SECTIONS[:-1])}, and not {what}"
        )
        return
    yield from _unknown(document, data, (), "section", _SECTIONS)
    yield from read_stages(document, data, watch)
    application = data.get("application")
    if application is None:
        return
    if not isinstance(application, Mapping):
        yield document.problem(("application",), "a mapping that holds extensions: belongs here")
        return
    yield from _unknown(document, application, ("application",), "entry", ("extensions",))
    yield from read_extensions(document, application.get("extensions"), ("application", "extensions"), watch)


def _unknown(
    document: Document, data: Mapping[object, object], path: Path, what: str, known: Sequence[str]
) -> Iterator[WorkflowProblem]:
    for name in data:
        if name not in known:
            close = closest(str(name), known)
            hint = f"perhaps {close!r} is meant" if close else f"valid: {', '.join(known)}"
            yield document.problem((*path, key_text(name)), f"there is no {what} {spelled(name)}; {hint}")
