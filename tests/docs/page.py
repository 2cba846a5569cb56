"""The blocks of a Markdown page, in order, each with what a comment before it says about it.

A comment right before a fence tells what a test does with it:

- ``<!-- file: NAME -->``: the block is that file, and is written;
- ``<!-- shows: NAME -->``: the block is an excerpt of that file as it is by then;
- ``<!-- not run: REASON -->``: a test can't run it.

``<!-- run: COMMAND -->``, wherever it stands, is a command that readers don't see: what they do by hand.
``<!-- slow: REASON -->`` says that the page makes an environment of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

COMMENT = re.compile(r"<!-- (file|shows|not run|run|slow): (.+?) -->")


class Block(NamedTuple):
    """One fenced block, or a command that stands in a comment.

    Attributes:
        language: What stands behind the fence; empty for nothing.
        text: What the block holds.
        line: The line of the fence, from 1.
        said: ``file``, ``shows``, ``not run`` or ``run``; empty where no comment stands before it.
        about: The file's name, the reason, or the command.
    """

    language: str
    text: str
    line: int
    said: str = ""
    about: str = ""


class Page(NamedTuple):
    """What a page has for a test: its blocks, and the lines where code stands that isn't fenced."""

    blocks: tuple[Block, ...]
    unfenced: tuple[int, ...]
    is_slow: bool


def read_page(path: Path) -> Page:
    """Return the blocks of a page."""
    return parse_page(path.read_text(encoding="utf-8"))


def parse_page(text: str) -> Page:
    """Return the blocks of a page's text.

    Raises:
        ValueError: A comment says something of a block, and none follows.
    """
    tokens = MarkdownIt().parse(text)
    blocks = tuple(_blocks(tokens))
    unfenced = tuple(_line(token) for token in tokens if token.type == "code_block")
    is_slow = any(match[1] == "slow" for match in COMMENT.finditer(text))
    return Page(blocks, unfenced, is_slow)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    said, about = "", ""
    for token in tokens:
        if token.type == "fence":
            yield Block(token.info.strip(), token.content, _line(token), said, about)
        elif said:
            raise ValueError(f"line {_line(token)}: no block follows <!-- {said}: {about} -->")
        said, about = "", ""
        if token.type == "html_block":
            for match in COMMENT.finditer(token.content):
                if match[1] == "run":
                    yield Block("", "", _line(token), *match.groups())
                elif match[1] != "slow":
                    said, about = match.groups()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
