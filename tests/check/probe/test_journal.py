"""What is believed of a child's journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pushcart_extensions.check.probe.journal import Journal, read_journal

NONCE = "n" * 32
CLASS = {"class_name": "A", "module": "a", "metadata": {}, "bases": [], "abstract": []}


def record(number: int, event: str, nonce: str = NONCE, **fields: object) -> str:
    return json.dumps({"nonce": nonce, "number": number, "event": event, **fields})


def journal_of(*lines: str) -> Journal:
    return read_journal("\n".join(lines).encode(), NONCE, Path("shop"))


def test_a_whole_journal_is_complete() -> None:
    journal = journal_of(
        record(0, "start", group="package", name="a"),
        record(1, "package", error=None, microseconds=1),
        record(2, "end"),
    )
    assert journal.complete
    assert journal.at is None
    assert journal.done == {("package", "a")}


@pytest.mark.parametrize(
    "forged",
    [
        record(1, "end", nonce="guess"),
        record(2, "end"),
        record(0, "end"),
        '{"event": "end", "number": 1}',
        "[]",
        "null",
        "end",
        "[" * 100_000,
        record(1, "package"),
        record(1, "stage", kind="source", key="a", error={"type": 1}),
        record(1, "exports", module="a", all=3, unbound=[]),
        record(1, "package", error=3, microseconds=1),
        record(1, "habits", notes=[["file", "a.py", "3"]]),
        record(1, "extension", module="a", error=None, classes=[3]),
        record(
            1,
            "extension",
            module="a",
            error=None,
            classes=[{**CLASS, "methods": {"f": ["0", 0, [], 0, 0, 1]}}],
        ),
        record(
            1,
            "extension",
            module="a",
            error=None,
            classes=[{**CLASS, "methods": {"f": [0, "0", [], 0, 0, 1]}}],
        ),
    ],
)
def test_nothing_behind_a_record_that_cannot_be_the_childs_is_read(forged: str) -> None:
    assert not journal_of(record(0, "start", group="package", name="a"), forged, record(2, "end")).complete


def test_what_was_begun_and_not_reported_on_is_the_task() -> None:
    assert journal_of(record(0, "start", group="source", name="a")).at == ("source", "a")


def test_an_empty_journal_tells_nothing() -> None:
    journal = journal_of()
    assert (journal.complete, journal.at, journal.done) == (False, None, set())
