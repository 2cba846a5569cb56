"""``pushcart-run``: run the workflow that a file describes."""

from __future__ import annotations

import contextlib
import json
import sys
import warnings
from builtins import print  # noqa: A004 - the one of now: a package may put anything in its place
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pushcart_extensions.cli.endings import watch_exit
from pushcart_extensions.cli.failure import failure_text, interruption_lines
from pushcart_extensions.cli.options import Version, command_app
from pushcart_extensions.cli.output import reader_is_gone, stdout_kept_clean
from pushcart_extensions.cli.plan import plan_text
from pushcart_extensions.cli.redaction import redact_what_python_prints
from pushcart_extensions.contract.kinds import INCREMENTS, SOURCE
from pushcart_extensions.errors import ExtensionWarning, PushcartError, WorkflowError
from pushcart_extensions.errors.wording import described, printable
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.workflows import Workflow, plan_workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pushcart_extensions.runtime.planning import Plan

app = command_app()
_PROGRESS = "progress"
"""The flag of an extension that shows on the terminal itself how a run is going."""

_HELP = """Run a workflow: each source's data through all transformations to every destination.

\b
Examples:
  pushcart-run workflow.yaml
  pushcart-run workflow.yaml --dry-run
  pushcart-run workflow.yaml --json
  pushcart-run workflow.yaml --state workflow.state.json

Every run is a full load, unless --state names a file: a source that can remember where it ended
then goes on from there, and what it gave counts as done once every destination has written it.
With --json, what the stages print goes to stderr. Exit status: 0 done,
1 the workflow or a stage is at fault, 2 no such file or wrong usage, 130 interrupted.
"""


@app.command(help=_HELP)
def run(
    workflow: Annotated[str, typer.Argument(metavar="WORKFLOW.yaml", help="The file; - reads stdin.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would run, in order, and run nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result, or the plan, as JSON.")] = False,
    state: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Remember where sources ended, in FILE, and go on from there."),
    ] = None,
    version: Version = False,  # noqa: ARG001 - its callback prints
) -> None:
    """Run a workflow, or print its plan."""
    checked = "WORKFLOW.yaml" if workflow == "-" else workflow
    watch_exit("pushcart-run", f"every fault of the file, with its line: pushcart-check {checked}")
    plan = _plan(workflow, as_json=as_json)
    watch_exit("pushcart-run")
    redact_what_python_prints(plan.references.redact)
    for warning in plan.warnings:
        print(f"pushcart-run: warning: {warning}", file=sys.stderr)
    if state is not None:
        from pushcart_extensions.runtime.state import StateFile

        StateFile(state)  # a faulty one is an error before any stage is made
        _warn_of_forgetting(plan)
    if dry_run:
        print(json.dumps(plan.as_dict(), indent=2) if as_json else printable(plan_text(plan)))
        return
    # The result alone goes to stdout, so that a program can read it.
    with stdout_kept_clean() if as_json else contextlib.nullcontext():
        result, status = _result(plan, state)
    if as_json:
        print(json.dumps(result, indent=2))
    if status:
        raise typer.Exit(status)


def _plan(workflow: str, *, as_json: bool) -> Plan:
    try:
        with _warnings_as_messages():
            return plan_workflow(sys.stdin if workflow == "-" else workflow)
    except WorkflowError as error:
        # One line each, place first, as editors and terminals like to follow it.
        print(printable(str(error)), file=sys.stderr)
        _advise(workflow)
        if as_json:
            print(json.dumps(_faulty(error), indent=2))
        raise typer.Exit(error.exit_status) from None
    except KeyboardInterrupt as interruption:
        _tell_interruption(interruption)
        raise


def _advise(workflow: str) -> None:
    """Say which package that lies about was never installed: the faults may be no more than that."""
    from pushcart_extensions.cli.not_installed import advice

    folders = dict.fromkeys([Path(workflow).parent, Path()] if workflow != "-" else [Path()])
    for line in filter(None, map(advice, folders)):
        print(f"pushcart-run: {printable(line)}", file=sys.stderr)


def _faulty(error: WorkflowError) -> dict[str, object]:
    """Return what a program is told of a workflow that can't be run."""
    names = ("file", "line", "column", "path", "message")
    problems = [{name: getattr(problem, name) for name in names} for problem in error.problems]
    return {"version": 1, "status": "not run", "problems": problems}


def _warn_of_forgetting(plan: Plan) -> None:
    sources = [entry.cls for entry in plan.entries if entry.kind == SOURCE.name]
    if not any(hasattr(cls, name) for cls in sources for name in INCREMENTS):
        methods = " and ".join(INCREMENTS)
        print(
            f"pushcart-run: warning: no source here has {methods}, so --state changes nothing: a full load",
            file=sys.stderr,
        )


def _result(plan: Plan, state: str | None) -> tuple[dict[str, object], int]:
    """Run a plan and report what fails; return the result, and what to exit with."""
    workflow: Workflow | None = None
    try:
        workflow = Workflow(plan)
        return workflow.run(state=state, listeners=_listeners(workflow)).as_dict(), 0
    except KeyboardInterrupt as interruption:
        _tell_interruption(interruption, plan.references.redact)
        raise
    except BaseException as error:
        if isinstance(error, BrokenPipeError) and reader_is_gone():
            raise
        failed = workflow.result.failed if workflow and workflow.result else None
        text = failure_text(error, failed, made=workflow is not None)
        print(f"pushcart-run: {plan.references.redact(text)}", end="", file=sys.stderr)
        done = (workflow and workflow.result) or plan.failed(plan.references.redact(described(error)))
        return done.as_dict(), _status(error)


def _status(error: BaseException) -> int:
    """Return what to exit with after an error: the last byte counts, and it must not be 0."""
    asked = 1
    if isinstance(error, PushcartError):
        asked = error.exit_status
    elif isinstance(error, SystemExit) and isinstance(error.code, int):
        asked = error.code
    return asked & 0xFF or 1


def _tell_interruption(interruption: KeyboardInterrupt, redact: Callable[[str], str] = str) -> None:
    for line in interruption_lines(interruption):
        print(f"pushcart-run: {redact(line)}", file=sys.stderr)


def _listeners(workflow: Workflow) -> list[Any]:
    # Two that redraw the same line would draw over each other.
    if not sys.stderr.isatty() or any(_PROGRESS in Component(each).provides for each in workflow.extensions):
        return []
    try:
        from pushcart_extensions.cli.progress import Progress
    except ModuleNotFoundError:  # rich is told of by its extra; a run does without
        return []
    return [Progress(workflow)]


@contextlib.contextmanager
def _warnings_as_messages() -> Iterator[None]:
    """Print our own warnings as a command prints: one line, no place in our code."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ExtensionWarning)
        yield
    for warning in caught:
        if issubclass(warning.category, ExtensionWarning):
            print(f"pushcart-run: warning: {warning.message}", file=sys.stderr)
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
