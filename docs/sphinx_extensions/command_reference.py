"""The directive ``commands``: every command of ours, with its options, as its own help tells them.

It reads the scripts of pyproject.toml and the Typer apps behind them, so a new command or option is
in the reference as soon as it is there.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import typer
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
VERBATIM = "\b"
"""A line with this alone, in a help text: what follows, up to an empty line, is to keep its lines."""


class Commands(SphinxDirective):
    """Writes a section for each command."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        self.env.note_dependency(str(PYPROJECT))
        scripts = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["scripts"]
        text = "\n".join(line for name, target in scripts.items() for line in section(name, target))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def section(name: str, target: str) -> Iterator[str]:
    """Yield one command's lines of Markdown.

    Args:
        name: The command, ``pushcart-new``.
        target: Its entry point; the function's name is the module's in ``cli``.
    """
    module = importlib.import_module(f"pushcart_extensions.cli.{target.rpartition(':')[2].rstrip('_')}")
    command = typer.main.get_command(module.app)
    context = command.context_class(command, info_name=name)
    yield from (f"({name})=", f"## {name}", "")
    yield from ("```text", " ".join([name, *command.collect_usage_pieces(context)]), "```", "")
    yield from paragraphs(command.help or "")
    yield from (f":::{{program}} {name}", ":::", "")
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (f":::{{option}} {record[0]}", _code(record[1]), ":::", "")
    yield from paragraphs(command.epilog or "")


def paragraphs(text: str) -> Iterator[str]:
    """Yield a help text as Markdown: what is to keep its lines as a block of its own."""
    for block in text.strip("\n").split("\n\n"):
        first, _, rest = block.strip("\n").partition("\n")
        if first != VERBATIM:
            yield from (_code(block.strip("\n")), "")
            continue
        lines = [line.strip() for line in rest.splitlines()]
        if lines[0].endswith(":"):
            yield from (lines.pop(0), "")
        yield from (
            ("```text", *lines, "```", "") if len(lines) > 1 or lines[0][0] == "#" else (_code(*lines), "")
        )


def _code(text: str) -> str:
    """Return a text of Markdown with options and file names as code, and nothing of it as markup."""
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*|[\w-]+\.ya?ml)", r"`\1`", text.replace("*", r"\*"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
