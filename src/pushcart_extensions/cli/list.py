"""``pushcart-list``: what is installed, described."""

from __future__ import annotations

import enum
import json
import os
import sys
from math import isnan
from typing import TYPE_CHECKING, Annotated

import typer

from pushcart_extensions.cli.options import Version, command_app
from pushcart_extensions.errors.wording import in_one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pushcart_extensions.catalog import Catalog
    from pushcart_extensions.catalog.rows import Rows

app = command_app()

_HELP = """List the stages and extensions that are installed, and what of them can't be used.

\b
Examples:
  pushcart-list
  pushcart-list --order
  pushcart-list --format markdown > stages.md
  pushcart-list --format schema > workflow.schema.json

Each installed stage is imported, in a process of its own; one whose import takes longer than
--timeout is a fault. With the schema, an editor completes and checks workflow files;
for one that has the YAML language server, put this in a file's first line:

\b
  # yaml-language-server: $schema=workflow.schema.json

Exit status: 0 all can be used, 1 there are faults, 2 wrong usage.
"""


class Format(enum.StrEnum):
    """The forms that the list can have."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    MERMAID = "mermaid"
    SCHEMA = "schema"


@app.command(help=_HELP)
def list_(
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="table; json; markdown: documentation; mermaid: the graph of feature flags; "
            "schema: a JSON Schema of workflow files.",
        ),
    ] = Format.TABLE,
    order: Annotated[
        bool, typer.Option("--order", help="Show the order by feature flags, and why; as table or json.")
    ] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.1, max=3600, metavar="SECONDS", help="How long one import may take. [default: 30]"
        ),
    ] = None,
    version: Version = False,  # noqa: ARG001 - its callback prints
) -> None:
    """List what is installed."""
    if order and form not in (Format.TABLE, Format.JSON):
        raise typer.BadParameter(f"there is no order as {form}; it comes as table or json")
    if timeout is not None and isnan(timeout):
        # The one value that no bound keeps out.
        raise typer.BadParameter("--timeout takes a number of seconds")
    from pushcart_extensions.catalog.apart import SECONDS, describe_apart
    from pushcart_extensions.cli.steps import showing_steps

    with showing_steps() as tell:
        catalog = describe_apart(SECONDS if timeout is None else timeout, tell)
    failed = any(fault.fatal for fault in catalog.faults)
    if order:
        failed |= _print_order(catalog, as_json=form is Format.JSON)
    elif form is Format.TABLE:
        from pushcart_extensions.catalog.rows import COMPONENT_COLUMNS, component_rows

        _print_table(COMPONENT_COLUMNS, component_rows(catalog))
    else:
        print(printable(_document(catalog, form)), end="")
    if order or form not in (Format.JSON, Format.MARKDOWN):
        _print_faults(catalog)
    if failed:
        raise typer.Exit(1)


def _document(catalog: Catalog, form: Format) -> str:
    if form is Format.MARKDOWN:
        from pushcart_extensions.catalog.markdown import markdown

        return markdown(catalog)
    if form is Format.MERMAID:
        from pushcart_extensions.catalog.mermaid import mermaid

        return mermaid(catalog)
    if form is Format.SCHEMA:
        from pushcart_extensions.catalog.schema import workflow_schema

        return json.dumps(workflow_schema(catalog), indent=2) + "\n"
    return json.dumps(catalog.as_dict(), indent=2) + "\n"


def _print_order(catalog: Catalog, *, as_json: bool) -> bool:
    """Print the order, and tell whether something keeps all of it from being enabled together."""
    from pushcart_extensions.catalog.order import order_of
    from pushcart_extensions.catalog.rows import ORDER_COLUMNS, order_rows

    found = order_of(catalog.components)
    if as_json:
        print(json.dumps(found.as_dict(), indent=2))
    else:
        _print_table(ORDER_COLUMNS, order_rows(found))
        for problem in found.problems:
            print(f"pushcart-list: not all together: {problem}", file=sys.stderr)
    return bool(found.problems)


def _print_faults(catalog: Catalog) -> None:
    for fault in catalog.faults:
        # A fault is a line; what it quotes may be longer.
        message = printable(fault.message).replace("\n", "\n  ")
        print(f"pushcart-list: {'' if fault.fatal else 'note: '}{message}", file=sys.stderr)
    if catalog.passed_over:
        names = ", ".join(catalog.passed_over)
        print(
            f"pushcart-list: note: passed over, since their names hold more than letters: {names}",
            file=sys.stderr,
        )


def _print_table(columns: Sequence[str], rows: Rows) -> None:
    rows = [tuple(map(in_one_line, row)) for row in rows]
    if not sys.stdout.isatty():
        from pushcart_extensions.catalog.rows import plain_table

        print(plain_table(columns, rows))
        return
    from rich.console import Console

    from pushcart_extensions.cli.table import table

    # NO_COLOR asks rich for no colour; bold would stay.
    console = Console(color_system=None if os.environ.get("NO_COLOR") else "auto")
    console.print(table(columns, rows, console.width))
