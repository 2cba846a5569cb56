"""Feature-flag metadata: which attributes there are, and what they may hold.

The attributes and their meaning are those of WebCore's "Extension Conventions and
Best Practices", with ``excludes`` beside ``needs``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

SETS = ("provides", "uses", "needs", "excludes", "extensions", "signals")
"""Attributes that hold a set of strings."""
BOOLEANS = ("always", "never", "first", "last")
"""Attributes that hold True or False."""
ATTRIBUTES = (*SETS, *BOOLEANS)
"""All attributes, every one optional."""


class MetadataProblem:
    """One thing wrong with the metadata of a component.

    Attributes:
        attribute: The attribute to blame.
        message: What is wrong, as a sentence without its full stop.
        contradiction: True where the attributes are fine one by one and disagree together.
    """

    __slots__ = ("attribute", "contradiction", "message")

    def __init__(self, attribute: str, message: str, *, contradiction: bool = False) -> None:
        self.attribute = attribute
        self.message = message
        self.contradiction = contradiction


def problems(metadata: Mapping[str, object]) -> Iterator[MetadataProblem]:
    """Yield what is wrong with the metadata of one component.

    Args:
        metadata: Values of those of ``ATTRIBUTES`` that the component defines. None counts as
            empty, lists and tuples as sets.
    """
    yield from _type_problems(metadata)
    yield from _contradictions(metadata)


def flags(metadata: Mapping[str, object], attribute: str) -> frozenset[str]:
    """Return the strings that a set attribute holds; empty where it is missing or of a wrong type."""
    value = metadata.get(attribute)
    if not isinstance(value, (set, frozenset, list, tuple)):
        return frozenset()
    return frozenset(item for item in value if isinstance(item, str))


def _type_problems(metadata: Mapping[str, object]) -> Iterator[MetadataProblem]:
    for name, value in metadata.items():
        if value is None or name not in SETS:
            continue
        if isinstance(value, str):
            yield MetadataProblem(name, f"{name} is the string {value!r} where a set belongs: {{{value!r}}}")
        elif not isinstance(value, (set, frozenset, list, tuple)):
            yield MetadataProblem(name, f"{name} is {value!r} where a set of strings belongs")
        else:
            for item in value:
                if not isinstance(item, str) or not item.strip():
                    yield MetadataProblem(name, f"{name} holds {item!r}, which is no flag")
    for name, value in metadata.items():
        if name in BOOLEANS and value is not None and not isinstance(value, bool):
            yield MetadataProblem(name, f"{name} is {value!r} where True or False belongs")


def _contradictions(metadata: Mapping[str, object]) -> Iterator[MetadataProblem]:
    for one, other in (("always", "never"), ("first", "last")):
        if metadata.get(one) is True and metadata.get(other) is True:
            yield MetadataProblem(one, f"{one} and {other} are both True", contradiction=True)
    if not (metadata.get("needs") or metadata.get("excludes")):
        return
    provides, needs, excludes = (flags(metadata, name) for name in ("provides", "needs", "excludes"))
    for flag in sorted(provides & needs):
        yield MetadataProblem("needs", f"needs names its own flag {flag!r}", contradiction=True)
    for flag in sorted(provides & excludes):
        yield MetadataProblem("excludes", f"excludes names its own flag {flag!r}", contradiction=True)
    for flag in sorted(excludes & needs):
        yield MetadataProblem("excludes", f"{flag!r} is both needed and excluded", contradiction=True)
