"""What there is to read about a rule: its docstring and its example, put together once for every reader."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pushcart_extensions.check.examples.base import BASE
from pushcart_extensions.check.examples.model import Excerpt, invalid_excerpts, valid_excerpts
from pushcart_extensions.check.examples.table import EXAMPLES
from pushcart_extensions.check.findings import Severity
from pushcart_extensions.check.rules.registry import RULES, Rule


class Explanation(NamedTuple):
    """One rule, explained.

    Attributes:
        code: Such as ``PCE203``.
        name: Such as ``class-name``.
        severity: How much a finding of it weighs.
        summary: What is wrong, in one sentence.
        paragraphs: Why, and how to mend it; in Markdown, each on one line.
        invalid: What it accuses; empty where no package shows it.
        valid: The same place as it should be.
        options: Options of the command without which the invalid example would not show it.
        url: The address of its page.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    paragraphs: tuple[str, ...]
    invalid: tuple[Excerpt, ...]
    valid: tuple[Excerpt, ...]
    options: Mapping[str, object]
    url: str


def explanations() -> tuple[Explanation, ...]:
    """Return the explanation of every rule, by code."""
    return tuple(explain(rule) for rule in sorted(RULES, key=lambda rule: rule.code))


def explain(rule: Rule[Any]) -> Explanation:
    """Return the explanation of one rule."""
    # Docstrings are for Sphinx and Python's help; one backtick is what Markdown and people expect.
    text = (rule.faults.__doc__ or "").replace("``", "`")
    summary, *paragraphs = (" ".join(block.split()) for block in text.split("\n\n"))
    example = EXAMPLES.get(rule.code)
    return Explanation(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        summary=summary,
        paragraphs=tuple(paragraphs),
        invalid=invalid_excerpts(example, BASE) if example else (),
        valid=valid_excerpts(example, BASE) if example else (),
        options=example.options if example else MappingProxyType({}),
        url=rule.url,
    )


def find_rule(text: str) -> Rule[Any] | None:
    """Return the rule of a code or a name, in capitals or not; None where there is none."""
    wanted = text.strip().lower()
    return next((rule for rule in RULES if wanted in (rule.code.lower(), rule.name)), None)
