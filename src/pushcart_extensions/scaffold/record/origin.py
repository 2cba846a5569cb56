"""Where a generated package comes from: the version of the template, and the answers, that it records."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pushcart_extensions.errors import InputProblem, InvalidInputError
from pushcart_extensions.scaffold.answers.choices import COMPONENT_QUESTIONS, PROJECT_URL, QUESTIONS
from pushcart_extensions.scaffold.answers.files import Entry, judged
from pushcart_extensions.scaffold.answers.problems import answer_problems
from pushcart_extensions.scaffold.record.misplaced import record_problem
from pushcart_extensions.scaffold.template.history import (
    Template,
    frozen_templates,
    numbers,
    present_template,
)
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.yaml_value import yaml_value

_SHORT = {"gh:": "https://github.com/", "git@github.com:": "https://github.com/", "git+": ""}
"""What stands for the start of an address in Copier's and git's ways to write it."""
MERGED = "_merged"
"""The key of what an update that could not be completed has brought to a later version, file by file."""
_BY_COPIER = "`copier update`, which asks the repository that the package was made from"
_FROM_HISTORY = "the version of it that your version control has"


class Origin(NamedTuple):
    """What a package records of how it was made.

    Attributes:
        template: The version of the template.
        answers: The answers by question.
        data: The bytes of the file that records it.
        merged: The files that have been brought to another version already, each with that.
    """

    template: Template
    answers: Mapping[str, object]
    data: bytes
    merged: Mapping[str, Template] = MappingProxyType({})


def read_origin(path: str | os.PathLike[str]) -> Origin:
    """Return what the package at a path records of how it was made.

    Args:
        path: The package's folder.

    Raises:
        InvalidInputError: It was not made from a version of the template that is known here, or its
            record is damaged; the error has every problem.
    """
    root = Path(path)
    if not os.fspath(path):  # an empty variable in a shell, which is not meant to be the working folder
        raise InvalidInputError((InputProblem("PATH", "", "is empty", "."),))
    try:
        data = (root / ANSWERS_FILE).read_bytes()
    except (OSError, ValueError) as error:
        raise InvalidInputError((record_problem(os.fspath(path), error),)) from error
    content = _loaded(data)
    template = _template(content)
    if isinstance(template, InputProblem):
        # Of another template, or a later version, nothing can be said about the answers.
        raise InvalidInputError((template,))
    answers, problems = _answers(content)
    merged, more = _merged(content)
    if problems or more:
        raise InvalidInputError((*problems, *more))
    return Origin(template, answers, data, merged)


def _loaded(data: bytes) -> Mapping[str, Any]:
    import yaml

    try:
        content = yaml_value(data)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _damaged(f"is not valid YAML{f' in line {mark.line + 1}' if mark else ''}") from error
    if not isinstance(content, dict):
        raise _damaged("holds no mapping of questions to answers")
    return {str(name): value for name, value in content.items()}


def _damaged(reason: str) -> InvalidInputError:
    return InvalidInputError((InputProblem(ANSWERS_FILE, None, reason, _FROM_HISTORY),))


def _template(content: Mapping[str, Any]) -> Template | InputProblem:
    """Return the version of the template that is recorded, or why there is none."""
    source, commit = content.get("_src_path"), content.get("_commit")
    place = f"{ANSWERS_FILE}: _src_path"
    if not isinstance(source, str):
        return InputProblem(
            place, None, "is missing, so nothing tells the template", f"_src_path: {PROJECT_URL}"
        )
    if _address(source) != PROJECT_URL:
        return InputProblem(place, source, "is another template than the one shipped here", _BY_COPIER)
    return _version(commit, f"{ANSWERS_FILE}: _commit")


def _address(source: str) -> str:
    for short, long in _SHORT.items():
        if source.startswith(short):
            source = long + source.removeprefix(short)
    return source.rstrip("/").removesuffix(".git").lower()


def _version(commit: object, place: str) -> Template | InputProblem:
    present, text = present_template(), str(commit or "")
    version = text.removeprefix("v")
    known = frozen_templates() | {present.version: present}
    if version in known:
        return known[version]
    try:
        later = numbers(version) > numbers(present.version)
    except ValueError:
        if not text:
            reason = "is missing, so nothing tells the template's version"
            return InputProblem(place, None, reason, _FROM_HISTORY)
        return InputProblem(place, text, "is no release of the template", _BY_COPIER)
    if later:
        reason = f"is later than {present.version}, which is installed here"
        return InputProblem(place, text, reason, "pip install --upgrade pushcart-extensions")
    return InputProblem(
        place, text, f"is none of the versions that are shipped: {', '.join(known)}", _BY_COPIER
    )


def _merged(content: Mapping[str, Any]) -> tuple[Mapping[str, Template], list[InputProblem]]:
    """Return the files that have been brought to another version, and what is wrong with that record."""
    noted, place = content.get(MERGED) or {}, f"{ANSWERS_FILE}: {MERGED}"
    if not isinstance(noted, dict):
        return {}, [InputProblem(place, str(noted), "is no mapping of files to versions", _FROM_HISTORY)]
    found = {str(path): _version(version, f"{place}: {path}") for path, version in noted.items()}
    merged = {path: version for path, version in found.items() if isinstance(version, Template)}
    return merged, [problem for problem in found.values() if isinstance(problem, InputProblem)]


def _answers(content: Mapping[str, Any]) -> tuple[Mapping[str, object], list[InputProblem]]:
    """Return the recorded answers, keys as lists, and what is wrong with them."""
    given = {name: value for name, value in content.items() if name[:1] != "_" and value is not None}
    known = [Entry(name, value, ANSWERS_FILE) for name, value in given.items() if name in QUESTIONS]
    answers, problems = judged(known, QUESTIONS)
    if "name" not in given:
        problems.append(InputProblem(f"{ANSWERS_FILE}: name", None, "is missing"))
    elif not problems:
        problems += answer_problems(answers, is_made=True)
    keys = {name: list(answers[name].texts) for name in COMPONENT_QUESTIONS if name in answers}
    return {**given, **keys}, problems
