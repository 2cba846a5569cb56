"""What several commands have: an app set up alike, ``--version``, an option for each kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pushcart_extensions import __version__
from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.errors.wording import in_one_line


def command_app() -> typer.Typer:
    """Return an empty app with the settings that all commands share.

    Rich's help costs as much again as Typer itself, so help is plain text
    (docs/decisions/typer.md has the measurement).
    """
    return _App(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class _App(typer.Typer):
    def command(self, *arguments: Any, cls: type[TyperCommand] | None = None, **settings: Any) -> Any:
        return super().command(*arguments, cls=cls or Command, **settings)


class Command(TyperCommand):
    """A command whose usage errors quote what was typed in one line, with nothing that steers a terminal."""

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Take the arguments of the command line."""
        with _quoting_safely():
            return super().make_context(*arguments, **settings)

    def invoke(self, *arguments: Any, **settings: Any) -> Any:
        """Do what the command is for."""
        with _quoting_safely():
            return super().invoke(*arguments, **settings)


# Click's, which some releases of Typer depend on and others bring along.
_USAGE_ERROR: type[Any] = typer.BadParameter.__bases__[0]


@contextmanager
def _quoting_safely() -> Iterator[None]:
    try:
        yield
    except _USAGE_ERROR as error:
        # Click escapes some of it, in some messages, in some releases.
        error.message = in_one_line(error.message)
        raise


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
