"""A workflow file, held against the stages that are installed."""

from __future__ import annotations

from typing import NamedTuple

from pushcart_extensions.check.evidence.import_report import End
from pushcart_extensions.check.findings import FoundComponent
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import EXTENSION

ITSELF = "."
"""A path relative to the file that is checked."""


class WorkflowProblem(NamedTuple):
    """One thing that keeps a workflow from being run.

    Attributes:
        message: What is wrong, as a clause.
        place: The line of the workflow.
        end: How loading something of it ended the interpreter, where that is what is wrong.
    """

    message: str
    place: Place = Place(ITSELF)
    end: End | None = None


class WorkflowFile(NamedTuple):
    """A workflow file as the runtime itself judges it.

    Attributes:
        path: The file as it was given.
        problems: What the runtime has to say against it.
        components: What it would run, in order; empty where there are problems.
        left_out: Installed extensions that ask to be in every workflow and can't be, as clauses.
    """

    path: str
    problems: tuple[WorkflowProblem, ...] = ()
    components: tuple[FoundComponent, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def stages(self) -> tuple[FoundComponent, ...]:
        """The stages that it would run."""
        return tuple(one for one in self.components if one.kind != EXTENSION.name)

    @property
    def extensions(self) -> tuple[FoundComponent, ...]:
        """The extensions that it would run with."""
        return tuple(one for one in self.components if one.kind == EXTENSION.name)
