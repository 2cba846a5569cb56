"""What is wrong with answers: the rules of the template's questions, and the nearest good answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from pushcart_extensions.contract.keys import clashing_keys, key_problem, nearest_key
from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import (
    distribution_name,
    infer_component,
    name_problem,
    nearest_name,
    normalize_key,
)
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import InputProblem
from pushcart_extensions.scaffold.answers import values
from pushcart_extensions.scaffold.answers.choices import CHOICES, COMPONENT_QUESTIONS, chosen
from pushcart_extensions.scaffold.answers.given import Answer, Answers, component_answers

_NEAR_ENOUGH = 0.4
"""How alike a choice must be to be suggested: there are few, and some are short."""

_RULES: dict[str, Callable[[str], str | None]] = {
    "author": values.author_problem,
    "email": values.email_problem,
    "description": values.line_problem,
    "url": values.url_problem,
    "year": values.year_problem,
}
_NEAREST = {"author": values.nearest_author, "email": values.nearest_email}


def answer_problems(answers: Answers, *, is_made: bool = False) -> list[InputProblem]:
    """Return everything that is wrong with the answers for a package, in the order of the questions.

    Args:
        answers: The answers given.
        is_made: Whether the package is there already, so that no other one is to be made.
    """
    return [
        *_inference_problems(answers, is_made=is_made),
        *component_problems(answers),
        *choice_problems(answers),
        *text_problems(answers),
    ]


def name_problems(answer: Answer, *, is_made: bool = False) -> list[InputProblem]:
    """Return what is wrong with a package's name as such.

    Args:
        answer: The name.
        is_made: As for ``answer_problems``.
    """
    reason = name_problem(answer.text)
    if reason is None:
        return []
    hint = nearest_name(answer.text) if is_made else _name_hint(answer.text, reason)
    return [InputProblem(answer.place, answer.text, reason, hint)]


def component_problems(answers: Answers) -> list[InputProblem]:
    """Return what is wrong with the keys among some answers."""
    problems = []
    for question, answer in component_answers(answers):
        kind = COMPONENT_QUESTIONS[question]
        for text in answer.texts:
            reason = key_problem(text, kind)
            if reason is not None:
                problems.append(InputProblem(answer.place, text, reason, nearest_key(text, kind)))
        problems.extend(_clashes(answer, kind))
    return problems


def choice_problems(answers: Answers) -> list[InputProblem]:
    """Return what is wrong with the answers, among some, to questions that have a few answers."""
    problems = []
    for question, choices in CHOICES.items():
        answer = answers.get(question)
        if answer is None or chosen(answer.text, choices) is not None:
            continue
        reason = f"is none of {', '.join(choices)}"
        problems.append(InputProblem(answer.place, answer.text, reason, _nearest(answer.text, choices)))
    return problems


def text_problems(answers: Answers) -> list[InputProblem]:
    """Return what is wrong with the answers, among some, that are one line of text; empty ones are none."""
    backend = chosen(answers["backend"].text, CHOICES["backend"]) if "backend" in answers else None
    rules = _RULES | {"author": partial(values.author_problem, backend=backend or "")}
    problems = []
    for question, rule in rules.items():
        answer = answers.get(question)
        if answer is None or not answer.text.strip():
            continue
        reason = values.line_problem(answer.text) or rule(answer.text)
        if reason is not None:
            near = _NEAREST.get(question, _nothing)(answer.text)
            hint = near if near and rule(near) is None else None
            problems.append(InputProblem(answer.place, answer.text, reason, hint))
    return problems


def _inference_problems(answers: Answers, *, is_made: bool) -> list[InputProblem]:
    """Return what is wrong with the name, also as the one thing that tells the component."""
    answer = answers.get("name")
    if answer is None:
        return [InputProblem("NAME", None, "is missing", "pushcart-new NAME, or -i to be asked")]
    problems = name_problems(answer, is_made=is_made)
    if problems or any(answer.texts for _, answer in component_answers(answers)):
        return problems
    kind, key = infer_component(distribution_name(answer.text))
    reason = key_problem(key, kind)
    if reason is None:
        return []
    hint = f"another key: --{kind.name} {nearest_key(key, kind) or 'KEY'}"
    return [InputProblem(answer.place, answer.text, f"stands for the key {key!r}, which {reason}", hint)]


def _name_hint(text: str, reason: str) -> str | None:
    near = nearest_name(text)
    if "digits" not in reason:
        return near
    kind, key = infer_component(distribution_name(text))
    option = f"--{kind.name} {nearest_key(key, kind) or 'KEY'}"
    return f"a name without them and a key with them: pushcart-new {near or 'NAME'} {option}"


def _clashes(answer: Answer, kind: Kind) -> list[InputProblem]:
    keys = [normalize_key(text) for text in answer.texts if key_problem(text, kind) is None]
    return [
        InputProblem(
            answer.place,
            other,
            "is given twice" if one == other else f"gives the same class as {one!r}",
            None if one == other else f"{other}_other",
        )
        for one, other in clashing_keys(keys, kind)
    ]


def _nearest(text: str, choices: Iterable[str]) -> str | None:
    lowered, typed = {choice.lower(): choice for choice in choices}, text.strip().lower()
    begun = (choice for choice in lowered if typed and choice.startswith(typed))
    near = next(begun, None) or closest(typed, lowered, _NEAR_ENOUGH)
    return lowered[near] if near else None


def _nothing(_text: str) -> None:
    """Return the nearest good answer where there is none."""
