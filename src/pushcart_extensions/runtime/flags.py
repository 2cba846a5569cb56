"""Which installed package registers which feature flag."""

from __future__ import annotations

from pushcart_extensions.contract.kinds import BY_GROUP, FLAG_GROUP
from pushcart_extensions.contract.names import normalize
from pushcart_extensions.runtime import cached
from pushcart_extensions.runtime.discovery import registered
from pushcart_extensions.runtime.distributions import entry_points, split_target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Registration:
    """One entry point that a flag, or a name of another namespace, is registered under.

    Attributes:
        kind: ``extension``: what a registered component is unless it is a stage.
        key: The name of the entry point, the flag.
        distribution: The distribution it belongs to.
        module: The module of its target.
        class_name: The attribute of its target; empty where it is malformed.
    """

    __slots__ = ("class_name", "distribution", "key", "kind", "module")

    def __init__(self, flag: str, distribution: str, target: str) -> None:
        self.kind = "extension"
        self.key = flag
        self.distribution = distribution
        self.module, self.class_name = split_target(target)

    @property
    def stage(self) -> tuple[str, str] | None:
        """Kind and key of the stage that this flag belongs to; None for an extension."""
        return _stage_targets().get((self.module, self.class_name))

    def __repr__(self) -> str:
        return f"<Registration {self.key}: {self.module}:{self.class_name} of {self.distribution}>"


@cached
def feature_flags() -> dict[str, tuple[Registration, ...]]:
    """Return the registrations of each feature flag of the installed extension packages."""
    found: dict[str, tuple[Registration, ...]] = {}
    # Sorted, since a folder lists its files in no order that would be the same everywhere.
    for distribution, group, name, target in sorted(registered()):
        if group == FLAG_GROUP:
            found[name] = (*found.get(name, ()), Registration(name, distribution, target))
    return found


def known_flags() -> Sequence[str]:
    """Return every registered feature flag, sorted."""
    return sorted(feature_flags())


def registrations(name: str, namespaces: Collection[str] = ()) -> list[Registration]:
    """Return what is registered under a flag, and under that name in other namespaces.

    Args:
        name: The flag.
        namespaces: Further entry-point groups, from the ``extensions`` metadata.
    """
    found = list(feature_flags().get(name, ()))
    found += [one for _, one in in_namespaces(namespaces) if one.key == name]
    return found


def in_namespaces(namespaces: Collection[str]) -> list[tuple[str, Registration]]:
    """Return namespace and registration of each entry point in the given groups, sorted.

    Any distribution may register something there, whatever its name; so this asks
    ``importlib.metadata``, and only where somebody wants to know.

    Args:
        namespaces: Entry-point groups; ``web.extension`` is none of them, since its flags are known.
    """
    wanted = set(namespaces) - {FLAG_GROUP}
    if not wanted:
        return []
    import importlib.metadata

    found: list[tuple[str, str, str, str]] = []
    seen: set[str] = set()
    for distribution in importlib.metadata.distributions():
        name = normalize(distribution.metadata["Name"]) if "Name" in distribution.metadata else ""
        if name and name not in seen:
            seen.add(name)
            text = distribution.read_text("entry_points.txt") or ""
            found += [(group, key, name, target) for group, key, target in entry_points(text)]
    return [
        (group, Registration(key, name, target))
        for group, key, name, target in sorted(set(found))
        if group in wanted
    ]


def clear() -> None:
    """Forget what was found."""
    feature_flags.cache_clear()
    _stage_targets.cache_clear()


@cached
def _stage_targets() -> dict[tuple[str, str], tuple[str, str]]:
    """Return kind and key of each target that stands in a stage's group."""
    return {
        split_target(target): (BY_GROUP[group].name, name)
        for _, group, name, target in registered()
        if group in BY_GROUP
    }
