"""Files that are as the template made them: they follow it when the answers grow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions import __version__
from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.text import newline_of
from pushcart_extensions.errors import EditError, TemplateError
from pushcart_extensions.scaffold.adding.attempts import raise_unreadable
from pushcart_extensions.scaffold.adding.component_files import Placed, same_text
from pushcart_extensions.scaffold.adding.existing import PYPROJECT, README, ExistingPackage
from pushcart_extensions.scaffold.record.answers import Growth, Recorded, growth, with_choices
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE, render_files
from pushcart_extensions.scaffold.template.quoting import markdown_text

if TYPE_CHECKING:
    from jinja2 import Environment

_Renderer = Callable[[Recorded, Callable[[str], bool]], dict[str, str]]
SETTLED = (".github/", ".gitignore", "LICENSE", "tests/")
"""The beginnings of files that are the same whatever components there are."""


class Followed(NamedTuple):
    """What the template makes of a package with the new components.

    Attributes:
        files: Its files, by path in a generated package.
        done: The files on disk that are as it makes them now.
        is_complete: Whether that is all that there is to change.
    """

    files: Mapping[str, str] = MappingProxyType({})
    done: frozenset[str] = frozenset()
    is_complete: bool = False


def follow_template(
    draft: Draft,
    existing: ExistingPackage,
    recorded: Recorded | None,
    new: Iterable[Placed],
    environment: Environment,
) -> Followed:
    """Make anew, in a draft, each file that is still as the template made it.

    Args:
        draft: The package's files as they are to be.
        existing: The package.
        recorded: The answers that it records; without any, nothing of it is the template's.
        new: The components that it is to have.
        environment: What renders the present template.
    """
    places = list(new)
    # The template would register the usual flag of a stage whose author chose another one.
    usual = all(place.flags == (place.component.flag,) for place in places)
    if recorded is None or not places or not usual:
        return Followed()
    there = {kind.folder: existing.keys(kind) for kind in KINDS}
    grown = growth(recorded, there, [place.component for place in places])
    render = _renderer(recorded, {place.component.folder for place in places}, environment)
    if grown is None or render is None:
        return Followed()
    try:
        after = render(grown.after, _may_follow)
        before = render(grown.before, after.__contains__)
    except TemplateError:  # answers that have been changed by hand
        return Followed()
    changing = {path: _path_in(existing, path) for path in before if before[path] != after[path]}
    done = {path for path, place in changing.items() if _follow(draft, place, before[path], after[path])}
    if ANSWERS_FILE in done:
        _describe_anew(draft, grown, done)
    # A file that comes with the new components alone may stand there already: it never followed anything.
    coming = {path: _path_in(existing, path) for path in after if path not in before}
    done |= {path for path, place in coming.items() if _says(draft, place, after[path])}
    touched = {**changing, **coming}
    left = {place for path, place in touched.items() if path not in done and draft.read(place) is not None}
    return Followed(after, frozenset(done), is_complete=not left)


def _renderer(recorded: Recorded, folders: Collection[str], environment: Environment) -> _Renderer | None:
    """Return what renders the version of the template that a package was made from.

    None where that version knows nothing of one of the kinds whose folders are given: such a kind came later.
    """
    version = str(recorded.get("_commit", "")).removeprefix("v")
    if version != __version__:
        from pushcart_extensions.scaffold.template.history import frozen_templates
        from pushcart_extensions.scaffold.template.questionnaire import read_questionnaire

        template = frozen_templates().get(version)
        if template is not None:
            questionnaire = read_questionnaire(template.root)
            if not set(folders) <= questionnaire.questions.keys():
                return None
            own = questionnaire.environment()
            return lambda answers, wanted: render_files(
                _copiers_own(answers) | questionnaire.completed(answers, own), wanted, template.root, own
            )
    return lambda answers, wanted: render_files(with_choices(answers), wanted, environment=environment)


def _copiers_own(answers: Recorded) -> dict[str, object]:
    return {name: value for name, value in answers.items() if name.startswith("_")}


def _may_follow(path: str) -> bool:
    """Tell of a file whether it may say something of other components than its own."""
    is_of_one = any(f"/{kind.folder}/" in path for kind in KINDS) and not path.endswith("/__init__.py")
    return not (is_of_one or path.startswith(SETTLED))


def _path_in(existing: ExistingPackage, path: str) -> str:
    """Return where a package has a file that the template puts at a path."""
    usual = f"src/{existing.module}/"
    return f"{existing.folder}/{path.removeprefix(usual)}" if path.startswith(usual) else path


def _follow(draft: Draft, path: str, before: str, after: str) -> bool:
    """Let a file follow from one text to another, in its own line endings; tell whether it does."""
    try:
        if draft.read(path) is None:
            return False
        text = draft.text(path)
    except EditError as error:
        raise_unreadable(error)
        return False
    if same_text(text, before):
        draft.edit(path, lambda text: after.replace("\n", newline_of(text)))
        return True
    return same_text(text, after)


def _says(draft: Draft, path: str, wanted: str) -> bool:
    """Tell whether a file is there and says what is wanted, in any line endings."""
    try:
        return draft.read(path) is not None and same_text(draft.text(path), wanted)
    except EditError as error:
        raise_unreadable(error)
        return False


def _describe_anew(draft: Draft, grown: Growth, done: Collection[str]) -> None:
    """Let a description that nobody wrote follow in files that somebody else has written in."""
    before, after = str(grown.before["description"]), str(grown.after["description"])
    if before == after:
        return
    if PYPROJECT not in done:
        from pushcart_extensions.edits.toml.places import data_of, table_at
        from pushcart_extensions.edits.toml.tables import with_value

        if table_at(data_of(draft.text(PYPROJECT)), ("project",)).get("description") == before:
            draft.edit(PYPROJECT, lambda text: with_value(text, ("project", "description"), after))
    if README not in done and draft.read(README) is not None:
        old, new = markdown_text(before), markdown_text(after)
        with suppress(EditError):  # it is no text; whoever mentions the components in it tells of that
            draft.edit(README, lambda text: _with_line(text, old, new))


def _with_line(text: str, old: str, new: str) -> str:
    """Return a text in which a line says something else."""
    return "\n".join(line.replace(old, new) if line.strip() == old else line for line in text.split("\n"))
