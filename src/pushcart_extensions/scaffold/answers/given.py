"""The answers that a user gives, before they are judged as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import InputProblem
from pushcart_extensions.scaffold.answers.choices import COMPONENT_QUESTIONS, QUESTIONS


@dataclass(frozen=True)
class Answer:
    """The answer to one question of the template.

    Attributes:
        place: Where it was given, for messages.
        value: The text, or the texts of a question that holds a list.
    """

    place: str
    value: str | tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as the texts of a list; one text is split at its commas."""
        if isinstance(self.value, tuple):
            return self.value
        inner = self.value.strip().removeprefix("[").removesuffix("]")
        return tuple(text.strip().strip("'\"") for text in inner.split(",") if text.strip())

    @property
    def text(self) -> str:
        """The value as one text."""
        return self.value if isinstance(self.value, str) else ", ".join(self.value)


Answers = dict[str, Answer]
"""Answers by question."""


def answers_from_options(options: Mapping[str, str | Iterable[str] | None]) -> Answers:
    """Return the answers that options of the command line give; None and empty lists are no answer."""
    answers: Answers = {}
    for question, value in options.items():
        kind = COMPONENT_QUESTIONS.get(question)
        if kind is not None:
            keys = tuple(value or ())
            if keys:
                answers[question] = Answer(f"--{kind.name}", keys)
        elif isinstance(value, str):
            answers[question] = Answer("NAME" if question == "name" else f"--{question}", value)
    return answers


def answers_from_pairs(pairs: Iterable[str]) -> tuple[Answers, list[InputProblem]]:
    """Return the answers of ``--data KEY=VALUE`` options, and what is wrong with them."""
    answers: Answers = {}
    problems = []
    for pair in pairs:
        question, separator, value = pair.partition("=")
        question = question.strip()
        if not separator:
            problems.append(InputProblem("--data", pair, "has no '='", "--data KEY=VALUE"))
        elif question not in QUESTIONS:
            problems.append(unknown_question(question, "--data"))
        else:
            answers[question] = Answer(f"--data {question}", value)
    return answers, problems


def merge_answers(*layers: Answers) -> Answers:
    """Return the answers of several places; where two answer one question, the earlier layer wins."""
    merged: Answers = {}
    for layer in reversed(layers):
        merged.update(layer)
    return merged


def component_answers(answers: Answers) -> Iterator[tuple[str, Answer]]:
    """Yield the answers that hold keys, in the order of the contract's kinds."""
    for question in COMPONENT_QUESTIONS:
        if question in answers:
            yield question, answers[question]


def unknown_question(question: str, place: str, questions: Sequence[str] = QUESTIONS) -> InputProblem:
    """Say that the template does not ask something.

    Args:
        question: What was answered.
        place: Where, for messages.
        questions: The questions that can be answered there.
    """
    hint = closest(question, questions) or f"one of {', '.join(questions)}"
    return InputProblem(place, question, "is no question of the template", hint)
