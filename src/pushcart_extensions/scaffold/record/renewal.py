"""A package's record of its template, brought to another version: comments, order and style stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pushcart_extensions.edits.text import changed, replaced
from pushcart_extensions.edits.yaml.mapping import add_mapping_key
from pushcart_extensions.edits.yaml.places import child, composed
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE

_COMMIT = "_commit"


def renewed_record(data: bytes, version: str, answers: Mapping[str, object], new: Sequence[str]) -> bytes:
    """Return a file of answers that names another version of the template, and answers its new questions.

    Args:
        data: The file.
        version: The version.
        answers: Answers to all questions of that version, in their order.
        new: The questions that are new in it.

    Raises:
        EditError: The file is laid out in a way that can't be edited safely.
    """

    def renew(text: str) -> str:
        after = _with_version(text, version)
        for question in new:
            later = list(answers)[list(answers).index(question) + 1 :]
            after = add_mapping_key(after, (), question, _written(answers[question]), later)
        wanted = {**_loaded(text), _COMMIT: f"v{version}", **{name: answers[name] for name in new}}
        if _loaded(after) != wanted:
            raise EditError("it is laid out in a way that can't be edited safely")
        return after

    try:
        return changed(data, renew)
    except EditError as error:
        raise EditError(error.reason, ANSWERS_FILE) from error


def _with_version(text: str, version: str) -> str:
    node = child(composed(text), _COMMIT)
    if node is None:
        raise EditError(f"it has no {_COMMIT}")
    return replaced(text, [(node.start_mark.index, node.end_mark.index, f"v{version}")])


def _loaded(text: str) -> Mapping[str, object]:
    import yaml

    try:
        content: Mapping[str, object] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise EditError("it is not valid YAML") from error
    return content


def _written(value: object) -> str:
    """Return a value as YAML writes it on one line."""
    import yaml

    text: str = yaml.safe_dump([value], default_flow_style=True, width=float("inf"), allow_unicode=True)
    return text.strip().removeprefix("[").removesuffix("]")
