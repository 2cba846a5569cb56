"""Answers from options and pairs."""

from __future__ import annotations

import pytest

from pushcart_extensions.scaffold.answers.given import (
    Answer,
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


def test_the_earlier_layer_wins() -> None:
    first, second = {"author": Answer("a", "1")}, {"author": Answer("b", "2"), "url": Answer("b", "3")}
    assert merge_answers(first, second) == {"author": Answer("a", "1"), "url": Answer("b", "3")}
