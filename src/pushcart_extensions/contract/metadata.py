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

_SET_NAMES = frozenset(SETS)
_HARMONIOUS = frozenset({"provides", "uses", "extensions", "signals", "first"})
"""Attributes that contradict none of each other, as most components have no others."""


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
    for name, value in metadata.items():
        # Nearly always so; the rest is asked only where it isn't.
        if not (_is_plain_set(value) if name in _SET_NAMES else value is True or value is False):
            yield from _type_problems(name, value)
    if not _HARMONIOUS.issuperset(metadata):
        yield from _contradictions(metadata)


def flags(metadata: Mapping[str, object], attribute: str) -> frozenset[str]:
    """Return the strings that a set attribute holds; empty where it is missing or of a wrong type."""
    value = metadata.get(attribute)
    if not isinstance(value, (set, frozenset, list, tuple)):
        return frozenset()
    return frozenset(item for item in value if isinstance(item, str))


def _is_plain_set(value: object) -> bool:
    if type(value) is not set and type(value) is not frozenset:
        return False
    for item in value:  # noqa: SIM110 - all() of a generator takes thrice the time
        if type(item) is not str or not item or item.isspace():
            return False
    return True


def _type_problems(name: str, value: object) -> list[MetadataProblem]:
    from pushcart_extensions.errors.wording import shown  # the values are anyone's, and rarely wrong

    if value is None:
        wrong = []
    elif name in BOOLEANS:
        wrong = [] if isinstance(value, bool) else [f"{name} is {shown(value)} where True or False belongs"]
    elif isinstance(value, (set, frozenset, list, tuple)):
        wrong = [
            f"{name} holds {shown(item)}, which is no flag"
            for item in value
            if not isinstance(item, str) or not str.strip(item)
        ]
    elif isinstance(value, str):
        wrong = [f"{name} is the string {shown(value)} where a set belongs: {{{shown(value)}}}"]
    else:
        wrong = [f"{name} is {shown(value)} where a set of strings belongs"]
    return [MetadataProblem(name, message) for message in wrong]


def _contradictions(metadata: Mapping[str, object]) -> Iterator[MetadataProblem]:
    for one, other in (("always", "never"), ("first", "last")):
        if metadata.get(one) is True and metadata.get(other) is True:
            yield MetadataProblem(one, f"{one} and {other} are both True", contradiction=True)
    provides, needs, excludes = (flags(metadata, name) for name in ("provides", "needs", "excludes"))
    for flag in sorted(provides & needs):
        yield MetadataProblem("needs", f"needs names its own flag {flag!r}", contradiction=True)
    for flag in sorted(provides & excludes):
        yield MetadataProblem("excludes", f"excludes names its own flag {flag!r}", contradiction=True)
    for flag in sorted(excludes & needs):
        yield MetadataProblem("excludes", f"{flag!r} is both needed and excluded", contradiction=True)
