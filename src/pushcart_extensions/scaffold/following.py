"""Files that are as the template made them: they follow it when the answers grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.text import newline_of
from pushcart_extensions.edits.toml_places import data_of, table_at
from pushcart_extensions.edits.toml_tables import with_value
from pushcart_extensions.errors import EditError, TemplateError
from pushcart_extensions.scaffold.component_files import Placed, same_text
from pushcart_extensions.scaffold.existing import PYPROJECT, ExistingPackage
from pushcart_extensions.scaffold.mentions import README
from pushcart_extensions.scaffold.quoting import markdown_text
from pushcart_extensions.scaffold.recorded import Growth, Recorded, growth, with_choices
from pushcart_extensions.scaffold.rendering import ANSWERS_FILE, render_files

if TYPE_CHECKING:
    from jinja2 import Environment


class Followed(NamedTuple):
    """What the template makes of a package with the new components.

    Attributes:
        files: Its files, by path in a generated package.
        done: The files on disk that are as it makes them now.
    """

    files: Mapping[str, str] = {}
    done: frozenset[str] = frozenset()


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
        environment: What renders the template.
    """
    places = list(new)
    # The template would register the usual flag of a stage whose author chose another one.
    usual = all(place.flags == (place.component.flag,) for place in places)
    grown = growth(recorded, [place.component for place in places]) if recorded and usual else None
    if grown is None or not places:
        return Followed()
    try:
        after = render_files(with_choices(grown.after), _may_follow, environment=environment)
        before = render_files(with_choices(grown.before), after.__contains__, environment=environment)
    except TemplateError:  # recorded by a template that asked less
        return Followed()
    done = {
        path
        for path, text in after.items()
        if path in before and _follow(draft, _path_in(existing, path), before[path], text)
    }
    if ANSWERS_FILE in done:
        _describe_anew(draft, grown)
    return Followed(after, frozenset(done))


def _may_follow(path: str) -> bool:
    """Tell of a file whether it may say something of other components than its own."""
    return path.endswith("/__init__.py") or not any(f"/{kind.folder}/" in path for kind in KINDS)


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
    except EditError:
        return False
    if same_text(text, before):
        draft.edit(path, lambda text: after.replace("\n", newline_of(text)))
        return True
    return same_text(text, after)


def _describe_anew(draft: Draft, grown: Growth) -> None:
    """Let a description that nobody wrote follow in files that somebody else has written in."""
    before, after = str(grown.before["description"]), str(grown.after["description"])
    if before == after:
        return
    if table_at(data_of(draft.text(PYPROJECT)), ("project",)).get("description") == before:
        draft.edit(PYPROJECT, lambda text: with_value(text, ("project", "description"), after))
    if draft.read(README) is not None:
        old, new = markdown_text(before), markdown_text(after)
        draft.edit(README, lambda text: _with_line(text, old, new))


def _with_line(text: str, old: str, new: str) -> str:
    """Return a text in which a line says something else."""
    return "\n".join(line.replace(old, new) if line.strip() == old else line for line in text.split("\n"))
