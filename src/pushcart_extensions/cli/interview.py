"""What ``pushcart-new --interactive`` asks, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pushcart_extensions.cli.ask import Dialogue
from pushcart_extensions.contract.keys import nearest_key
from pushcart_extensions.contract.kinds import BY_NAME, KINDS, Kind
from pushcart_extensions.contract.names import distribution_name, infer_component, nearest_name, normalize_key
from pushcart_extensions.errors import InputProblem, InvalidInputError, TargetExistsError
from pushcart_extensions.scaffold.answers.choices import CHOICES
from pushcart_extensions.scaffold.answers.defaults import user_defaults
from pushcart_extensions.scaffold.answers.given import Answer, Answers, component_answers, merge_answers
from pushcart_extensions.scaffold.answers.problems import (
    choice_problems,
    component_problems,
    name_problems,
    text_problems,
)
from pushcart_extensions.scaffold.answers.request import NewRequest, make_request
from pushcart_extensions.scaffold.creating.staging import refuse_existing

_LABELS = {
    "dataframe": "Data between its stages",
    "backend": "Build backend",
    "license": "Licence",
    "author": "Author",
    "email": "E-mail address",
    "description": "What it is, in one line",
    "url": "Home on the web",
}
"""The questions that have a default, in the order in which they are asked."""


def interview(
    dialogue: Dialogue, given: Answers, output: Path, problems: Iterable[InputProblem] = ()
) -> Answers:
    """Ask for whatever was not given, and return all answers, every one of them valid.

    Args:
        dialogue: Asks.
        given: The answers that are given already; they are not asked for.
        output: The folder that is to hold the package's folder.
        problems: What is known to be wrong with those.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        TargetExistsError: A name was given whose folder holds something.
        KeyboardInterrupt: The user would rather not.
    """
    _judge(given, output, problems)
    dialogue.say("Enter takes what stands in [brackets]; Ctrl-C ends this, and nothing is written.")
    answers = dict(given)
    if "name" not in answers:
        answers["name"] = Answer("NAME", _ask_name(dialogue, output))
    if not any(answer.texts for _, answer in component_answers(answers)):
        answers |= _ask_components(dialogue, answers["name"].text)
    defaults, _ = user_defaults(answers["name"].text)
    for question, label in _LABELS.items():
        request = make_request(merge_answers(answers, defaults), output)
        offered = str(request.answers[question])
        if question not in answers and (question != "dataframe" or request.package.stages):
            answers[question] = Answer(f"--{question}", _ask(dialogue, question, label, offered, answers))
    return answers


def confirmed(dialogue: Dialogue, request: NewRequest) -> bool:
    """Show what is to be written, and return whether the user wants it.

    Args:
        dialogue: Asks.
        request: What is to be written.

    Raises:
        KeyboardInterrupt: The user would rather not.
    """
    dialogue.say(f"\n{request.package.distribution}, in {request.target}")
    rows = [(component.kind, component.key) for component in request.package.components]
    rows += [(question, str(request.answers[question])) for question in _LABELS]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        dialogue.say(f"  {name:{width}}  {value}")
    return dialogue.agrees("Write it?", default=True)


def _judge(given: Answers, output: Path, problems: Iterable[InputProblem]) -> None:
    """Refuse what can't be used before the first question.

    Raises:
        InvalidInputError: Something can't be used; the error has every problem.
        TargetExistsError: The name's folder holds something.
    """
    name = given.get("name")
    defaults, more = user_defaults(name.text if name else "")
    answers = merge_answers(given, defaults)
    found = (
        *problems,
        *more,
        *(name_problems(name) if name else ()),
        *component_problems(answers),
        *choice_problems(answers),
        *text_problems(answers),
    )
    if found:
        raise InvalidInputError(found)
    if name:
        refuse_existing(output / distribution_name(name.text))


def _ask_name(dialogue: Dialogue, output: Path) -> str:
    def problem(text: str) -> str | None:
        found = name_problems(Answer("NAME", text))
        if found:
            return _told((InputProblem("", None, found[0].reason, _nearest_name(text)),))
        try:
            refuse_existing(output / distribution_name(text))
        except TargetExistsError as error:
            return str(error)
        return None

    return dialogue.text("Name of the package, with or without 'pushcart-'", problem)


def _nearest_name(text: str) -> str | None:
    """Return a name to try; the command line's hint speaks of options, and keys are asked for next."""
    near = nearest_name(text)
    if near is None or not any(character.isdigit() for character in text):
        return near
    kind, stem = infer_component(distribution_name(text))
    key = nearest_key(stem, kind)
    return f"{near}, and {key} for the key, which may hold them (--{kind.name} {key})" if key else near


def _ask_components(dialogue: Dialogue, name: str) -> Answers:
    """Ask for one component after the other; the name tells what the first one may be."""
    kind, stem = infer_component(distribution_name(name))
    keys: dict[Kind, tuple[str, ...]] = {}
    while True:
        kind = _ask_kind(dialogue, kind)
        there = keys.get(kind, ())
        offered = None if keys else nearest_key(stem, kind)
        key = dialogue.text(f"Key of the {kind.name}", partial(_key_problem, kind, there), offered or "")
        keys[kind] = (*there, normalize_key(key))
        listed = "; ".join(f"{one.name} {', '.join(keys[one])}" for one in KINDS if one in keys)
        dialogue.say(f"  so far: {listed}")
        if not dialogue.agrees("Another one?", default=False):
            return {one.folder: Answer(f"--{one.name}", some) for one, some in keys.items()}


def _ask_kind(dialogue: Dialogue, offered: Kind) -> Kind:
    names = [kind.name for kind in KINDS]

    def problem(text: str) -> str | None:
        return None if text.lower() in names else f"is none of {', '.join(names)}"

    return BY_NAME[dialogue.choice("Kind", names, problem, offered.name).lower()]


def _key_problem(kind: Kind, there: tuple[str, ...], text: str) -> str | None:
    return _told(component_problems({kind.folder: Answer(f"--{kind.name}", (*there, text))}))


def _ask(dialogue: Dialogue, question: str, label: str, offered: str, answers: Answers) -> str:
    def problem(text: str) -> str | None:
        together = answers | {question: Answer(f"--{question}", text)}
        return _told((*choice_problems(together), *text_problems(together)))

    if question in CHOICES:
        return dialogue.choice(label, CHOICES[question], problem, offered)
    return dialogue.text(label, problem, offered)


def _told(problems: Iterable[InputProblem]) -> str | None:
    """Return the first of some problems as it is told below an answer."""
    problem = next(iter(problems), None)
    if problem is None:
        return None
    return f"{problem.reason}{f'; try {problem.hint}' if problem.hint else ''}"
