"""A package's record of its template, brought to another version: comments, order and style stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pushcart_extensions.edits.text import Change, changed, line_end, line_start, replaced
from pushcart_extensions.edits.yaml.mapping import add_mapping_key, with_block
from pushcart_extensions.edits.yaml.places import child, composed, content_end, scalar
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.record.origin import MERGED
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE

_COMMIT, _SOURCE = "_commit", "_src_path"


def renewed_record(data: bytes, version: str, answers: Mapping[str, object], new: Sequence[str]) -> bytes:
    """Return a file of answers that names another version of the template, and answers its new questions.

    Args:
        data: The file.
        version: The version, to which every file has been brought.
        answers: Answers to all questions of that version, in their order.
        new: The questions that are new in it.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """

    def renew(text: str) -> str:
        after = _with_version(_without_merged(text), version)
        for question in new:
            later = list(answers)[list(answers).index(question) + 1 :]
            after = add_mapping_key(after, (), question, _written(answers[question]), later)
        wanted = {**_loaded(text), _COMMIT: f"v{version}", **{name: answers[name] for name in new}}
        wanted.pop(MERGED, None)
        return _verified(after, wanted)

    return _edited(data, renew)


def partial_record(data: bytes, merged: Mapping[str, str]) -> bytes:
    """Return a file of answers that names the version of single files; that of the package stays.

    Args:
        data: The file.
        merged: The version that each of these files has been brought to.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """
    versions = {path: f"v{version}" for path, version in sorted(merged.items())}

    def note(text: str) -> str:
        lines = [f"{MERGED}:", *(f"  {scalar(path)}: {version}" for path, version in versions.items())]
        after = with_block(_without_merged(text), (), lines, (_SOURCE,))
        return _verified(after, {**_loaded(text), MERGED: versions})

    return _edited(data, note)


def _edited(data: bytes, change: Change) -> bytes:
    try:
        return changed(data, change)
    except EditError as error:
        raise EditError(error.reason, ANSWERS_FILE) from error


def _verified(text: str, wanted: Mapping[str, object]) -> str:
    if _loaded(text) != wanted:
        raise EditError("it is laid out in a way that can't be edited safely")
    return text


def _with_version(text: str, version: str) -> str:
    node = child(composed(text), _COMMIT)
    if node is None:
        raise EditError(f"it has no {_COMMIT}")
    return replaced(text, [(node.start_mark.index, node.end_mark.index, f"v{version}")])


def _without_merged(text: str) -> str:
    root = composed(text)
    node = child(root, MERGED)
    if root is None or node is None:
        return text
    start = next(key.start_mark.index for key, value in root.value if value is node)
    return replaced(text, [(line_start(text, start), line_end(text, content_end(text, node)), "")])


def _loaded(text: str) -> dict[str, object]:
    import yaml

    try:
        content: dict[str, object] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise EditError("it is not valid YAML") from error
    return content


def _written(value: object) -> str:
    """Return a value as YAML writes it on one line."""
    import yaml

    text: str = yaml.safe_dump([value], default_flow_style=True, width=float("inf"), allow_unicode=True)
    return text.strip().removeprefix("[").removesuffix("]")
