"""One more row in a Markdown table, one more line in a changelog: in their style, and nothing else moves."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pushcart_extensions.edits.markdown.changelog import add_changelog_line
from pushcart_extensions.edits.markdown.lines import code_blocks, markdown_lines
from pushcart_extensions.edits.markdown.table import add_table_row
from pushcart_extensions.errors import EditError

HEADER = ["kind", "key"]
ORDER = ["source", "transformation", "destination"]
PLAIN = "| kind | key |\n|---|---|\n| source | `a` |\n| destination | `b` |\n"

ROWS: list[tuple[str, str, str, str]] = [
    ("behind its kind", PLAIN, "`a` |\n", "| source | `c` |\n"),
    ("no bars outside", "# t\n\nkind | key\n--- | ---\nx | y\n\nend\n", "x | y\n", "source | `c`\n"),
    ("bars without spaces", "|kind|key|\n|-|-|\n|x|y|\n", "|x|y|\n", "|source|`c`|\n"),
    ("aligned columns", "| kind        | key |\n|-------------|-----|\n| destination | `b` |\n", "|-----|\n", "| source      | `c` |\n"),
    ("no rows yet", "| Kind | Key |\n|:-|-:|\n\nText.\n", "|:-|-:|\n", "| source | `c` |\n"),
    ("no line ending at the end", "| kind | key |\n|---|---|", "|---|---|", "\n| source | `c` |"),
    ("indented", "  | kind | key |\n  |---|---|\n  | x | y |\n", "| y |\n", "  | source | `c` |\n"),
    ("another table, and one in code", "| a | b |\n|-|-|\n\n```\n| kind | key |\n|---|---|\n```\n\n<!--\n| kind | key |\n|---|---|\n-->\n\n" + PLAIN, "`a` |\n", "| source | `c` |\n"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("text", "behind", "new"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_row_goes_to_its_place_and_nothing_else_changes(
    text: str, behind: str, new: str, newline: str
) -> None:
    before = text.replace("\n", newline)
    after = add_table_row(before, HEADER, ["source", "`c`"], ORDER)
    assert after == text.replace(behind, behind + new, 1).replace("\n", newline)
    assert add_table_row(after, HEADER, ["source", "`c`"], ORDER) == after


def test_without_an_order_a_row_goes_to_the_end() -> None:
    assert add_table_row(PLAIN, HEADER, ["source", "x|y"]) == PLAIN + "| source | x\\|y |\n"


LOG = "# Changelog\n\nAll of it.\n\n"
LINES: list[tuple[str, str, str, str]] = [
    ("behind the others", LOG + "## Unreleased\n\n- One\n  and more.\n\n## 1.0\n\n- Zero\n", "more.\n", "- New.\n"),
    ("with their bullet", LOG + "## [Unreleased]\n* One\n", "* One\n", "* New.\n"),
    ("items that stand apart", LOG + "## Unreleased\n\n-   One\n\n-   Two\n", "Two\n", "\n-   New.\n"),
    ("into the group of new things", LOG + "## Unreleased\n\n### Added\n\n- One\n\n### Fixed\n\n- Two\n", "One\n", "- New.\n"),
    ("above other groups", LOG + "## Unreleased\n\n### Fixed\n\n- Two\n", "## Unreleased\n\n", "### Added\n\n- New.\n\n"),
    ("nothing yet", LOG + "## Unreleased\n## 1.0\n", "## Unreleased\n", "\n- New.\n\n"),
    ("nothing but the heading", LOG + "## unreleased", "## unreleased", "\n\n- New."),
    ("before links", LOG + "## [Unreleased]\n\n- One\n\n[Unreleased]: http://x\n", "One\n", "- New.\n"),
    ("no such heading", LOG + "## [1.0] - 2020\n\n- Zero\n", "All of it.\n\n", "## [Unreleased]\n\n- New.\n\n"),
    ("no versions", "# Changes\n\n[x]: http://x\n", "# Changes\n", "\n## Unreleased\n\n- New.\n"),
    ("a title alone", "# Changes", "# Changes", "\n\n## Unreleased\n\n- New.\n"),
    ("versions at the top level", "# 2.0\n\n- b\n\n# 1.0\n", "", "# Unreleased\n\n- New.\n\n"),
    ("a heading in code", LOG + "```\n## Unreleased\n```\n\n## 1.0\n", "```\n\n", "## Unreleased\n\n- New.\n\n"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("text", "behind", "new"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_a_line_goes_to_its_place_and_nothing_else_changes(
    text: str, behind: str, new: str, newline: str
) -> None:
    before = text.replace("\n", newline)
    after = add_changelog_line(before, "New.")
    wanted = text.replace(behind, behind + new, 1)
    assert after == (wanted.replace("\n", newline) if "\n" in text else wanted)
    assert add_changelog_line(after, "New.") == after


def test_an_empty_changelog_is_begun() -> None:
    assert add_changelog_line("", "New.") == "# Changelog\n\n## Unreleased\n\n- New.\n"


@pytest.mark.parametrize(
    "edit",
    [
        lambda: add_table_row("# nothing\n", HEADER, ["a", "b"]),
        lambda: add_table_row(f"{PLAIN}\n{PLAIN}", HEADER, ["a", "b"]),
        lambda: add_table_row(PLAIN, HEADER, ["a"]),
        lambda: add_table_row(PLAIN, HEADER, ["a", "b\nc"]),
        lambda: add_changelog_line("It has no headings.\n", "New."),
        lambda: add_changelog_line("# Changelog\n\nUnreleased\n----------\n", "New."),
        lambda: add_changelog_line("# Unreleased\n\n# Unreleased\n", "New."),
        lambda: add_changelog_line("", "two\nlines"),
        lambda: add_changelog_line("", " "),
    ],
)
def test_what_is_not_safe_is_refused(edit: Callable[[], str]) -> None:
    with pytest.raises(EditError):
        edit()


def test_the_blocks_of_a_language_are_found() -> None:
    text = "```yaml\na: 1\n```\n\n````yaml\n```\n````\n\n```console\nx\n```\n~~~ yaml\nb: 2\n"
    assert [text[start:end] for start, end in code_blocks(text, "yaml")] == ["a: 1\n", "```\n"]


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_is_no_prose(mark: str) -> None:
    lines = markdown_lines(f"{mark}\r\n# title\r\n{mark}\r\n# text\r\n")
    assert [line.text for line in lines if line.is_prose] == ["# text"]


PARSER = MarkdownIt().enable("table")


def tables(text: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    tokens = PARSER.parse(text)
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and tokens[number - 1].type in ("td_open", "th_open"):
            found[-1][-1].append(token.content)
    return found


CELL = st.text(st.sampled_from("ab |\\`*#-é"), max_size=6).map(str.strip)
NOISE = st.sampled_from(["", "Text.", "```\n| kind | key |\n|---|---|\n```", "<!-- | kind | key | -->", "- item", "| a | b |\n|---|---|\n| 1 | 2 |", "# 1"])  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document with one table of components, its bars and spaces in any style."""
    bars, gap = draw(st.sampled_from([("| ", " |"), ("", ""), ("|", "|"), ("  | ", " |  ")])), draw(st.sampled_from([" | ", "|", "   |"]))  # fmt: skip
    rows = draw(st.lists(st.tuples(st.sampled_from([*ORDER, "other"]), st.sampled_from(["`a`", "b\\|c", "d"])), max_size=4))  # fmt: skip
    lines = [
        f"{bars[0]}{first}{gap}{second}{bars[1]}"
        for first, second in [("kind", "key"), ("---", ":-:"), *rows]
    ]
    parts = [*draw(st.lists(NOISE, max_size=3)), "\n".join(lines), *draw(st.lists(NOISE, max_size=3))]
    return "\n\n".join(parts).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(documents(), st.sampled_from([*ORDER, "other"]), CELL)
