"""Every block of the README and of the documentation does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page import read_page
from session import Session

ROOT = Path(__file__).parents[2]
# The pages of docs/rules are made from examples that tests/check/test_examples.py runs.
PAGES = [
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if path.parent.name != "rules"
]
QUICK = [page for page in PAGES if not read_page(ROOT / page).is_slow]
SLOW = [page for page in PAGES if page not in QUICK]
MOST_NOT_RUN = 5


@pytest.mark.parametrize("page", QUICK)
def test_a_page_does_what_it_says(page: str, stand_in: Session) -> None:
    stand_in.execute(read_page(ROOT / page))


@pytest.mark.slow
@pytest.mark.parametrize("page", SLOW)
def test_a_page_does_what_it_says_on_a_fresh_machine(page: str, fresh: Session) -> None:
    fresh.execute(read_page(ROOT / page))


def test_few_blocks_are_not_run() -> None:
    not_run = [
        f"{page}:{block.line}: {block.about}"
        for page in PAGES
        for block in read_page(ROOT / page).blocks
        if block.said == "not run"
    ]
    assert len(not_run) <= MOST_NOT_RUN, not_run


@pytest.mark.parametrize("page", PAGES)
def test_code_is_fenced(page: str) -> None:
    assert read_page(ROOT / page).unfenced == ()


@pytest.mark.parametrize("page", PAGES)
def test_readers_see_which_file_a_block_is(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for before, name in re.findall(r"([^\n]+(?:\n[^\n]+)*)\s+<!-- (?:file|shows): (.+) -->", text):
        assert Path(name).name in before


@pytest.mark.parametrize("page", PAGES)
def test_text_is_no_command(page: str) -> None:
    blocks = read_page(ROOT / page).blocks
    assert not [block.line for block in blocks if block.language == "text" and "$ " in block.text]
