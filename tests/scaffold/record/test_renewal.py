"""The record of the template, brought to another version."""

from __future__ import annotations

import pytest
import yaml

from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.record.renewal import partial_record, renewed_record

RECORD = """\
# Mine.
_commit: v0.1.0  # the first one
_src_path: gh:a/b
name: pushcart-shop
sources:
- orders
author: Ada   # me
"""
ANSWERS = {
    "name": "pushcart-shop",
    "sources": ["orders"],
    "kinds": ["a", "b: c"],
    "author": "Ada",
    "last": "yes",
}


def renewed(text: str, *new: str) -> str:
    return renewed_record(text.encode(), "0.2.0", ANSWERS, new).decode()


def test_the_version_is_the_new_one_and_every_other_byte_stays() -> None:
    assert renewed(RECORD) == RECORD.replace("0.1.0", "0.2.0")


def test_new_questions_stand_in_their_place_with_the_answers_that_hold() -> None:
    assert renewed(RECORD, "kinds", "last") == (
        RECORD.replace("0.1.0", "0.2.0").replace("author", "kinds: [a, 'b: c']\nauthor") + "last: 'yes'\n"
    )


@pytest.mark.parametrize(
    "text", ["{_commit: v0.1.0, name: x}", "_commit: 'v0.1.0'\nname: x\n", '"_commit": v0.1.0']
)
def test_it_may_be_written_in_any_way(text: str) -> None:
    before, after = yaml.safe_load(text), yaml.safe_load(renewed(text, "last"))
    assert after == before | {"_commit": "v0.2.0", "last": "yes"}


def test_line_endings_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + RECORD.replace("\n", "\r\n").encode()
    after = renewed_record(data, "0.2.0", ANSWERS, ["kinds"])
    assert after.startswith(b"\xef\xbb\xbf# Mine.\r\n_commit: v0.2.0  # the first one\r\n")
    assert after.count(b"\r\n") == after.count(b"\n") == RECORD.count("\n") + 1


@pytest.mark.parametrize("text", ["name: x\n", "_commit: &a v0.1.0\nother: *a\n", "_commit: [v0.1.0\n"])
def test_what_can_not_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(EditError, match=r"^\.copier-answers\.yml stays as it is: "):
        renewed(text)


MERGED = {"pyproject.toml": "0.2.0", ".github/workflows/ci.yml": "0.2.0"}
NOTED = RECORD.replace(
    "_src_path", "_merged:\n  .github/workflows/ci.yml: v0.2.0\n  pyproject.toml: v0.2.0\n_src_path"
)


def test_the_versions_of_single_files_are_noted_and_every_other_byte_stays() -> None:
    assert partial_record(RECORD.encode(), MERGED).decode() == NOTED


@pytest.mark.parametrize(
    "noted", [NOTED, NOTED.replace("\n  pyproject.toml: v0.2.0", " "), f"{RECORD}_merged: {{a.md: v0.1.0}}\n"]
)
def test_they_are_noted_anew(noted: str) -> None:
    assert partial_record(noted.encode(), MERGED).decode() == NOTED


def test_a_whole_record_has_none_of_them() -> None:
    assert renewed(NOTED) == RECORD.replace("0.1.0", "0.2.0")


def test_they_are_noted_with_the_line_endings_of_the_file() -> None:
    assert partial_record(RECORD.replace("\n", "\r\n").encode(), MERGED).decode() == NOTED.replace(
        "\n", "\r\n"
    )


def test_a_record_in_brackets_has_no_place_for_them() -> None:
    with pytest.raises(EditError, match="written in brackets"):
        partial_record(b"{_commit: v0.1.0, name: x}", MERGED)


def test_a_record_of_which_something_else_lies_in_them_is_refused() -> None:
    record = f"{RECORD}_merged: &a {{a.md: v0.1.0}}\nother: *a\n"
    with pytest.raises(EditError, match="stays as it is: "):
        partial_record(record.encode(), MERGED)
