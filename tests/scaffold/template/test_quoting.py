"""Text that a user typed stays what it was in every format."""

from __future__ import annotations

import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pushcart_extensions.scaffold.template.quoting import markdown_text, toml_string, yaml_mapping, yaml_string
from pushcart_extensions.scaffold.answers.values import line_problem

any_text = st.text(st.characters(exclude_categories=["Cs"]))
lines = any_text.map(str.strip).filter(lambda text: bool(text) and line_problem(text) is None)


@given(any_text)
def test_toml(text: str) -> None:
    assert tomllib.loads(f"value = {toml_string(text)}") == {"value": text}


@given(lines)
def test_yaml(text: str) -> None:
    dumped = yaml_mapping({"value": text, "more": [text]})
    assert yaml.safe_load(dumped) == {"value": text, "more": [text]}


@pytest.mark.parametrize("text", ["yes", "null", "on", "rest_api", "s3"])
def test_a_word_of_yaml_is_quoted_and_another_is_not(text: str) -> None:
    written = yaml_string(text)
    assert yaml.safe_load(f"- type: {written}") == [{"type": text}]
    assert (written == text) == (text in {"rest_api", "s3"})


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- no list",
        "+ no list",
        "=== no underline",
        "*not* _emphasised_ __at__ all",
        "[no](link) ![no](image)",
        "<b>no tag</b> &amp; no entity",
        "`no code` ~~not struck~~ a|b",
        r"a back\slash \* and more",
        "snake_case_stays_readable",
        "{{ braces }} {% and %} {# such #}",
    ],
)
def test_markdown(text: str) -> None:
    assert shown(markdown_text(text)) == text


@given(lines)
def test_markdown_of_any_line(text: str) -> None:
    # Markdown itself folds white space and shows the replacement character for NUL, neither of them ours.
    assert " ".join(shown(markdown_text(text)).split()) == " ".join(text.split())


def test_a_snake_case_name_needs_no_escape() -> None:
    assert markdown_text("the source rest_api") == "the source rest_api"


def shown(markdown: str) -> str:
    """Return the text that a reader of the Markdown sees, one paragraph of plain text required."""
    opening, inline, closing = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or ())
