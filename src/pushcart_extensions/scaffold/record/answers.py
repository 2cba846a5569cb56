"""The answers that a package was made with, as it records them itself, and what they become."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.contract.names import distribution_name, normalize_key
from pushcart_extensions.scaffold.answers.choices import CHOICES, COMPONENT_QUESTIONS
from pushcart_extensions.scaffold.answers.fallbacks import default_description
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.package import Component, Package, describe_package
from pushcart_extensions.scaffold.yaml_value import yaml_value

Recorded = Mapping[str, object]
"""Answers by question, with what Copier records beside them."""


class Growth(NamedTuple):
    """The answers of a package before and after components are added to it.

    Attributes:
        before: Those without the components, whether or not they are recorded already.
        after: Those with them.
    """

    before: Recorded
    after: Recorded


def recorded_answers(root: Path, distribution: str) -> Recorded | None:
    """Return the answers that a package records; None where it records none that are its own.

    Args:
        root: The package's folder.
        distribution: Its normalised name; after a renaming the answers are those of another package.

    Raises:
        OSError: The record is there and can't be read.
    """
    try:
        data = (root / ANSWERS_FILE).read_bytes()
    except FileNotFoundError:
        return None
    import yaml

    try:
        answers = yaml_value(data)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(answers, dict) or not all(isinstance(question, str) for question in answers):
        return None
    name = answers.get("name")
    own = isinstance(name, str) and distribution_name(name) == distribution
    return (
        answers if own and all(_keys(answers, folder) is not None for folder in COMPONENT_QUESTIONS) else None
    )


def answers_for(package: Package, recorded: Recorded | None) -> Recorded:
    """Return the answers that the files of components alone are rendered with.

    Args:
        package: The components, as if they were all that their package holds.
        recorded: The answers that it records; what it has chosen is chosen for them too.
    """
    keys = {folder.name: [component.key for component in folder.components] for folder in package.folders}
    known = {
        question: recorded[question]
        for question, choices in CHOICES.items()
        if recorded and recorded.get(question) in choices
    }
    components = {question: keys.get(question, []) for question in COMPONENT_QUESTIONS}
    return {"name": package.distribution, **components, **_choices(), **known}


def growth(
    recorded: Recorded, there: Mapping[str, Collection[str]], added: Iterable[Component]
) -> Growth | None:
    """Return the answers of a package before and after components are added to it.

    A description that says no more than which components there are goes on to do that.

    Args:
        recorded: The answers that the package records; an interrupted run may have added to them.
        there: The keys of the modules that it has, by their kind's folder; others have been taken out.
        added: The components.

    Returns:
        Both; None where nothing would be left before.
    """
    name, new = str(recorded["name"]), [(component.folder, component.key) for component in added]
    described = describe_package(
        name, {folder: _keys(recorded, folder) or [] for folder in COMPONENT_QUESTIONS}
    )
    known = {
        folder: [key for key in keys if normalize_key(key) in {*there[folder], *_of(folder, new)}]
        for folder, keys in _recorded_keys(recorded, described).items()
    }
    after = {
        folder: keys + [key for key in _of(folder, new) if key not in map(normalize_key, keys)]
        for folder, keys in known.items()
    }
    before = {
        folder: [key for key in keys if normalize_key(key) not in _of(folder, new)]
        for folder, keys in after.items()
    }
    if not any(before.values()):
        return None
    small, large = describe_package(name, before), describe_package(name, after)
    follows = recorded.get("description") in {default_description(small), default_description(described)}
    return Growth(_grown(recorded, before, small, follows), _grown(recorded, after, large, follows))


def _recorded_keys(recorded: Recorded, described: Package) -> dict[str, list[str]]:
    """Return the keys that are recorded, as written; without any, the name gave the one component."""
    keys = {folder: _keys(recorded, folder) or [] for folder in COMPONENT_QUESTIONS}
    if any(keys.values()):
        return keys
    return keys | {folder.name: [one.key for one in folder.components] for folder in described.folders}


def _of(folder: str, components: Iterable[tuple[str, str]]) -> list[str]:
    return [key for one, key in components if one == folder]


def _grown(
    recorded: Recorded,
    keys: Mapping[str, list[str]],
    package: Package,
    follows: bool,  # noqa: FBT001
) -> Recorded:
    described = {"description": default_description(package)} if follows else {}
    return {**recorded, **keys, **described}


def with_choices(recorded: Recorded) -> Recorded:
    """Return answers with the usual choice for each question that older templates didn't ask."""
    return {**recorded, **{one: choice for one, choice in _choices().items() if one not in recorded}}


def _choices() -> dict[str, object]:
    return {question: choices[0] for question, choices in CHOICES.items()}


def _keys(answers: Recorded, folder: str) -> list[str] | None:
    keys = answers.get(folder) or []
    return keys if isinstance(keys, list) and all(isinstance(key, str) for key in keys) else None
