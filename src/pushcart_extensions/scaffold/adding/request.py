"""What is to be added to which package, judged as a whole before anything is planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pushcart_extensions.contract.keys import clashing_keys, key_problem
from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import is_key, normalize_key
from pushcart_extensions.errors import InputProblem, InvalidInputError, UnfitPackageError
from pushcart_extensions.scaffold.adding.existing import ExistingPackage
from pushcart_extensions.scaffold.adding.reading import read_existing, refusals_as_problems
from pushcart_extensions.scaffold.answers.choices import COMPONENT_QUESTIONS
from pushcart_extensions.scaffold.answers.given import Answers, component_answers
from pushcart_extensions.scaffold.answers.problems import component_problems
from pushcart_extensions.scaffold.template.package import Package, describe_package


@dataclass(frozen=True)
class AddRequest:
    """Components for a package that is there, every name valid.

    Attributes:
        existing: The package.
        package: The names of what is to be added, as if that were all that the package holds.
    """

    existing: ExistingPackage
    package: Package


def request_addition(path: str, answers: Answers) -> AddRequest:
    """Return what is to be added to the package at a path.

    Args:
        path: The package's folder.
        answers: The keys to add, under the questions for keys.

    Raises:
        InvalidInputError: Something given can't be used; the error has every problem.
        UnfitPackageError: All of it could be, in another package than this one.
    """
    with refusals_as_problems(Path(path)):
        found = read_existing(path)
        clashes = tuple(_clashes(found.package, answers)) if found.package else ()
    given = [*found.misplaced, *component_problems(answers)]
    if not any(answer.texts for _, answer in component_answers(answers)):
        # Who names a key alone means a source.
        key = normalize_key(path) if found.misplaced and is_key(normalize_key(path)) else "KEY"
        given.append(InputProblem("KEY", None, "is missing: nothing is to be added", f"--source {key}"))
    keys = {question: answer.texts for question, answer in component_answers(answers)}
    unfit = (*found.unusable, *clashes)
    if given:
        raise InvalidInputError((*given, *unfit))
    if unfit or found.package is None:
        raise UnfitPackageError(unfit)
    return AddRequest(found.package, describe_package(found.package.distribution, keys))


def _clashes(existing: ExistingPackage, answers: Answers) -> Iterator[InputProblem]:
    """Yield what of the answers has no place beside what the package holds."""
    for question, answer in component_answers(answers):
        kind = COMPONENT_QUESTIONS[question]
        yield from _taken_folder(existing, kind, answer.place)
        there = existing.keys(kind)
        for text in answer.texts:
            key = normalize_key(text)
            if key in there or key_problem(text, kind) is not None:
                continue
            for one, _ in clashing_keys([*there, key], kind):
                reason = f"gives the same class as {one!r}, which the package has"
                yield InputProblem(answer.place, text, reason, f"{key}_other")


def _taken_folder(existing: ExistingPackage, kind: Kind, place: str) -> Iterator[InputProblem]:
    folder = f"{existing.folder}/{kind.folder}"
    module = f"{folder}.py"
    taken = next((path for path in (module, folder) if (existing.root / path).is_file()), None)
    if taken:
        hint = f"moving what it holds to {folder}/__init__.py" if taken == module else None
        yield InputProblem(place, None, f"needs the folder {folder}, in whose place stands {taken}", hint)
