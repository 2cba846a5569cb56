"""What several commands have: an app set up alike, ``--version``, an option for each kind."""

from __future__ import annotations

from typing import Annotated

import typer

from pushcart_extensions import __version__
from pushcart_extensions.contract.kinds import Kind


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

Keys = list[str]


def keys(kind: Kind) -> typer.models.OptionInfo:
    """Return the option that takes the keys of a kind, ``--source``."""
    article = "an" if kind.name[0] in "aeiou" else "a"
    option: typer.models.OptionInfo = typer.Option(
        f"--{kind.name}",
        metavar="KEY",
        help=f"Add {article} {kind.name} with this key; may be repeated.",
    )
    return option


def choice(question: str, metavar: str, what: str) -> typer.models.OptionInfo:
    """Return the option that answers a question which has a few answers only; its help lists them.

    Args:
        question: The question, ``backend``.
        metavar: What stands for the answer in the help.
        what: What is asked.
    """
    from pushcart_extensions.scaffold.answers.choices import CHOICES

    default, *others = CHOICES[question]
    *most, last = (f"{default} (the default)", *others)
    option: typer.models.OptionInfo = typer.Option(
        f"--{question}", metavar=metavar, help=f"{what}: {', '.join(most)} or {last}."
    )
    return option
