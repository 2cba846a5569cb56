"""What executes the pages notices what is wrong with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from expectation import is_shown, missing_line
from page import parse_page
from session import Session, commands
from terminal import Terminal

Execute = Callable[[str], None]


@pytest.fixture
def execute(tmp_path: Path) -> Execute:
    """Executes a page's text in an empty folder."""
    folder = tmp_path / "page"
    folder.mkdir()
    variables = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    terminal = Terminal(folder, tmp_path / "kept", variables, timeout=30)
    return lambda text: Session(terminal, tmp_path).execute(parse_page(text))


@pytest.mark.parametrize(
    "page",
    [
        "```console\n$ echo one\none\n```",
        "```console\n$ echo one two\none …\n$ printf 'a\\nb\\nc\\n'\na\n…\nc\n```",
        "```console\n$ printf 'a\\n'\n…\na\n…\n```",
        "```console\n$ mkdir x\n$ cd x\n```\n\n```console\n$ basename $PWD\nx\n```",
        "```console\n$ export WORD=said\n$ false\n$ echo $WORD $?\nsaid 1\n```",
        "```console\n$ echo one \\\n  two\none two\n```",
        "```console\n$ exit 3\n$ echo $?\n3\n```",
        "<!-- file: a/b.py -->\n```python\nprint(1)\n```\n\n```console\n$ python a/b.py\n1\n```",
        "<!-- file: a.ini -->\n```ini\n[a]\nb = 1\n```\n\n<!-- shows: a.ini -->\n```ini\n[a]\n…\n```",
        "```python\nassert 1 + 1 == 2\n```",
        "```python\n>>> 1 + 1\n2\n>>> print('one two')\none ...\n```",
        "```toml\na = 1\n```\n\n```yaml\na: 1\n---\nb: 2\n```\n\n```json\n{}\n```\n\n```text\nanything\n```",
        "<!-- not run: it would end the world -->\n```console\n$ false\nno\n```",
        "```{toctree}\nnowhere\n```",
        "<!-- run: echo one >a.txt -->\n\n```console\n$ cat a.txt\none\n```",
        "1. Step:\n\n   ```console\n   $ echo one\n   one\n   ```",
    ],
)  # fmt: skip
def test_a_page_that_tells_the_truth_passes(execute: Execute, page: str) -> None:
    execute(page)


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("```console\n$ echo one\ntwo\n```", "line 1: \\$ echo one\nis to print:\ntwo\n\nprints:\none"),
        ("```console\n$ echo one\n```", "prints:\none"),
        ("```console\n$ true\nmore\n```", "is to print:\nmore"),
        ("```console\n$ printf 'a\\nb\\n'\n…\na\n```", "prints:\na\nb"),
        ("```console\nno command\n```", "no command"),
        ("```console\n$ cd nowhere\n```", "nowhere"),
        ("text\n\n```python\nassert 1 + 1 == 3\n```", "line 3: the block fails(.|\n)*AssertionError"),
        ("```python\n>>> 1 + 1\n3\n```", "Expected:"),
        ("```toml\na = \n```", "Invalid value"),
        ("```yaml\na: [\n```", "flow"),
        ("```json\n{a}\n```", "Expecting"),
        ("<!-- file: a.yaml -->\n```yaml\na: [\n```", "flow"),
        ("<!-- run: echo no; false -->\n", "echo no; false fails: no"),
        ("```ruby\nputs 1\n```", "a block of ruby"),
        ("```\nbare\n```", "a block of no language"),
        (
            "<!-- file: a.txt -->\n```text\none\n```\n\n<!-- shows: a.txt -->\n```text\ntwo\n```",
            "line 7: a.txt does not have this line, or not here: two",
        ),
    ],
)  # fmt: skip
def test_a_page_that_does_not_is_told_of(execute: Execute, page: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        execute(page)


@pytest.mark.parametrize(
    ("excerpt", "text", "missing"),
    [
        ("a\nb", "a\nx\nb", None),
        ("def f(): ...", "def f():\n    return 1", None),
        ("  a", "a", None),
        ("b\na", "a\nb", "a"),
        ("a\na", "a", "a"),
        ("a …", "a bit", None),
    ],
)
def test_an_excerpt_has_the_lines_of_its_file_in_their_order(
    excerpt: str, text: str, missing: str | None
) -> None:
    assert missing_line(excerpt, text) == missing


def test_what_is_shown_is_no_pattern() -> None:
    assert not is_shown("a.c", "abc")
    assert is_shown("[a] (b)", "[a] (b)")


def test_a_block_knows_its_line_and_its_comment() -> None:
    page = parse_page("# T\n\n<!-- slow: pip -->\n\n<!-- file: x -->\n```toml\na = 1\n```\n\n    indented\n")
    (block,) = page.blocks
    assert (block.line, block.said, block.about) == (6, "file", "x")
    assert page.is_slow
    assert page.unfenced == (10,)


def test_a_comment_without_its_block_is_told_of() -> None:
    with pytest.raises(ValueError, match="line 3: no block follows <!-- file: x -->"):
        parse_page("<!-- file: x -->\n\ntext\n\n```toml\na = 1\n```\n")


def test_commands_are_told_from_what_they_print() -> None:
    assert list(commands("$ a \\\n  b\nout\n$ c\n")) == [("a \\\n  b", "out\n"), ("c", "")]
