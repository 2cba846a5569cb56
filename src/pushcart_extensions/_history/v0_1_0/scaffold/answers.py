"""The answers that a user gives, from three places, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pushcart_extensions._history.v0_1_0.errors import InputProblem
from pushcart_extensions._history.v0_1_0.scaffold.choices import COMPONENT_QUESTIONS, QUESTIONS


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
            problems.append(_unknown(question, "--data"))
        else:
            answers[question] = Answer(f"--data {question}", value)
    return answers, problems


def answers_from_file(file: Path) -> tuple[Answers, list[InputProblem]]:
    """Return the answers of a ``--data-file``, and what is wrong with it.

    Keys with a leading underscore, as Copier writes them into its answers files, are passed over.
    """
    import yaml

    answers: Answers = {}
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "is not UTF-8 text"
        return answers, [InputProblem("--data-file", str(file), f"can't be read: {reason}")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        return answers, [InputProblem("--data-file", str(file), f"is not valid YAML{where}")]
    if not isinstance(content, dict):
        return answers, [InputProblem("--data-file", str(file), "holds no mapping of questions to answers")]
    problems = []
    for question, value in content.items():
        place = f"{file.name}: {question}"
        if str(question).startswith("_") or value is None:
            continue
        if question not in QUESTIONS:
            problems.append(_unknown(str(question), file.name))
        elif isinstance(value, str):
            answers[question] = Answer(place, value)
        elif _is_list_of_text(value) and question in COMPONENT_QUESTIONS:
            answers[question] = Answer(place, tuple(value))
        elif isinstance(value, int) and question == "year":
            answers[question] = Answer(place, str(value))
        else:
            problems.append(InputProblem(place, repr(value), "is not text", "putting it in quotes"))
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


def _unknown(question: str, place: str) -> InputProblem:
    import difflib

    near = difflib.get_close_matches(question, QUESTIONS, n=1)
    hint = near[0] if near else f"one of {', '.join(QUESTIONS)}"
    return InputProblem(place, question, "is no question of the template", hint)


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
