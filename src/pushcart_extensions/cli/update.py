"""``pushcart-update``: a generated package, brought to the present template."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pushcart_extensions.cli.options import Version, command_app
from pushcart_extensions.cli.output import show
from pushcart_extensions.cli.requirements import require
from pushcart_extensions.cli.verdict import json_text, show_check

if TYPE_CHECKING:
    from pushcart_extensions.check import Summary
    from pushcart_extensions.scaffold.update import Update

app = command_app()

_EXAMPLES = """\b
Examples:
  pushcart-update
  pushcart-update pushcart-shop --dry-run
  pushcart-update --check
"""


@app.command(epilog=_EXAMPLES)
def update(
    path: Annotated[
        str, typer.Argument(metavar="[PATH]", help="The package's folder.", show_default="the working folder")
    ] = ".",
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Tell whether the package is behind, exit 1 where it is, write nothing."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change as a diff, and write nothing.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify/--no-verify", help="Run pushcart-check on the package afterwards.")
    ] = True,
    json_: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    _version: Version = False,
) -> None:
    """Bring a package that pushcart-new made to the present template.

    Files that you left alone become the new template's; in those that you changed, both changes are merged.
    Where they collide, both stand in the file between marks, and the exit status is 1. What you deleted
    stays deleted, what you added is not touched. It needs neither a network nor git.
    """
    if check and dry_run:
        raise typer.BadParameter("--check tells whether, --dry-run what; take one of the two")
    from pushcart_extensions.scaffold.update import update as bring_up_to_date

    require("jinja2")
    result = bring_up_to_date(path, dry_run=check or dry_run)
    # Marks are no Python and no TOML, which is all that there would be to say.
    is_marked = any(file.conflicts for file in result.conflicts)
    verdict = show_check(result.path) if verify and result.written and not is_marked else None
    _show_result(result, verdict, as_json=json_, as_diff=dry_run)
    errors = verdict.errors if verdict else 0
    if result.conflicts or errors or (check and result.is_behind):
        raise typer.Exit(1)


def _show_result(result: Update, verdict: Summary | None, *, as_json: bool, as_diff: bool) -> None:
    from pushcart_extensions.scaffold.updating.summary import facts, told

    if as_json:
        show(json_text(facts(result), verdict))
        return
    # Standard output is the diff's alone, for whoever applies it.
    show(told(result), sys.stderr if as_diff else None)
    if as_diff:
        from pushcart_extensions.cli.diffs import show_plans

        show_plans([(str(result.path), tuple(sorted(result.plan)))])
