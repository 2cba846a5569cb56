"""``pushcart-run``: run the workflow that a file describes."""

from __future__ import annotations

import contextlib
import json
import sys
import traceback
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pushcart_extensions.cli.options import Version, command_app
from pushcart_extensions.contract.kinds import INCREMENTS, SOURCE
from pushcart_extensions.errors import ExtensionWarning, PushcartError, WorkflowError
from pushcart_extensions.runtime.workflows import Workflow, plan_workflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from pushcart_extensions.runtime.planning import Plan

app = command_app()

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

_OURS = "pushcart_extensions."
_OUR_STAGES = ("pushcart_extensions.runtime.sources.", "pushcart_extensions.runtime.destinations.")


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
    try:
        with _warnings_as_messages():
            plan = plan_workflow(sys.stdin if workflow == "-" else workflow)
    except WorkflowError as error:
        # One line each, place first, as editors and terminals like to follow it.
        print(error, file=sys.stderr)
        raise typer.Exit(error.exit_status) from None
    if state is not None:
        from pushcart_extensions.runtime.state import StateFile

        StateFile(state)  # a faulty one is an error before any stage is made
        _warn_of_forgetting(plan)
    if dry_run:
        print(json.dumps(plan.as_dict(), indent=2) if as_json else _plan_text(plan))
        return
    # The result alone goes to stdout, so that a program can read it.
    with contextlib.redirect_stdout(sys.stderr) if as_json else contextlib.nullcontext():
        result, failed = _result(plan, state)
    if as_json:
        print(json.dumps(result, indent=2))
    if failed:
        raise typer.Exit(1)


def _warn_of_forgetting(plan: Plan) -> None:
    sources = [entry.cls for entry in plan.entries if entry.kind == SOURCE.name]
    if not any(hasattr(cls, name) for cls in sources for name in INCREMENTS):
        methods = " and ".join(INCREMENTS)
        print(
            f"pushcart-run: warning: no source here has {methods}, so --state changes nothing: a full load",
            file=sys.stderr,
        )


def _result(plan: Plan, state: str | None) -> tuple[dict[str, object] | None, bool]:
    """Run a plan and report what fails; return the result, and whether something did."""
    workflow: Workflow | None = None
    try:
        workflow = Workflow(plan)
        workflow.run(state=state, listeners=_listeners(workflow))
    except PushcartError as error:
        if workflow is None or workflow.result is None:
            raise
        _report(error, workflow, plan)
    except (Exception, SystemExit) as error:
        if isinstance(error, BrokenPipeError) and _reader_is_gone():
            raise
        _report(error, workflow, plan)
        if isinstance(error, SystemExit) and isinstance(error.code, int) and error.code:
            raise
    else:
        return workflow.result.as_dict() if workflow.result else None, False
    return workflow.result.as_dict() if workflow and workflow.result else None, True


def _report(error: BaseException, workflow: Workflow | None, plan: Plan) -> None:
    """Print whose error it is, and the part of its traceback that is theirs."""
    failed = workflow.result.failed if workflow and workflow.result else None
    if failed is None and isinstance(error, PushcartError):
        lines = [f"pushcart-run: {error}\n"]
    elif workflow is None and _is_refusal(error):
        lines = [f"pushcart-run: {error}\n", *(f"  {note}\n" for note in error.__notes__)]
    else:
        what = f"{type(error).__name__}: {error}".removesuffix(": ")
        where = f"{failed.label} failed in {failed.failed_in} ({failed.place}): " if failed else ""
        frames = _own_part(error.__traceback__)
        lines = [
            f"pushcart-run: {where}{what}\n",
            *traceback.format_exception(type(error), error, frames),
        ]
    print(plan.references.redact("".join(lines)), end="", file=sys.stderr)


def _reader_is_gone() -> bool:
    """Tell whether whoever read our standard output has left, where the system can say so."""
    import select

    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def _is_refusal(error: BaseException) -> bool:
    """Tell whether a constructor itself raised it, to refuse an option: its words are what helps then."""
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    in_constructor = frames is not None and frames.tb_frame.f_code.co_name == "__init__"
    return in_constructor and isinstance(error, (TypeError, ValueError)) and hasattr(error, "__notes__")


def _own_part(frames: TracebackType | None) -> TracebackType | None:
    """Return a traceback from the first frame on that isn't the machinery's: the stage's own code."""
    while frames is not None:
        module = f"{frames.tb_frame.f_globals.get('__name__', '')}."
        if not module.startswith(_OURS) or module.startswith(_OUR_STAGES):
            return frames
        frames = frames.tb_next
    return None


def _plan_text(plan: Plan) -> str:
    lines: list[str] = []
    for number, entry in enumerate(plan.entries, 1):
        lines.append(f"{number}. {entry.kind} {entry.key}  ({entry.place}, {entry.cls.__module__})")
        options = entry.options or ()
        if isinstance(options, Mapping):
            lines += [f"     {name}: {value}" for name, value in options.items()]
        else:
            lines += [f"     - {option}" for option in options]
    return "\n".join(lines) or "nothing to run"


def _listeners(workflow: Workflow) -> list[Any]:
    if not sys.stderr.isatty():
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
