"""A workflow file, held against the stages that are installed."""

from __future__ import annotations

from typing import NamedTuple

from pushcart_extensions.check.findings import FoundComponent, Place
from pushcart_extensions.contract.kinds import EXTENSION

_ITSELF = "."
"""A path relative to the file that is checked."""


class WorkflowFile(NamedTuple):
    """A workflow file as the runtime itself judges it.

    Attributes:
        path: The file as it was given.
        problems: What the runtime has to say against it, each with its place.
        components: What it would run, in order; empty where there are problems.
    """

    path: str
    problems: tuple[tuple[str, Place], ...] = ()
    components: tuple[FoundComponent, ...] = ()

    @property
    def stages(self) -> tuple[FoundComponent, ...]:
        """The stages that it would run."""
        return tuple(one for one in self.components if one.kind != EXTENSION.name)

    @property
    def extensions(self) -> tuple[FoundComponent, ...]:
        """The extensions that it would run with."""
        return tuple(one for one in self.components if one.kind == EXTENSION.name)


class _AnyEnvironment(dict[str, str]):
    """An environment that has every name: where a file is checked, its secrets are not."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __missing__(self, name: str) -> str:
        return ""


def read_workflow(path: str) -> WorkflowFile:
    """Plan a workflow without constructing anything, and return what the runtime says.

    Its stages are imported, in this process, as ``pushcart-run`` would import them.

    Args:
        path: The file. Places of problems are relative to it.
    """
    from pushcart_extensions.errors import PushcartError, WorkflowError
    from pushcart_extensions.runtime.workflows import plan_workflow

    try:
        plan = plan_workflow(path, environment=_AnyEnvironment())
    except WorkflowError as error:
        problems = [(one, Place(_ITSELF, one.line, one.column)) for one in error.problems]
        return WorkflowFile(
            path,
            tuple(
                (f"{one.path}: {one.message}" if one.path else one.message, place) for one, place in problems
            ),
        )
    except PushcartError as error:
        return WorkflowFile(path, ((str(error), Place(_ITSELF)),))
    return WorkflowFile(
        path,
        components=tuple(
            FoundComponent(entry.kind, entry.key, entry.cls.__name__, entry.cls.__module__, "entry-point")
            for entry in plan.entries
        ),
    )
