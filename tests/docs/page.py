"""The blocks of a Markdown page, in order, each with what a comment before it says about it.

A comment right before a fence tells what a test does with it:

- ``<!-- file: NAME -->``: the block is that file, and is written;
- ``<!-- shows: NAME -->``: the block is an excerpt of that file as it is by then;
- ``<!-- not run: REASON -->``: a test can't run it.

``<!-- slow: REASON -->`` anywhere says that the page makes an environment of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

COMMENT = re.compile(r"<!-- (file|shows|not run|slow): (.+?) -->")


class Block(NamedTuple):
    """One fenced block.

    Attributes:
        language: What stands behind the fence; empty for nothing.
        text: What the block holds.
        line: The line of the fence, from 1.
        said: ``file``, ``shows`` or ``not run``; empty where no comment stands before it.
        about: The file's name, or the reason.
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
    """Return the blocks of a page's text."""
    tokens = MarkdownIt().parse(text)
    blocks = tuple(
        _block(token, tokens[index - 1] if index else token)
        for index, token in enumerate(tokens)
        if token.type == "fence"
    )
    unfenced = tuple(_line(token) for token in tokens if token.type == "code_block")
    is_slow = any(match[1] == "slow" for match in COMMENT.finditer(text))
    return Page(blocks, unfenced, is_slow)


def _block(token: Token, before: Token) -> Block:
    comment = COMMENT.search(before.content) if before.type == "html_block" else None
    said, about = (comment[1], comment[2]) if comment and comment[1] != "slow" else ("", "")
    return Block(token.info.strip(), token.content, _line(token), said, about)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
