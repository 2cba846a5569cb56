"""What a new package is to be, judged as a whole before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pushcart_extensions.errors import InputProblem, InvalidInputError
from pushcart_extensions.scaffold.answers import values
from pushcart_extensions.scaffold.answers.choices import CHOICES, COMPONENT_QUESTIONS, chosen
from pushcart_extensions.scaffold.answers.fallbacks import (
    PLACEHOLDER_EMAIL,
    current_year,
    default_description,
    default_url,
    placeholder_author,
)
from pushcart_extensions.scaffold.answers.given import Answers, component_answers
from pushcart_extensions.scaffold.answers.identity import Identity, git_identity
from pushcart_extensions.scaffold.answers.problems import answer_problems
from pushcart_extensions.scaffold.template.package import Package, describe_package

_SET = "or set it in your defaults (--help says where) or as"


@dataclass(frozen=True)
class NewRequest:
    """A new package, every value valid.

    Attributes:
        package: Its names and components.
        output: The folder that is to hold the package's folder.
        dataframe: What its stages pass on, a name of ``FLAVOURS``.
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
    dataframe: str
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
            "dataframe": self.dataframe,
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
    found = (*problems, *answer_problems(answers))
    if found:
        raise InvalidInputError(found)
    package = describe_package(
        answers["name"].text, {question: answer.texts for question, answer in component_answers(answers)}
    )
    given = {question: answer.text.strip() for question, answer in answers.items()}
    known = Identity() if given.keys() >= {"author", "email", "url"} else git_identity()
    author, email, notices = _identity(given, known, package)
    return NewRequest(
        package=package,
        output=output,
        dataframe=_choice(given, "dataframe"),
        backend=_choice(given, "backend"),
        license=_choice(given, "license"),
        author=author,
        email=email,
        description=given.get("description") or default_description(package),
        url=given.get("url") or default_url(package, author, known.github),
        year=given.get("year") or current_year(),
        notices=notices,
    )


def _identity(given: dict[str, str], known: Identity, package: Package) -> tuple[str, str, tuple[str, ...]]:
    notices = []
    fitting = partial(values.author_problem, backend=_choice(given, "backend"))
    author = given.get("author") or _sound(known.name, fitting)
    if not author:
        author = placeholder_author(package)
        notices.append(f"no author is known, so it is {author!r}: give --author, {_SET} git's user.name")
    email = given.get("email") or _sound(known.email, values.email_problem)
    if not email:
        email = PLACEHOLDER_EMAIL
        notices.append(f"no e-mail address is known, so it is {email}: give --email, {_SET} git's user.email")
    return author, email, tuple(notices)


def _sound(text: str, rule: Callable[[str], str | None]) -> str:
    return "" if rule(text) else text.strip()


def _choice(given: dict[str, str], question: str) -> str:
    choices = CHOICES[question]
    return chosen(given.get(question, choices[0]), choices) or choices[0]
