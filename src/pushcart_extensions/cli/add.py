"""``pushcart-add``: more components for an extension package."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pushcart_extensions.cli.diffs import show_plans
from pushcart_extensions.cli.options import Keys, Version, command_app, keys
from pushcart_extensions.cli.output import show
from pushcart_extensions.cli.requirements import require
from pushcart_extensions.cli.verdict import json_text, show_check
from pushcart_extensions.contract.kinds import DESTINATION, EXTENSION, SOURCE, TRANSFORMATION

if TYPE_CHECKING:
    from pushcart_extensions.check import Summary
    from pushcart_extensions.scaffold.add import Addition

app = command_app()

_EXAMPLES = """\b
Examples:
  pushcart-add . --source orders
  pushcart-add pushcart-shop --source orders --source customers --destination warehouse
  pushcart-add . --transformation clean --dry-run | git apply
"""


@app.command(epilog=_EXAMPLES)
def add(  # noqa: PLR0913, PLR0917 - the options of the command
    path: Annotated[
        str,
        typer.Argument(metavar="[PATH]", help="The package's folder. [default: .]", show_default=False),
    ] = ".",
    sources: Annotated[Keys | None, keys(SOURCE)] = None,
    transformations: Annotated[Keys | None, keys(TRANSFORMATION)] = None,
    destinations: Annotated[Keys | None, keys(DESTINATION)] = None,
    extensions: Annotated[Keys | None, keys(EXTENSION)] = None,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Run pushcart-check on the package afterwards.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change as a diff, and write nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    _version: Version = False,
) -> None:
    """Add components to a package for Pushcart: stages and extensions.

    Each gets a module and a test, is exported and registered, and is told of in the README, the changelog
    and the example workflow where there are any. The package may be anybody's, made by whatever tool;
    what is in it stays as it is.
    """
    from pushcart_extensions.scaffold.add import preview_addition, write_addition
    from pushcart_extensions.scaffold.adding.request import request_addition
    from pushcart_extensions.scaffold.answers.given import answers_from_options

    given = {
        "sources": sources,
        "transformations": transformations,
        "destinations": destinations,
        "extensions": extensions,
    }
    request = request_addition(path, answers_from_options(given))
    require("jinja2", "tomlkit")
    addition = preview_addition(request)
    for notice in addition.notices:
        print(f"pushcart-add: {notice}", file=sys.stderr)
    if not dry_run:
        addition = write_addition(addition)
    verdict = show_check(addition.path) if check and addition.written else None
    _show_result(addition, verdict, as_json=json_)
    if verdict and verdict.errors:
        raise typer.Exit(1)


def _show_result(addition: Addition, verdict: Summary | None, *, as_json: bool) -> None:
    from pushcart_extensions.scaffold.adding.summary import facts, told

    if as_json:
        show(json_text(facts(addition), verdict))
    elif addition.written or not addition.plan:
        show(told(addition))
    else:
        show_plans([(str(addition.path), tuple(sorted(addition.plan)))])
