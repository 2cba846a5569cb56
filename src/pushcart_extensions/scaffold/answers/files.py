"""Answers that stand in a file: those of ``--data-file``, and what all files of answers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.errors import InputProblem, InvalidInputError
from pushcart_extensions.scaffold.answers.choices import COMPONENT_QUESTIONS, QUESTIONS
from pushcart_extensions.scaffold.answers.given import Answer, Answers, unknown_question

_OPTION = "--data-file"
_IN_QUOTES = "putting it in quotes"


class Entry(NamedTuple):
    """One line of a file of answers.

    Attributes:
        question: What it answers.
        value: What stands there.
        place: The file and the line, ``answers.yml:3``.
    """

    question: str
    value: object
    place: str


def answers_from_file(file: Path) -> tuple[Answers, list[InputProblem]]:
    """Return the answers of a ``--data-file``, and what is wrong with it.

    Keys with a leading underscore, as Copier writes them into its answers files, are passed over,
    and so is what holds nothing.

    Args:
        file: A YAML file, a mapping of questions to answers.
    """
    try:
        entries, problems = _yaml_entries(file)
    except InvalidInputError as error:
        return {}, list(error.problems)
    given = [entry for entry in entries if not entry.question.startswith("_") and entry.value is not None]
    answers, more = judged(given, QUESTIONS)
    return answers, [*problems, *more]


def read_text(file: Path, place: str) -> str:
    """Return the text of a file, without a byte-order mark.

    Args:
        file: The file.
        place: What has named it, for messages.

    Raises:
        InvalidInputError: The system refuses, or it is no text.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "is not UTF-8 text"
        raise InvalidInputError((InputProblem(place, str(file), f"can't be read: {reason}"),)) from error


def judged(entries: Sequence[Entry], questions: Sequence[str]) -> tuple[Answers, list[InputProblem]]:
    """Return the answers that entries of a file give, and what is wrong with the others.

    Args:
        entries: The file's entries.
        questions: The questions that the file may answer.
    """
    answers: Answers = {}
    problems = []
    for entry in entries:
        result = _answer(entry) if entry.question in questions else _unknown(entry, questions)
        if isinstance(result, Answer):
            answers[entry.question] = result
        else:
            problems.append(result)
    return answers, problems


def _unknown(entry: Entry, questions: Sequence[str]) -> InputProblem:
    if entry.question in QUESTIONS:
        reason, hint = "has another answer for each package", "--data-file for one package"
        return InputProblem(entry.place, entry.question, reason, hint)
    return unknown_question(entry.question, entry.place, questions)


def _answer(entry: Entry) -> Answer | InputProblem:
    question, value, place = entry.question, entry.value, f"{entry.place}: {entry.question}"
    if isinstance(value, str):
        return Answer(place, value)
    if question in COMPONENT_QUESTIONS:
        return _keys(value, place)
    if question == "year" and type(value) is int:
        return Answer(place, str(value))
    hint = None if isinstance(value, list | dict) else _IN_QUOTES
    return InputProblem(place, str(value), "is not one line of text", hint)


def _keys(value: object, place: str) -> Answer | InputProblem:
    """Return the answer that a list of keys gives.

    A number or a date stays: as text it is judged like any key, which it can't be.
    """
    keys = value if isinstance(value, list) else [value]
    for key in keys:
        if key is None or key == "":
            return InputProblem(place, None, "has an item that is empty", "leaving it out")
        if isinstance(key, bool):
            return InputProblem(place, str(key).lower(), "is yes or no to YAML, and no text", _IN_QUOTES)
        if isinstance(key, list | dict):
            return InputProblem(place, str(key), "is no key", "a plain list such as [rest_api, s3]")
    return Answer(place, tuple(map(str, keys)))


def _yaml_entries(file: Path) -> tuple[list[Entry], list[InputProblem]]:
    """Return the entries of a YAML mapping, and a problem for each question that has two.

    Raises:
        InvalidInputError: It can't be read, is no YAML, or no mapping.
    """
    import yaml

    text = read_text(file, _OPTION)
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise _unusable(file, "holds no mapping of questions to answers")
        pairs = [(str(key.value), key.start_mark.line + 1) for key, _ in root.value]
        content = yaml.constructor.SafeConstructor().construct_document(root)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise _unusable(file, f"is not valid YAML{where}: {_yaml_reason(error)}") from error
    lines = dict(reversed(pairs))
    problems = [
        InputProblem(f"{file}:{line}", question, f"is answered in line {lines[question]} already")
        for question, line in pairs
        if lines[question] != line
    ]
    entries = []
    for question, value in content.items():
        line = lines.get(str(question))
        entries.append(Entry(str(question), value, f"{file}:{line}" if line else str(file)))
    return entries, problems


def _unusable(file: Path, reason: str) -> InvalidInputError:
    return InvalidInputError((InputProblem(_OPTION, str(file), reason),))


def _yaml_reason(error: Exception) -> str:
    """Return the parser's reason alone, without the excerpt of the file that it puts behind it."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    # Errors of the grammar have a problem, those of the encoding a reason, those of a value neither.
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
