"""Rules about workflow files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.rules.endings import advice

if TYPE_CHECKING:  # few checks need it
    from pushcart_extensions.check.evidence.workflow import WorkflowFile


def unsound_workflow(workflow: WorkflowFile) -> Iterator[Fault]:
    """A workflow file can't be run with the stages that are installed.

    The runtime's own reading says so, before anything is constructed: an unknown section, type or
    option, a wrong shape, a duplicate key, a need that nothing meets, a stage whose import fails, hangs
    or ends the interpreter. Variables of the environment count as set. Mend the line that is named, or
    install the package that brings the stage; ``--python`` names the Python in which it is installed.
    """
    for message, place, end in workflow.problems:
        yield Fault(f"{message}.", place, advice(end.outcome) if end else None)


def extension_left_out(workflow: WorkflowFile) -> Iterator[Fault]:
    """An installed extension asks to be in every workflow, and can't be loaded.

    The workflow runs without it, since nobody named it. Mend the extension, or uninstall it.
    """
    for message in workflow.left_out:
        yield Fault(f"{message}.", Place("."), "Mend the extension, or uninstall it.")
