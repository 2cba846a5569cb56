"""What the entry points of a package lead to, or were meant to lead to."""

from __future__ import annotations

from collections.abc import Iterable

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.evidence.resolution import Outside, OwnClass, OwnModule, Resolver, RuntimeBase
from pushcart_extensions.contract.kinds import BY_GROUP
from pushcart_extensions.contract.metadata import flags


def target_class(resolver: Resolver, point: EntryPoint) -> OwnClass | None:
    """Return the class of the package that an entry point leads to; None where it leads to none."""
    if point.module is None or point.attribute is None:
        return None
    found = resolver.dotted(f"{point.module}.{point.attribute}", steps=1)
    return found if isinstance(found, OwnClass) else None


def lacking(resolver: Resolver, components: Iterable[Component], point: EntryPoint) -> str | None:
    """Say what an entry point names and the package doesn't have.

    Args:
        resolver: The package.
        components: Its stages and extensions.
        point: The entry point.

    Returns:
        A clause; None where it leads to something, may do so, can't be read, or names the place or the
        name that a component will have as soon as it is moved or renamed.
    """
    if point.module is None or point.attribute is None:
        return None
    clause = _lacking(resolver, point.module, point.attribute)
    return None if clause is None or any(_is_to_be(one, point) for one in components) else clause


def with_lost(resolver: Resolver, components: tuple[Component, ...]) -> tuple[Component, ...]:
    """Return components with the entry points that were meant to lead to them and lead nowhere.

    Args:
        resolver: The package.
        components: What is known of its stages and extensions.
    """
    lost: dict[tuple[str, str], list[EntryPoint]] = {}
    for point in resolver.tree.project.entry_points:
        if point.name and point.is_discovered:
            is_unreadable = point.module is None or point.attribute is None
            meant = [one.about for one in components if _is_meant(one, point)]
            if len(meant) == 1 and (is_unreadable or lacking(resolver, components, point)):
                lost.setdefault(meant[0], []).append(point)
    return tuple(one._replace(lost=tuple(lost.get(one.about, ()))) for one in components)


def _is_meant(component: Component, point: EntryPoint) -> bool:
    """Tell whether an entry point has the key of a component, or a flag that it provides."""
    kind = BY_GROUP.get(point.group)
    if kind:
        return component.facts is not None and component.kind is kind and component.key == point.name
    return component.facts is not None and point.name in flags(component.facts.metadata, "provides")


def _is_to_be(component: Component, point: EntryPoint) -> bool:
    return point.module in (component.module.name, component.moves_to) and point.attribute in component.names


def _lacking(resolver: Resolver, dotted: str, attribute: str) -> str | None:
    tree, top = resolver.tree, dotted.partition(".")[0]
    if not tree.package_path or top not in (tree.package_name, tree.importable_name, tree.package):
        return f"{dotted} is no module of {tree.package}" if tree.package_path else None
    module = tree.modules.get(resolver.actual(dotted))
    if module is None:
        return None if resolver.dotted(dotted, steps=1) is not None else f"there is no module {dotted}"
    name = attribute.partition(".")[0]
    if module.problem or _may_have(resolver, module, name):
        return None
    return f"{dotted} has no {name}"


def _may_have(resolver: Resolver, module: Module, name: str) -> bool:
    found = resolver.name(module, name)
    if isinstance(found, (OwnModule, RuntimeBase)):
        return False
    if isinstance(found, Outside):
        return True
    stars_outside = any(star not in resolver.tree.modules for star in module.stars)
    return name in module.bindings or found is not None or module.is_lazy or stars_outside
