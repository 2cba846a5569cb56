"""A page, executed: files are written, commands and Python run, in the order in which they stand."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from expectation import is_shown, missing_line
from page import Block, Page
from terminal import Terminal

PYTHON = """\
import doctest, sys
source = open(sys.argv[1], encoding="utf-8").read()
names = {"__name__": "page"}
if ">>>" in source:
    test = doctest.DocTestParser().get_doctest(source, names, sys.argv[1], None, 0)
    sys.exit(doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed)
exec(compile(source, sys.argv[1], "exec"), names)
"""


class Session:
    """Executes pages' blocks in one folder.

    Args:
        terminal: Where commands run.
        kept: A folder outside of the page's for what the session itself needs.
    """

    def __init__(self, terminal: Terminal, kept: Path) -> None:
        self._terminal = terminal
        self._kept = kept
        self._languages: dict[str, Callable[[str], object]] = {
            "console": self._console,
            "python": self._python,
            "toml": tomllib.loads,
            "yaml": lambda text: list(yaml.safe_load_all(text)),
            "json": json.loads,
            "text": str,
        }

    def execute(self, page: Page) -> None:
        """Execute every block of a page.

        Raises:
            AssertionError: One does not do what the page says; the message has its line.
        """
        for block in page.blocks:
            try:
                self._block(block)
            except (AssertionError, ValueError, yaml.YAMLError) as error:
                raise AssertionError(f"line {block.line}: {error}") from error

    def _block(self, block: Block) -> None:
        # A directive of the site's own, such as {toctree}.
        if block.language.startswith("{") or block.said == "not run":
            return
        if block.said == "run":
            printed = self._terminal.run(block.about)
            assert self._terminal.status == 0, f"{block.about} fails: {printed}"
            return
        if block.said == "shows":
            there = (self._terminal.folder / block.about).read_text(encoding="utf-8")
            lost = missing_line(block.text, there)
            assert lost is None, f"{block.about} does not have this line, or not here: {lost}"
            return
        assert block.language in self._languages or block.said == "file", (
            f"a test can't do anything with a block of {block.language or 'no language'}"
        )
        if block.said == "file":
            path = self._terminal.folder / block.about
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        if block.said != "file" or block.language in {"toml", "yaml", "json"}:
            self._languages[block.language](block.text)

    def _console(self, text: str) -> None:
        for command, expected in commands(text):
            actual = self._terminal.run(command)
            assert is_shown(expected, actual), f"$ {command}\nis to print:\n{expected}\nprints:\n{actual}"

    def _python(self, text: str) -> None:
        script, block = self._kept / "run.py", self._kept / "block.py"
        script.write_text(PYTHON, encoding="utf-8")
        block.write_text(text, encoding="utf-8")
        shown = self._terminal.run(f"python {shlex.quote(str(script))} {shlex.quote(str(block))}")
        assert self._terminal.status == 0, f"the block fails:\n{shown}"


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, with what it is to print.

    A command that ends in a backslash goes on in the next line.
    """
    before, *sessions = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not before.strip(), f"what no command prints: {before}"
    for session in sessions:
        match = re.match(r"((?:.*\\\n)*.*)\n?", session)
        assert match
        yield match[1], session[match.end() :]
