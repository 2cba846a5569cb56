"""What ordering knows of a stage or an extension: its metadata, read once."""

from __future__ import annotations

from pushcart_extensions.contract.metadata import ATTRIBUTES, flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Component:
    """One stage or extension, a class or an instance, with what its metadata say.

    Attributes:
        target: The class or instance itself.
        cls: The class.
        metadata: The metadata attributes that say something.
        provides: Feature flags it provides.
        uses: Flags it comes after, where they are there.
        needs: Flags it comes after, and can't do without.
        excludes: Flags it can't be with.
        computed: Attributes that only an instance knows (properties), seen on a class.
    """

    __slots__ = ("cls", "computed", "excludes", "metadata", "needs", "provides", "target", "uses")

    def __init__(self, target: object) -> None:
        self.target = target
        self.cls = target if isinstance(target, type) else type(target)
        self.metadata, self.computed = _metadata(target)
        self.provides = _flags(self.metadata, "provides")
        self.uses = _flags(self.metadata, "uses")
        self.needs = _flags(self.metadata, "needs")
        self.excludes = _flags(self.metadata, "excludes")

    @property
    def name(self) -> str:
        """The class with its module, for messages."""
        return f"{self.cls.__module__}.{self.cls.__qualname__}"

    def is_set(self, attribute: str) -> bool:
        """Tell whether one of the boolean attributes is True."""
        return self.metadata.get(attribute) is True

    def __repr__(self) -> str:
        return f"<Component {self.name}>"


_NOTHING: frozenset[str] = frozenset()
_VALUES = (set, frozenset, list, tuple, bool)


def _flags(metadata: Mapping[str, object], attribute: str) -> frozenset[str]:
    value = metadata.get(attribute)
    if value is None:
        return _NOTHING
    if type(value) is frozenset or type(value) is set:
        # Whatever is no string in it is told of by the metadata's own checks.
        return frozenset(value)
    return flags(metadata, attribute)


def _metadata(target: object) -> tuple[dict[str, object], frozenset[str]]:
    values: dict[str, object] = {}
    computed = _NOTHING
    for name in ATTRIBUTES:
        value = getattr(target, name, None)
        if value is None:
            continue
        if type(value) in _VALUES:
            # What is empty or False says no more than what is missing.
            if value:
                values[name] = value
        # On a class, a property stands where its instances have a value.
        elif isinstance(target, type) and hasattr(value, "__get__"):
            computed |= {name}
        else:
            values[name] = value
    return values, computed
