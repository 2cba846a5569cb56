"""``pushcart-new``: a new extension package."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pushcart_extensions.cli.options import Command, Keys, Version, choice, command_app, keys
from pushcart_extensions.cli.output import show
from pushcart_extensions.cli.requirements import require
from pushcart_extensions.cli.verdict import json_text, show_check
from pushcart_extensions.contract.kinds import DESTINATION, EXTENSION, SOURCE, TRANSFORMATION

if TYPE_CHECKING:
    from pushcart_extensions.check import Summary
    from pushcart_extensions.cli.ask import Dialogue
    from pushcart_extensions.scaffold.answers.request import NewRequest
    from pushcart_extensions.scaffold.new import NewPackage

app = command_app()

_EPILOG = """\b
Examples:
  pushcart-new my-source
  pushcart-new rest-api --source orders --source customers --destination warehouse
  pushcart-new object-store --source s3 --backend uv --license Apache-2.0
  pushcart-new --interactive

\b
Your defaults for author, email, license and others stand in
  {defaults}
as lines such as: author = "Ada Lovelace"
"""
_SOMEWHERE = "defaults.toml in the folder pushcart-extensions of your configuration"


class _Command(Command):
    """Looks up where the user's defaults are, which nothing but help needs to know."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the end of the help."""
        self.epilog = _EPILOG.format(defaults=_place_of_defaults())
        super().format_epilog(ctx, formatter)


def _place_of_defaults() -> str:
    from pushcart_extensions.scaffold.answers.defaults import defaults_file

    try:
        file = str(defaults_file())
    except ModuleNotFoundError:  # there is help without [tools] too
        return _SOMEWHERE
    home = os.path.join(os.path.expanduser("~"), "")  # noqa: PTH111, PTH118 - Path.home() may raise
    return f"~{os.sep}{file.removeprefix(home)}" if file.startswith(home) else file


@app.command(cls=_Command, epilog=_EPILOG.format(defaults=_SOMEWHERE))
def new(  # noqa: PLR0913, PLR0917 - the options of the command
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The package's name, with or without 'pushcart-'.")
    ] = None,
    sources: Annotated[Keys | None, keys(SOURCE)] = None,
    transformations: Annotated[Keys | None, keys(TRANSFORMATION)] = None,
    destinations: Annotated[Keys | None, keys(DESTINATION)] = None,
    extensions: Annotated[Keys | None, keys(EXTENSION)] = None,
    output: Annotated[
        Path, typer.Option("--output", metavar="DIR", help="The folder to write the package's folder into.")
    ] = Path(),
    dataframe: Annotated[str | None, choice("dataframe", "NAME", "What its stages pass on")] = None,
    backend: Annotated[str | None, choice("backend", "NAME", "Build backend")] = None,
    license_: Annotated[str | None, choice("license", "SPDX", "Licence")] = None,
    author: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The author's name; default: git's user.name.")
    ] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Their address; default: git's user.email.")
    ] = None,
    description: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the package is, in one line.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Its home; default: https://github.com/USER/NAME.")
    ] = None,
    data: Annotated[
        Keys | None,
        typer.Option(
            "--data", metavar="KEY=VALUE", help="Answer a question of the template; may be repeated."
        ),
    ] = None,
    data_file: Annotated[
        Path | None,
        typer.Option("--data-file", metavar="YAML", help="Answer questions by a file; options win over it."),
    ] = None,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask on the terminal for whatever is not given.")
    ] = False,
    git: Annotated[
        bool, typer.Option("--git/--no-git", help="Make a git repository with one commit.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="Run pushcart-check on the new package.")
    ] = True,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the tree that would be written, and write nothing.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    _version: Version = False,
) -> None:
    """Write a new extension package for Pushcart.

    Without the key of any stage or extension the name gives the one component: my-source is a source with
    the key 'my', rest-api a source with the key 'rest_api'.
    """
    from pushcart_extensions.scaffold.answers.files import answers_from_file
    from pushcart_extensions.scaffold.answers.given import (
        answers_from_options,
        answers_from_pairs,
        merge_answers,
    )
    from pushcart_extensions.scaffold.new import preview_package, request_package, write_package

    options = answers_from_options(
        {
            "name": name,
            "sources": sources,
            "transformations": transformations,
            "destinations": destinations,
            "extensions": extensions,
            "dataframe": dataframe,
            "backend": backend,
            "license": license_,
            "author": author,
            "email": email,
            "description": description,
            "url": url,
        }
    )
    pairs, problems = answers_from_pairs(data or ())
    filed, more = answers_from_file(data_file) if data_file else ({}, [])
    answers, problems = merge_answers(options, pairs, filed), [*problems, *more]
    dialogue = _dialogue() if interactive else None
    if dialogue:
        from pushcart_extensions.cli.interview import interview

        answers = interview(dialogue, answers, output, problems)
    request = request_package(answers, output, problems)
    require("copier")
    if dialogue and not dry_run:
        _confirm(dialogue, request)
    for notice in request.notices:
        print(f"pushcart-new: {notice}", file=sys.stderr)
    package = preview_package(request) if dry_run else write_package(request, git=git)
    verdict = show_check(package.path) if check and not dry_run else None
    _show_result(package, verdict, as_json=json_)
    if verdict and verdict.errors:
        raise typer.Exit(1)


def _dialogue() -> Dialogue:
    from pushcart_extensions.cli.ask import Dialogue

    require("copier")
    return Dialogue()


def _confirm(dialogue: Dialogue, request: NewRequest) -> None:
    """Exit unless the user wants what was asked for."""
    from pushcart_extensions.cli.interview import confirmed

    if not confirmed(dialogue, request):
        print("pushcart-new: nothing is written", file=sys.stderr)
        raise typer.Exit(1)


def _show_result(package: NewPackage, verdict: Summary | None, *, as_json: bool) -> None:
    from pushcart_extensions.scaffold.creating.summary import facts, next_steps, tree

    if as_json:
        text = json_text(facts(package), verdict)
    else:
        text = next_steps(package) if package.written else tree(package)
    show(text)
