"""What ``pushcart-check`` says about its own rules: ``--list-rules`` and ``--explain``."""

from __future__ import annotations

import sys

from pushcart_extensions.check.explanation import explain, explanations, find_rule
from pushcart_extensions.check.near_rules import near_code, near_name
from pushcart_extensions.check.reports.rules import explanation_text, list_text
from pushcart_extensions.check.reports.rules_json import rules_json
from pushcart_extensions.errors import InputProblem, InvalidInputError


def print_rules(*, as_json: bool = False) -> None:
    """Print all rules, a line each; as JSON with their explanations."""
    print(rules_json(explanations()) if as_json else list_text(explanations()))


def print_explanations(asked: list[str], *, as_json: bool = False) -> None:
    """Print what is wrong, why, and how to mend it, for each rule that is asked for.

    Args:
        asked: Codes or names of rules.
        as_json: Print one JSON document.

    Raises:
        InvalidInputError: Some of them are no rules; then nothing is printed.
    """
    found = [(text, find_rule(text)) for text in asked]
    problems = tuple(_unknown(text) for text, rule in found if rule is None)
    if problems:
        raise InvalidInputError(problems)
    explained = [explain(rule) for _, rule in found if rule]
    if as_json:
        print(rules_json(explained))
        return
    width = _terminal_width()
    texts = (explanation_text(rule, width) if width else explanation_text(rule) for rule in explained)
    print("\n\n\n".join(texts))


def _unknown(text: str) -> InputProblem:
    return InputProblem("--explain", text, "is no rule", near_name(text) or near_code(text) or "--list-rules")


def _terminal_width() -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
