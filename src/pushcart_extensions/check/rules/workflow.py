"""Rules about workflow files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pushcart_extensions.check.findings import Fault

if TYPE_CHECKING:  # few checks need it
    from pushcart_extensions.check.evidence.workflow import WorkflowFile


def unsound_workflow(workflow: WorkflowFile) -> Iterator[Fault]:
    """A workflow file can't be run with the stages that are installed.

    The runtime's own reading says so, before anything is constructed: an unknown section, type or
    option, a wrong shape, a duplicate key, a need that nothing meets. Variables of the environment
    count as set. Mend the line that is named, or install the package that brings the stage.
    """
    for message, place in workflow.problems:
        yield Fault(f"{message}.", place)
