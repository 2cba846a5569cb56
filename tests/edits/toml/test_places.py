"""Where a value stands in a TOML document, and how keys and strings are written."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions.edits.toml.places import Path, key_text, leaves, quoted, rewritten, value_span
from pushcart_extensions.errors import EditError

DOCUMENT = """\
# name = "x"
[project]
name = "x"
version = '1'  # a comment
a.b = "c"
"q w" = "e"
list = ["name", "x"]
dup = "d"
[project.entry-points]
"pushcart.sources" = { orders = "a:B", s3 = 'x' }
[tool]
text = \"\"\"
dup = "d"
\"\"\"
empty = ""
escaped = "a\\"b"
dup = "d"
"""
PLACES: list[tuple[Path, str]] = [
    (("project", "name"), '"x"'),
    (("project", "version"), "'1'"),
    (("project", "a", "b"), '"c"'),
    (("project", "q w"), '"e"'),
    (("project", "list"), '["name", "x"]'),
    (("project", "list", 1), '"x"'),
    (("project", "dup"), '"d"'),
    (("project", "entry-points", "pushcart.sources", "orders"), '"a:B"'),
    (("project", "entry-points", "pushcart.sources", "s3"), "'x'"),
    (("tool", "text"), '"""\ndup = "d"\n"""'),
    (("tool", "empty"), '""'),
    (("tool", "escaped"), '"a\\"b"'),
    (("tool", "dup"), '"d"'),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "written"), PLACES, ids=str)
def test_a_value_is_found_where_it_stands(path: Path, written: str, newline: str) -> None:
    text = DOCUMENT.replace("\n", newline)
    start, end = value_span(text, path)
    assert text[start:end] == written.replace("\n", newline)
    value = tomllib.loads(f"{text[:start]}'changed'{text[end:]}")
    for part in path:
        value = value[part]  # type: ignore[index]
    assert value == "changed"  # type: ignore[comparison-overlap]


def test_a_plain_string_is_found_without_tomlkit() -> None:
    code = (
        "import sys; from pushcart_extensions.edits.entry_points import add_entry_point; "
        'text = \'[project]\\nname = "x"\\n\\n[project.entry-points."a.b"]\\nc = "d:E"\\n\'; '
        "print(add_entry_point(text, 'a.b', 'f', 'g:H', before=['c'])); "
        "print(add_entry_point(text, 'a.b', 'f', 'g:H')); print('tomlkit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith('c = "d:E"\nf = "g:H"\n\nFalse\n')
    assert 'f = "g:H"\nc = "d:E"\n' in done.stdout


@given(st.text(max_size=8))
def test_a_key_and_a_string_say_what_they_are_to_say(text: str) -> None:
    if any(0xD800 <= ord(character) < 0xE000 for character in text):
        return
    assert tomllib.loads(f"{key_text(text)} = 1") == {text: 1}
    assert tomllib.loads(f"a = {quoted(text)}\nb = {quoted(text, chr(39))}") == {"a": text, "b": text}


@pytest.mark.parametrize("name", ["a", "a-b_1", "a.b", "a b", "é", 'a"b', ""])
def test_a_key_is_written_as_tomlkit_writes_it(name: str) -> None:
    assert key_text(name) == (tomlkit.key(name).as_string() if name else '""')


def test_the_values_of_a_document_are_told_by_their_paths() -> None:
    data = {"a": {"b": 1, "c": {}, "d": {"e": [{}]}}, "f": {}}
    assert leaves(data) == [("a", "b"), ("a", "d", "e")]


def test_what_tomlkit_can_not_do_is_refused() -> None:
    with pytest.raises(EditError, match="can't be edited safely"):
        rewritten("a = 1\n", lambda document: document["b"]["c"])
