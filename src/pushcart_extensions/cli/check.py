"""``pushcart-check``: tells whether a package conforms, and which line does not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING, Annotated

import typer

from pushcart_extensions.cli.options import Version, command_app
from pushcart_extensions.cli.output import encodable, show

if TYPE_CHECKING:
    from pushcart_extensions.check.findings import PackageReport, Report

app = command_app()

_EPILOG = """\b
Exit status: 0 conforms, 1 errors (with --strict, warnings too), 2 nothing could be checked.

\b
Examples:
  pushcart-check
  pushcart-check ./pushcart-my-source --strict
  pushcart-check packages/ --static --format json
  pushcart-check --wheel
  pushcart-check dist/pushcart_my_source-1.0-py3-none-any.whl
  pushcart-check --diff
  pushcart-check --select PCE1,PCE2 --ignore PCE115
  pushcart-check --explain PCE203
"""


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@app.command(epilog=_EPILOG)
def check(  # noqa: PLR0913, PLR0917 - a command has as many parameters as options
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="A package's folder, a folder of several, a wheel, or a workflow file (.yaml). [default: .]",
        ),
    ] = None,
    static: Annotated[bool, typer.Option("--static", help="Judge the files alone; import nothing.")] = False,
    wheel: Annotated[
        bool, typer.Option("--wheel", help="Build the wheel too, on a copy, and check what is in it.")
    ] = False,
    no_isolation: Annotated[
        bool,
        typer.Option("--no-isolation", help="Build with what is installed, not in a new environment."),
    ] = False,
    build_timeout: Annotated[
        float | None,
        typer.Option(
            min=1, max=86_400, metavar="SECONDS", help="How long one build may take. [default: 900]"
        ),
    ] = None,
    python: Annotated[
        str | None,
        typer.Option(
            metavar="EXE",
            help="The Python that has the package's dependencies. "
            "[default: its .venv, the active environment, this Python]",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0.1, max=3600, metavar="SECONDS", help="How long one import may take. [default: 30]"
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Judge by these rules alone: codes, or what they begin with."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Leave these rules out. The longer word wins.")
    ] = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to write the report; rules too as text or json.")
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the changes that would mend what can be mended.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Make these changes, check again, and report what is left.")
    ] = False,
    list_rules: Annotated[
        bool, typer.Option("--list-rules", help="List the rules, and check nothing.")
    ] = False,
    explain: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Explain a rule with an example, and check nothing. Repeatable."),
    ] = None,
    _version: Version = False,
) -> None:
    """Check that an extension package for Pushcart conforms to the conventions.

    The package is read, then imported in a child process with a time limit, and
    the host's own discovery is asked for each of its stages. Nothing in its
    folder is changed, except by --fix. This is no sandbox: don't check what you
    would not run.
    """
    if list_rules or explain:
        _tell_rules(explain or [], output_format, all_rules=list_rules)
        return
    if any(seconds is not None and isnan(seconds) for seconds in (timeout, build_timeout)):
        # The one value that no bound keeps out.
        raise typer.BadParameter("--timeout and --build-timeout take a number of seconds")
    from pushcart_extensions.check.engine import check_files, check_paths
    from pushcart_extensions.cli.steps import showing_steps

    def examine() -> Report:
        with showing_steps() as tell:
            return check_paths(
                paths or ["."],
                static=static,
                python=python,
                timeout=timeout,
                wheel=wheel,
                isolated=not no_isolation,
                build_timeout=build_timeout,
                select=select,
                ignore=ignore,
                tell=tell,
            )

    def by_its_files(path: str) -> PackageReport:
        return check_files(path, select=select, ignore=ignore)

    if diff or fix:
        from pushcart_extensions.cli.mend import mended

        report = mended(examine, by_its_files, diff=diff, fix=fix)
    else:
        report = examine()
    report = report.judged(strict=strict)
    _print_report(report, output_format)
    # Whoever names a Python wants to know that it can't do it, and not what could not be verified.
    unable = python is not None and any(f.code == "PCE606" for one in report.packages for f in one.findings)
    sys.exit(2 if report.rule_crashed or unable else int(report.failed(strict=strict)))


def _tell_rules(explain: list[str], output_format: Format, *, all_rules: bool) -> None:
    """List or explain rules."""
    from pushcart_extensions.cli.rules import print_explanations, print_rules

    if output_format not in (Format.TEXT, Format.JSON):
        raise typer.BadParameter(f"rules are listed and explained as text or json, not {output_format}")
    if all_rules and explain:
        raise typer.BadParameter("--list-rules lists all that --explain explains; take one of the two")
    if explain:
        print_explanations(explain, as_json=output_format is Format.JSON)
    else:
        print_rules(as_json=output_format is Format.JSON)


def _print_report(report: Report, output_format: Format) -> None:
    """Print a report on standard output, in colour on a terminal that has some."""
    if output_format is not Format.TEXT:
        # Without annotations there is no line to print, not even an empty one.
        if document := _document(report, output_format):
            print(document)
        return
    import shutil

    from pushcart_extensions.check.reports.text import plain_text, report_lines

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    plain = plain_text(report, width)
    can_show = encodable(plain, sys.stdout) == plain
    # NO_COLOR asks rich for no colour; bold and dim would stay.
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or not can_show:
        show(plain)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in report_lines(report, width):
        console.print(Text.assemble(*line), soft_wrap=True)


def _document(report: Report, output_format: Format) -> str:
    """Return a report in one of the formats for programs."""
    from importlib import import_module

    # Each format is a module of its own, imported when it is asked for.
    module = import_module(f"pushcart_extensions.check.reports.{output_format}")
    write: Callable[[Report], str] = getattr(module, f"{output_format}_text")
    return write(report)
