"""One more string in an array of a TOML document, in the quotes and on the lines of those that it has."""

from __future__ import annotations

from pushcart_extensions.edits.sequences import SequencePlace, with_item
from pushcart_extensions.edits.toml.places import Path, data_of, quoted, shown, table_at, value_span, verified
from pushcart_extensions.errors import EditError


def with_array_item(text: str, path: Path, value: str) -> str:
    """Return a document in which an array of strings has one more, behind the others.

    Args:
        text: The document.
        path: Where the array stands.
        value: The new string.

    Raises:
        EditError: There is something else, or it is laid out in a way that can't be edited safely.
    """
    data = data_of(text)
    table = table_at(data, path[:-1])
    there = table.get(str(path[-1]))
    if not isinstance(there, list) or not all(isinstance(one, str) for one in there):
        raise EditError(f"{shown(path)} is no list of strings")
    array = value_span(text, path)
    ends = dict.fromkeys((0, len(there) - 1)) if there else {}
    items = tuple((span.start, span.end) for number in ends for span in [value_span(text, (*path, number))])
    quote = text[items[-1][0]] if items else '"'
    table[str(path[-1])] = [*there, value]
    sequence = SequencePlace(array.start + 1, array.end - 1, items)
    return verified(with_item(text, sequence, quoted(value, quote)), data)
