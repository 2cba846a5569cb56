"""What ordering knows of a stage or an extension: its metadata, read once."""

from __future__ import annotations

from pushcart_extensions.contract.metadata import ATTRIBUTES, flags
from pushcart_extensions.errors.wording import class_path, described

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
        unreadable: Attributes that can't be read, each with what asking for it raises.
    """

    __slots__ = (
        "cls",
        "computed",
        "excludes",
        "metadata",
        "needs",
        "provides",
        "target",
        "unreadable",
        "uses",
    )

    def __init__(self, target: object) -> None:
        self.target = target
        self.cls = target if isinstance(target, type) else type(target)
        self.unreadable: dict[str, str] = _READABLE
        try:
            said, self.computed = _metadata(target)
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - a property, or a metaclass, may do anything
            said, self.computed, self.unreadable = _as_far_as_readable(target)
        self.metadata = said
        self.provides = _flags(said, "provides") if "provides" in said else _NOTHING
        self.uses = _flags(said, "uses") if "uses" in said else _NOTHING
        self.needs = _flags(said, "needs") if "needs" in said else _NOTHING
        self.excludes = _flags(said, "excludes") if "excludes" in said else _NOTHING

    @property
    def name(self) -> str:
        """The class with its module, for messages."""
        return class_path(self.cls)

    def is_set(self, attribute: str) -> bool:
        """Tell whether one of the boolean attributes is True."""
        return self.metadata.get(attribute) is True

    def __repr__(self) -> str:
        return f"<Component {self.name}>"


_NOTHING: frozenset[str] = frozenset()
_READABLE: dict[str, str] = {}
_BARE = 2  # itself and object
_VALUES: frozenset[type] = frozenset({set, frozenset, list, tuple, bool})


def _flags(metadata: Mapping[str, object], attribute: str) -> frozenset[str]:
    value = metadata[attribute]
    if type(value) is frozenset or type(value) is set:
        # Whatever is no string in it is told of by the metadata's own checks.
        return frozenset(value)
    return flags(metadata, attribute)


def _metadata(target: object, names: Iterable[str] = ATTRIBUTES) -> tuple[dict[str, object], frozenset[str]]:
    values: dict[str, object] = {}
    computed = _NOTHING
    if type(target) is type and len(target.__mro__) == _BARE:
        # All that a class without bases says stands in it: most extensions, at a third of the time.
        own = target.__dict__
        names = [name for name in names if name in own]
    for name in names:
        value = getattr(target, name, None)
        # What is empty or False says no more than what is missing.
        if value is None or value is False:
            continue
        if type(value) in _VALUES:
            if value:
                values[name] = value
        # On a class, a property stands where its instances have a value.
        elif isinstance(target, type) and hasattr(value, "__get__"):
            computed |= {name}
        else:
            values[name] = _plain(value)
    return values, computed


def _plain(value: object) -> object:
    """Return a value of an unusual type; where that is a kind of set or list, a list of what it holds."""
    return list(value) if isinstance(value, (set, frozenset, list, tuple)) else value


def _as_far_as_readable(target: object) -> tuple[dict[str, object], frozenset[str], dict[str, str]]:
    values: dict[str, object] = {}
    computed = _NOTHING
    unreadable: dict[str, str] = {}
    for name in ATTRIBUTES:
        try:
            value, by_instances = _metadata(target, [name])
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - as above
            unreadable[name] = described(error)
        else:
            values |= value
            computed |= by_instances
    return values, computed, unreadable
