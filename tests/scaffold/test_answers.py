"""Answers from options, pairs and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.scaffold.answers import (
    Answer,
    answers_from_file,
    answers_from_options,
    answers_from_pairs,
    merge_answers,
)


def test_options_that_are_not_given_are_no_answers() -> None:
    answers = answers_from_options({"name": "x", "sources": [], "author": None, "destinations": ["d"]})
    assert answers == {"name": Answer("NAME", "x"), "destinations": Answer("--destination", ("d",))}


def test_a_pair_holds_whatever_stands_behind_its_first_equals_sign() -> None:
    answers, problems = answers_from_pairs(["author=a = b", "sources=a, b", "destinations=[c]"])
    assert not problems
    assert answers["author"].text == "a = b"
    assert answers["sources"].texts == ("a", "b")
    assert answers["destinations"].texts == ("c",)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("author", "--data 'author' has no '='\n  try --data KEY=VALUE"),
        ("autor=x", "--data 'autor' is no question of the template\n  try author"),
        ("source=x", "--data 'source' is no question of the template\n  try sources"),
    ],
)
def test_pairs_that_answer_nothing_are_problems(pair: str, message: str) -> None:
    answers, (problem,) = answers_from_pairs([pair])
    assert not answers
    assert str(problem) == message


def test_a_file_answers_questions(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("_commit: v1\nauthor: Ada\nsources: [a, b]\nyear: 2026\nurl:\n", encoding="utf-8")
    answers, problems = answers_from_file(file)
    assert not problems
    assert {question: answer.value for question, answer in answers.items()} == {
        "author": "Ada",
        "sources": ("a", "b"),
        "year": "2026",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a: [", "is not valid YAML in line 1"),
        (b"- a\n", "holds no mapping"),
        (b"", "holds no mapping"),
        (b"\xff", "is not UTF-8 text"),
        (b"licence: MIT", "try license"),
        (b"author: 3", "is not text"),
        (b"author: [a]", "is not text"),
        (b"sources: [1]", "is not text"),
        (b"3: x", "is no question"),
        (b"author: !!python/object:os.system x", "is not valid YAML"),
        (b"a: \x01", "is not valid YAML"),
    ],
)
def test_a_file_that_can_not_be_used_is_a_problem(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(content)
    _, (problem,) = answers_from_file(file)
    assert reason in str(problem)


@pytest.mark.parametrize("name", ["missing.yml", "."])
def test_a_file_that_can_not_be_read_is_a_problem(tmp_path: Path, name: str) -> None:
    _, (problem,) = answers_from_file(tmp_path / name)
    assert "can't be read" in str(problem)


def test_the_earlier_layer_wins() -> None:
    first, second = {"author": Answer("a", "1")}, {"author": Answer("b", "2"), "url": Answer("b", "3")}
    assert merge_answers(first, second) == {"author": Answer("a", "1"), "url": Answer("b", "3")}
