"""What is known of one class, whichever evidence it came from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.place import Place

_COLLECTIONS = (set, frozenset, list, tuple)
_DICT = "{...}"
"""How the import shows a dictionary that holds more than plain values."""


class Signature(NamedTuple):
    """How a method can be called; ``self`` and ``cls`` are not counted.

    Attributes:
        required: Positional parameters without a default.
        maximum: Positional parameters in all; None where it takes any number.
        keywords: Keyword-only parameters without a default.
        is_async: Whether it is an ``async def``.
        is_generator: Whether it has a ``yield``.
        is_method: Whether it can be called at all; a property or a number can't.
        place: Where it is defined.
    """

    required: int = 0
    maximum: int | None = 0
    keywords: tuple[str, ...] = ()
    is_async: bool = False
    is_generator: bool = False
    is_method: bool = True
    place: Place | None = None

    def accepts(self, count: int) -> bool:
        """Tell whether a call with ``count`` positional arguments and nothing else succeeds."""
        return (
            self.required <= count and (self.maximum is None or count <= self.maximum) and not self.keywords
        )


class Odd:
    """Stands for a value of a type that metadata don't have; shows as the import saw it.

    Args:
        shown: The value in words; of an item only its type, as ``a float``.
    """

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


class ClassFacts(NamedTuple):
    """What is known of one class.

    Attributes:
        name: The class's name.
        module: The dotted name of the module that defines it.
        place: Where it is defined.
        bases: Names of the runtime's base classes that it derives from.
        complete: Whether all its bases are known; where not, what is missing may be inherited.
        methods: Signatures of the methods that its own code defines or inherits from code other
            than the runtime's; None for a method whose signature can't be told.
        constructor: How it can be instantiated; None where that can't be told.
        metadata: Values of the metadata attributes that are known.
        unknown: Metadata attributes that are there with a value that can't be told.
        abstract: Methods that are still abstract.
        places: Where its metadata attributes stand.
    """

    name: str
    module: str
    place: Place
    bases: frozenset[str] = frozenset()
    complete: bool = True
    methods: Mapping[str, Signature | None] = MappingProxyType({})
    constructor: Signature | None = None
    metadata: Mapping[str, object] = MappingProxyType({})
    unknown: frozenset[str] = frozenset()
    abstract: frozenset[str] = frozenset()
    places: Mapping[str, Place] = MappingProxyType({})

    def filled_from(self, imported: ClassFacts) -> ClassFacts:
        """Return these facts with the gaps filled by what the import saw.

        What the source states stays: it has the exact places, and a module can't talk it away.

        Args:
            imported: Facts about the same class from the import.
        """
        methods = dict(imported.methods) if not self.complete else {}
        methods |= {name: signature or imported.methods.get(name) for name, signature in self.methods.items()}
        metadata = imported.metadata if not self.complete else {}
        gaps = {name: value for name, value in imported.metadata.items() if name in self.unknown}
        return self._replace(
            bases=self.bases if self.complete else self.bases | imported.bases,
            complete=True,
            methods=methods,
            constructor=self.constructor or imported.constructor,
            metadata={**metadata, **gaps, **self.metadata},
            # What a constructor sets on the instance stays unknown: nothing is instantiated.
            unknown=self.unknown - imported.metadata.keys(),
            abstract=imported.abstract,
        )


def is_alike(read: object, seen: object) -> bool:
    """Tell whether a value that the source states can be the one that the import saw.

    Args:
        read: By the source.
        seen: By the import, which shows a value of an odd type only in words.
    """
    if isinstance(seen, Odd):
        return repr(seen) in (repr(read), _DICT if isinstance(read, dict) else None)
    if (
        type(read) is not type(seen)
        or not isinstance(read, _COLLECTIONS)
        or not isinstance(seen, _COLLECTIONS)
    ):
        return read == seen
    forms = [[item if isinstance(item, str) else _shown(item) for item in value] for value in (read, seen)]
    return forms[0] == forms[1] if isinstance(read, (list, tuple)) else set(forms[0]) == set(forms[1])


def _shown(item: object) -> str:
    return repr(item) if isinstance(item, Odd) else f"a {type(item).__name__}"
