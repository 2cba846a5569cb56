"""``pushcart-extra``: an extension package as an extra of its host."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pushcart_extensions.cli.options import Command, command_app, print_version
from pushcart_extensions.cli.output import show
from pushcart_extensions.cli.requirements import require

if TYPE_CHECKING:
    from pushcart_extensions.scaffold.extra import HostExtra

app = command_app()

_EXAMPLES = """\b
Examples:
  pushcart-extra ../acme-host rest-api
  pushcart-extra pyproject.toml pushcart-rest-api --version ">=1.2,<2" --all
  pushcart-extra . rest-api --remove

\b
With nothing else, --version prints the version of this program.
"""


class _Command(Command):
    """Lets ``--version`` alone mean what it means with every other command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments of the command line."""
        if args == ["--version"]:
            print_version(value=True)
        return super().parse_args(ctx, args)


@app.command(cls=_Command, epilog=_EXAMPLES)
def extra(  # noqa: PLR0913, PLR0917 - the options of the command
    host: Annotated[
        str, typer.Argument(metavar="HOST_PYPROJECT", help="The host's pyproject.toml, or its folder.")
    ],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The extension's name, with or without 'pushcart-'.")
    ],
    version: Annotated[
        str | None,
        typer.Option(
            metavar="SPEC",
            help="The versions that the host takes, such as '>=1.2,<2'; '*' for any. "
            "Default: those that are registered, else any.",
        ),
    ] = None,
    to_all: Annotated[
        bool, typer.Option("--all", help="Keep an extra 'all' with every extension that is an extra.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the extension out, of the extra 'all' too.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would change as a diff, and write nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Register an extension package as an extra of its host, so that pip install "host[rest_api]" brings it.

    The extra is written to [project.optional-dependencies], or to [tool.poetry.extras] with the optional
    dependency that Poetry wants: whichever the host uses. The rest of the file stays as it is.
    """
    from pushcart_extensions.scaffold.extra import plan_extra, write_extra
    from pushcart_extensions.scaffold.extras.request import request_extra

    request = request_extra(host, name, version=version, to_all=to_all, remove=remove)
    require("tomlkit")
    done = plan_extra(request)
    if not dry_run:
        done = write_extra(done)
    for notice in done.notices:
        print(f"pushcart-extra: {notice}", file=sys.stderr)
    _show_result(done, as_json=json_)


def _show_result(done: HostExtra, *, as_json: bool) -> None:
    from pushcart_extensions.scaffold.extras.summary import facts, told

    if as_json:
        import json

        show(json.dumps(facts(done), indent=2, ensure_ascii=False))
    elif done.written or not done.plan:
        show(told(done))
    else:
        from pushcart_extensions.cli.diffs import show_plans

        show_plans([(str(done.request.file.parent), done.plan)])