def test_a_row_is_in_as_a_parser_reads_it_and_every_line_is_kept(text: str, kind: str, cell: str) -> None:
    assume(not cell.endswith("\\") and "\\\\" not in cell)
    after = add_table_row(text, HEADER, [kind, cell], ORDER)
    place = next(n for n, table in enumerate(tables(text)) if table[0] == HEADER)
    before, now = tables(text), tables(after)
    written = [kind, cell.replace("\\|", "|")]
    assert len(now) == len(before)
    assert sorted(now[place]) == sorted([*before[place], written]) or after == text
    assert written in now[place]
    assert [table for n, table in enumerate(now) if n != place] == [
        table for n, table in enumerate(before) if n != place
    ]
    kept = iter(after.splitlines())
    assert all(line in kept for line in text.splitlines())
    assert add_table_row(after, HEADER, [kind, cell], ORDER) == after
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in text else 0)


SECTION = st.sampled_from(["## Unreleased", "## [Unreleased] ##", "### Added", "### Fixed", "- One\n  more", "* Two", "1. n", "Text.", "## 1.0", "```\n## Unreleased\n- code\n```", "[x]: http://x", "<!--\n## Unreleased\n-->", "", "    code"])  # fmt: skip


@given(st.lists(SECTION, max_size=7), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["\n", "\r\n"]))
def test_a_line_is_an_item_below_the_heading_and_every_line_is_kept(
    parts: list[str], between: str, newline: str
) -> None:
    assume(sum("## Unreleased" in part or "[Unreleased]" in part for part in parts if part[0:1] == "#") <= 1)
    text = between.join(["# Changelog", *parts, ""]).replace("\n", newline)
    after = add_changelog_line(text, "New **one**.")
    heading, item = "", ""
    tokens = PARSER.parse(after)
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            heading = tokens[number + 1].content
        elif token.type == "inline" and token.content.startswith("New **one**."):
            assert token.content == "New **one**."
            assert tokens[number - 2].type == "list_item_open"
            item = heading
    assert item.strip("[]") == "Unreleased"
    kept = iter(after.splitlines())
    assert all(line in kept for line in text.splitlines())
    assert add_changelog_line(after, "New **one**.") == after
    assert after.count("\r\n") == (after.count("\n") if newline == "\r\n" else 0)
