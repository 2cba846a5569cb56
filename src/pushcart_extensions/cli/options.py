"""What every command has: an app set up alike, ``--version``."""

from __future__ import annotations

from typing import Annotated

import typer

from pushcart_extensions import __version__


def command_app() -> typer.Typer:
    """Return an empty app with the settings that all commands share.

    Rich's help costs as much again as Typer itself, so help is plain text
    (docs/decisions/typer.md has the measurement).
    """
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def print_version(value: bool) -> None:
    """Print the version and exit, where the option asks for it."""
    if value:
        typer.echo(f"pushcart-extensions {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit."),
]
