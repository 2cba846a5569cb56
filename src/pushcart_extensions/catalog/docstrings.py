"""What a docstring in Google's style says: summary, description, and a line for each argument."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

_SECTIONS = frozenset(
    f"{name}:"
    for name in (
        "Args",
        "Arguments",
        "Attributes",
        "Example",
        "Examples",
        "Note",
        "Notes",
        "Raises",
        "Returns",
    )
)
_ARGUMENTS = frozenset({"Args:", "Arguments:"})
_LITERAL = re.compile(r"(?<!`)``(?!`)([^`]+)``(?!`)")
"""Code as reStructuredText marks it: between two backticks each."""


class Docstring(NamedTuple):
    """The parts of a docstring.

    Attributes:
        summary: Its first paragraph, in one line.
        description: What follows, up to the first section.
        arguments: What is said of each argument, stars in front of its name left out.
    """

    summary: str
    description: str
    arguments: dict[str, str]


def read_docstring(text: str | None) -> Docstring:
    """Return the parts of a docstring; empty ones where there is none (``python -OO`` drops them all)."""
    lines = inspect.cleandoc(text or "").splitlines()
    starts = [number for number, line in enumerate(lines) if line in _SECTIONS]
    head = "\n".join(lines[: starts[0]] if starts else lines).strip()
    summary, _, description = head.partition("\n\n")
    arguments: dict[str, str] = {}
    for start in starts:
        if lines[start] in _ARGUMENTS:
            arguments.update(_arguments(lines[start + 1 :]))
    return Docstring(" ".join(summary.split()), description.strip(), arguments)


def literals_unmarked(text: str) -> str:
    """Return a docstring's text for people: what it marks as code in reStructuredText without the marks."""
    return _LITERAL.sub(r"\1", text)


def literals_as_markdown(text: str) -> str:
    """Return a docstring's text with code marked as Markdown usually has it."""
    return _LITERAL.sub(r"`\1`", text)


def _arguments(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    name, indent = None, None
    for line in lines:
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if text and not depth:
            break
        if text and (indent is None or depth <= indent) and ":" in text:
            indent = depth
            before, _, after = text.partition(":")
            # "count (int): How many" names the type as well.
            name = before.partition("(")[0].strip().lstrip("*")
            found[name] = after.strip()
        elif text and name is not None:
            found[name] = f"{found[name]} {text}".strip()
    return found
