"""What a new package is to be, judged as a whole before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pushcart_extensions._history.v0_1_0.contract.keys import clashing_keys, key_problem, nearest_key
from pushcart_extensions._history.v0_1_0.contract.kinds import Kind
from pushcart_extensions._history.v0_1_0.contract.names import (
    distribution_name,
    infer_component,
    name_problem,
    nearest_name,
    normalize_key,
)
from pushcart_extensions._history.v0_1_0.errors import InputProblem, InvalidInputError
from pushcart_extensions._history.v0_1_0.scaffold import values
from pushcart_extensions._history.v0_1_0.scaffold.answers import Answer, Answers, component_answers
from pushcart_extensions._history.v0_1_0.scaffold.choices import BACKENDS, COMPONENT_QUESTIONS
from pushcart_extensions._history.v0_1_0.scaffold.identity import Identity, git_identity
from pushcart_extensions._history.v0_1_0.scaffold.licenses import LICENSES
from pushcart_extensions._history.v0_1_0.scaffold.package import Package, describe_package

PLACEHOLDER_EMAIL = "author@example.com"
_CHOICES = {"backend": tuple(BACKENDS), "license": LICENSES}
_RULES: dict[str, Callable[[str], str | None]] = {
    "author": values.author_problem,
    "email": values.email_problem,
    "description": values.line_problem,
    "url": values.url_problem,
    "year": values.year_problem,
}


@dataclass(frozen=True)
class NewRequest:
    """A new package, every value valid.

    Attributes:
        package: Its names and components.
        output: The folder that is to hold the package's folder.
        backend: Its build backend.
        license: Its licence, as an SPDX expression.
        author: Its author's name.
        email: Its author's e-mail address.
        description: What it is, in one line.
        url: Its home on the web.
        year: Its copyright's year.
        notices: What the user should know about values that nobody gave.
    """

    package: Package
    output: Path
    backend: str
    license: str
    author: str
    email: str
    description: str
    url: str
    year: str
    notices: tuple[str, ...] = ()

    @property
    def target(self) -> Path:
        """The folder that the package is written to."""
        return self.output / self.package.distribution

    @property
    def answers(self) -> dict[str, object]:
        """The answers to the template's questions."""
        keys: dict[str, list[str]] = {folder: [] for folder in COMPONENT_QUESTIONS} | {
            folder.name: [component.key for component in folder.components] for folder in self.package.folders
        }
        return {
            "name": self.package.distribution,
            **keys,
            "backend": self.backend,
            "license": self.license,
            "author": self.author,
            "email": self.email,
            "description": self.description,
            "url": self.url,
            "year": self.year,
        }


def make_request(answers: Answers, output: Path, problems: Iterable[InputProblem] = ()) -> NewRequest:
    """Return the package that the answers ask for.

    Args:
        answers: The answers given; ``name`` is required.
        output: The folder that is to hold the package's folder.
        problems: Problems known already, reported with those found here.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
    """
    found = [
        *problems,
        *_name_problems(answers),
        *_component_problems(answers),
        *_choice_problems(answers),
        *_text_problems(answers),
    ]
    if found:
        raise InvalidInputError(tuple(found))
    package = describe_package(
        answers["name"].text, {question: answer.texts for question, answer in component_answers(answers)}
    )
    given = {question: answer.text.strip() for question, answer in answers.items()}
    known = Identity() if given.keys() >= {"author", "email", "url"} else git_identity()
    author, email, notices = _identity(given, known, package)
    return NewRequest(
        package=package,
        output=output,
        backend=_choice(given, "backend"),
        license=_choice(given, "license"),
        author=author,
        email=email,
        description=given.get("description") or default_description(package),
        url=given.get("url") or default_url(package, author, known.github),
        year=given.get("year") or current_year(),
        notices=notices,
    )


def default_description(package: Package) -> str:
    """Return a description for a package that was given none."""
    parts = [
        f"{folder.kind if len(folder.components) == 1 else folder.name} "
        + ", ".join(component.key for component in folder.components)
        for folder in package.folders
    ]
    return f"Extension package for Pushcart: {'; '.join(parts)}"


def default_url(package: Package, author: str, github: str | None = None) -> str:
    """Return a home on GitHub for a package that was given none.

    Args:
        package: The package.
        author: Its author, whose name stands for the user where git knows none.
        github: The user name that git knows; None asks git for it.
    """
    known = git_identity().github if github is None else github
    user = values.github_user(known) or values.github_user(author) or "example"
    return f"https://github.com/{user}/{package.distribution}"


def current_year() -> str:
    """Return this year, as the copyright's year of a new package."""
    return str(dt.datetime.now(tz=dt.UTC).year)


def placeholder_author(package: Package) -> str:
    """Return what stands for the author while nobody has said who that is."""
    return f"The {package.distribution} authors"


def _name_problems(answers: Answers) -> list[InputProblem]:
    answer = answers.get("name", Answer("NAME", ""))
    reason = name_problem(answer.text)
    if reason is not None:
        return [InputProblem(answer.place, answer.text, reason, _name_hint(answer.text, reason))]
    if any(answer.texts for _, answer in component_answers(answers)):
        return []
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


def _component_problems(answers: Answers) -> list[InputProblem]:
    problems = []
    for question, answer in component_answers(answers):
        kind = COMPONENT_QUESTIONS[question]
        for text in answer.texts:
            reason = key_problem(text, kind)
            if reason is not None:
                problems.append(InputProblem(answer.place, text, reason, nearest_key(text, kind)))
        problems.extend(_clashes(answer, kind))
    return problems


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


def _choice_problems(answers: Answers) -> list[InputProblem]:
    problems = []
    for question, choices in _CHOICES.items():
        answer = answers.get(question)
        if answer is None or _canonical(answer.text, choices) is not None:
            continue
        reason = f"is none of {', '.join(choices)}"
        problems.append(InputProblem(answer.place, answer.text, reason, _nearest(answer.text, choices)))
    return problems


def _text_problems(answers: Answers) -> list[InputProblem]:
    problems = []
    for question, rule in _RULES.items():
        answer = answers.get(question)
        if answer is None or not answer.text.strip():
            continue
        reason = values.line_problem(answer.text) or rule(answer.text)
        if reason is not None:
            hint = values.nearest_email(answer.text) if question == "email" else None
            problems.append(InputProblem(answer.place, answer.text, reason, hint))
    return problems


def _identity(given: dict[str, str], known: Identity, package: Package) -> tuple[str, str, tuple[str, ...]]:
    notices = []
    author = given.get("author") or _sound(known.name, values.author_problem)
    if not author:
        author = placeholder_author(package)
        notices.append(f"no author is known, so it is {author!r}: give --author, or set git's user.name")
    email = given.get("email") or _sound(known.email, values.email_problem)
    if not email:
        email = PLACEHOLDER_EMAIL
        notices.append(f"no e-mail address is known, so it is {email}: give --email, or set git's user.email")
    return author, email, tuple(notices)


def _sound(text: str, rule: Callable[[str], str | None]) -> str:
    return "" if rule(text) else text.strip()


def _choice(given: dict[str, str], question: str) -> str:
    choices = _CHOICES[question]
    return _canonical(given.get(question, choices[0]), choices) or choices[0]


def _nearest(text: str, choices: Iterable[str]) -> str | None:
    import difflib

    lowered = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(text.strip().lower(), lowered, n=1, cutoff=0.4)
    return lowered[near[0]] if near else None


def _canonical(text: str, choices: Iterable[str]) -> str | None:
    return next((choice for choice in choices if choice.lower() == text.strip().lower()), None)
