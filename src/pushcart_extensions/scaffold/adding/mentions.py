"""Where a package tells of its components: README, changelog, example workflow, recorded answers.

Each is edited where it is there and has a place for it; a package needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pushcart_extensions.contract.kinds import KINDS, STAGE_KINDS
from pushcart_extensions.edits.markdown.changelog import add_changelog_line
from pushcart_extensions.edits.markdown.lines import code_blocks
from pushcart_extensions.edits.markdown.table import add_table_row
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.yaml.mapping import add_mapping_key
from pushcart_extensions.edits.yaml.places import scalar
from pushcart_extensions.edits.yaml.sequence import add_sequence_item
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.adding.attempts import raise_unreadable
from pushcart_extensions.scaffold.adding.component_files import Placed
from pushcart_extensions.scaffold.adding.existing import README
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE

CHANGELOG, WORKFLOW = "CHANGELOG.md", "workflow.yaml"
_COLUMNS = ("kind", "key", "class", "feature flag")
_EXTENSIONS = ("application", "extensions")


def mention(draft: Draft, place: Placed, done: frozenset[str]) -> Iterator[str]:
    """Tell of a component wherever its package tells of others.

    Args:
        draft: The package's files as they are to be.
        place: The component.
        done: The files that tell of it already.

    Yields:
        What the user should know of a file that stays as it is.

    Raises:
        EditError: A file can't be read.
    """
    for path, edit in _MENTIONS.items():
        if path in done or draft.read(path) is None:
            continue
        try:
            draft.edit(path, lambda text, edit=edit: edit(text, place))  # type: ignore[misc]
        except EditError as error:
            raise_unreadable(error)
            yield str(error)


def _in_readme(text: str, place: Placed) -> str:
    """Return a README with a component in its table and its examples; one without such a table stays."""
    component = place.component
    flags = ", ".join(f"`{flag}`" for flag in place.flags)
    row = (component.kind, f"`{component.key}`", f"`{component.class_name}`", flags)
    try:
        return _in_example(add_table_row(text, _COLUMNS, row, [kind.name for kind in KINDS]), place)
    except EditError:
        return text


def _in_example(text: str, place: Placed) -> str:
    """Return a README whose example of a workflow names a component; one without an example stays."""
    component = place.component
    section = component.folder if component.group else _EXTENSIONS[0]
    for start, end in code_blocks(text, "yaml"):
        example = text[start:end]
        sections = {line.partition(":")[0] for line in example.splitlines() if line[:1].isalpha()}
        stages = {kind.folder for kind in STAGE_KINDS} & sections
        if section in sections or (component.group and stages):
            try:
                return text[:start] + _in_workflow(example, place) + text[end:]
            except EditError:
                continue
    return text


def _with_line(text: str, place: Placed) -> str:
    return add_changelog_line(text, f"{place.component.kind.capitalize()} `{place.component.key}`.")


def _in_workflow(text: str, place: Placed) -> str:
    """Return a workflow with a component at its end of the section for its kind."""
    component = place.component
    if component.group is None:
        for flag in place.flags[:1]:  # any of them enables it
            text = add_mapping_key(text, _EXTENSIONS, flag, "[]")
        return text
    folders = [kind.folder for kind in STAGE_KINDS]
    later = [*folders[folders.index(component.folder) + 1 :], _EXTENSIONS[0]]
    return add_sequence_item(text, (component.folder,), [f"type: {scalar(component.key)}"], later)


def _in_answers(text: str, place: Placed) -> str:
    return add_sequence_item(text, (place.component.folder,), [place.component.key])


_MENTIONS: dict[str, Callable[[str, Placed], str]] = {
    README: _in_readme,
    CHANGELOG: _with_line,
    WORKFLOW: _in_workflow,
    ANSWERS_FILE: _in_answers,
}
"""The edit of each file."""
