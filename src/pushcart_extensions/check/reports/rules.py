"""The rules, for people: a list and an explanation for the terminal, a page for the docs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill, indent

from pushcart_extensions.check.examples.model import Excerpt
from pushcart_extensions.check.explanation import Explanation

_WIDTH = 80
_LANGUAGES = {"py": "python", "toml": "toml"}


def list_text(rules: Sequence[Explanation]) -> str:
    """Return a table of rules, a line each: code, severity, name, what is wrong."""
    width = max((len(rule.name) for rule in rules), default=0)
    return "\n".join(
        f"{rule.code}  {rule.severity.value:<7}  {rule.name:<{width}}  {rule.summary}" for rule in rules
    )


def explanation_text(rule: Explanation, width: int = _WIDTH) -> str:
    """Return one rule's explanation for a terminal.

    Args:
        rule: The rule.
        width: How wide its prose may be; code keeps its lines.
    """
    width = max(min(width, _WIDTH), 20)
    blocks = [f"{rule.code} {rule.name} ({rule.severity.value})"]
    blocks += [fill(text, width, break_long_words=False) for text in (rule.summary, *rule.paragraphs)]
    for title, excerpts in (("Wrong", rule.invalid), ("Right", rule.valid)):
        if excerpts:
            blocks += [title, *(indent(block, "  ") for block in _excerpt_blocks(excerpts))]
    if command := seen_with(rule):
        blocks.append(f"Seen with {command}.")
    return "\n\n".join([*blocks, rule.url])


def explanation_markdown(rule: Explanation) -> str:
    """Return one rule's page for the docs."""
    blocks = [f"# {rule.code} {rule.name}", f"Severity: {rule.severity.value}.", f"**{rule.summary}**"]
    blocks += rule.paragraphs
    blocks += _markdown_examples(rule)
    if command := seen_with(rule):
        blocks.append(f"Seen with `{command}`.")
    blocks.append("[All rules](README.md)")
    return "\n\n".join(blocks) + "\n"


def pages(rules: Sequence[Explanation]) -> dict[str, str]:
    """Return the docs' pages about rules, texts by file name: the index, and one for each rule."""
    return {
        "README.md": _index_markdown(rules),
        **{f"{rule.code}.md": explanation_markdown(rule) for rule in rules},
    }


def seen_with(rule: Explanation) -> str | None:
    """Return the command without whose options a rule's example would not show it; None where any does."""
    words = " ".join(_option(name, value) for name, value in rule.options.items())
    return f"pushcart-check {words}" if words else None


def _index_markdown(rules: Sequence[Explanation]) -> str:
    rows = (
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.summary} |"
        for rule in rules
    )
    lines = (
        "# Rules",
        "",
        "What `pushcart-check` judges. The first digit of a code is its family: 0 the check itself, 1 the",
        "distribution and its entry points, 2 names and places, 3 exports, 4 a stage's class, 5 metadata,",
        "6 the import, 7 the wheel, 8 a workflow file. `pushcart-check --explain CODE` shows a page on the",
        "terminal.",
        "",
        "These pages are made by `python3 tasks.py docs` from the rules themselves.",
        "",
        "| code | name | severity | what is wrong |",
        "|---|---|---|---|",
        *rows,
    )
    return "\n".join(lines) + "\n"


def _markdown_examples(rule: Explanation) -> Iterator[str]:
    for title, excerpts in (("Wrong", rule.invalid), ("Right", rule.valid)):
        if excerpts:
            yield f"## {title}"
        for excerpt in excerpts:
            yield f"`{excerpt.path}`" + (" is missing." if excerpt.text is None else ":")
            if excerpt.text:
                language = _LANGUAGES.get(excerpt.path.rpartition(".")[2], "")
                yield f"```{language}\n{excerpt.text.strip(chr(10))}\n```"


def _excerpt_blocks(excerpts: Sequence[Excerpt]) -> Iterator[str]:
    for excerpt in excerpts:
        if excerpt.text is None:
            yield f"{excerpt.path} is missing."
        else:
            code = excerpt.text.strip("\n")
            yield f"{excerpt.path}:\n\n{indent(code, '    ')}"


def _option(name: str, value: object) -> str:
    if name == "isolated":
        return "" if value else "--no-isolation"
    option = f"--{name.replace('_', '-')}"
    return option if value is True else f"{option} {value}"
