"""Rules about entry points: how discovery finds a stage without importing anything else."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.evidence.targets import lacking, target_class
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.remedies import (
    AddEntryPoint,
    MoveEntryPoint,
    RenameEntryPoint,
    RenameGroup,
    RetargetEntryPoint,
)
from pushcart_extensions.contract.kinds import BY_GROUP, EXTENSION, FLAG_GROUP, STAGE_KINDS
from pushcart_extensions.contract.metadata import flags
from pushcart_extensions.contract.names import class_name, is_key
from pushcart_extensions.contract.suggestions import closest


def malformed(package: Package) -> Iterator[Fault]:
    """An entry point's value can't be read.

    It must be ``module:Class``, such as ``pushcart_rest_api.sources.rest_api:RestApiSource``.
    """
    for point in _ours(package):
        if point.module is None or point.attribute is None:
            yield Fault(
                f"{point.name} = {point.value!r} names no class.",
                point.place,
                "Write it as module:Class.",
                about=_about(point),
                fix=_retargeting(package, point),
            )


def unknown_group(package: Package) -> Iterator[Fault]:
    """An entry-point group is named almost like one that discovery reads.

    The groups are ``pushcart.sources``, ``pushcart.transformations``, ``pushcart.destinations`` and
    ``web.extension``; what is registered under another name is never found.
    """
    groups = [*BY_GROUP, FLAG_GROUP]
    for point in package.tree.project.entry_points:
        if not point.name:
            yield Fault(
                f"The name of the entry-point group {point.group} lacks its quotes: no backend builds this.",
                point.place,
                f'Write [project.entry-points."{point.group}"].',
            )
            continue
        if point.group in groups:
            continue
        close = closest(point.group.lower(), groups, 0.8)
        if close or point.group.lower().startswith("pushcart."):
            hint = f"Call the group {close}." if close else f"The groups are {', '.join(groups)}."
            fix = RenameGroup(point.group, close) if close else None
            yield Fault(f"Nothing reads the entry-point group {point.group}.", point.place, hint, fix=fix)


def leading_nowhere(package: Package) -> Iterator[Fault]:
    """An entry point leads to a module or class that the package doesn't have.

    Discovery trusts entry points: it imports the module that is named and takes the class that is
    named, and a stage whose entry point is wrong can't be loaded. Correct the value, or remove the
    entry point of a stage that is gone.
    """
    for point in _ours(package):
        if clause := lacking(package.resolver, package.components, point):
            yield Fault(
                f"{point.name} leads nowhere: {clause}.",
                point.place,
                _nearest(package, point),
                _about(point),
                _retargeting(package, point),
            )


def of_another_kind(package: Package) -> Iterator[Fault]:
    """An entry point registers a stage in the group of another kind.

    A destination under ``pushcart.sources`` would be asked for data that it doesn't have. Move the
    entry point to the group of its kind.
    """
    kinds = {kind.base: kind for kind in STAGE_KINDS}
    by_class = {
        (component.facts.module, component.facts.name): component
        for component in package.components
        if component.facts
    }
    for point in _ours(package):
        own = target_class(package.resolver, point)
        component = by_class.get((own.module.name, own.node.name)) if own else None
        wanted = BY_GROUP.get(point.group)
        if component is None or component.facts is None or wanted is None:
            continue
        if wanted is component.kind:
            # Group and folder agree; if the class is of another kind, it is its base class that is wrong.
            continue
        derived = [kinds[base] for base in sorted(component.facts.bases) if base in kinds]
        if derived and wanted not in derived:
            yield Fault(
                f"{component.facts.name} is a {derived[0].name}, registered in {point.group}.",
                point.place,
                f"Move the entry point to {derived[0].group}.",
                _about(point),
                # Where its folder says otherwise too, it may be the base class that is wrong.
                _moving(point, derived[0].group, component.key) if component.kind is derived[0] else None,
            )


def missing(component: Component) -> Iterator[Fault]:
    """A stage has no entry point, so that only the slower scan finds it.

    Discovery then searches the files of every extension package that is installed. Register the
    stage under its key in the group of its kind.
    """
    if component.kind is EXTENSION or component.facts is None or not component.in_folder:
        return
    if not component.registration_known or not is_key(component.key):
        return
    # Of one that leads nowhere another rule tells.
    if not component.entry_points and not component.is_lost:
        yield Fault(
            f"{component.facts.name} has no entry point: only a scan finds it.",
            component.place,
            f'Register it in {component.kind.group}: {component.key} = "{component.target}"',
            fix=_registering(component),
        )


def misnamed(component: Component) -> Iterator[Fault]:
    """A stage is registered under a name that is not its key.

    The key of a stage is the name of its module; a workflow that asks for it would find the stage
    by scan alone, or another stage. Name the entry point like the module.
    """
    for point in component.entry_points if is_key(component.key) else ():
        if point.name != component.key:
            yield Fault(
                f"{point.value} is registered as {point.name!r}, and its key is {component.key!r}.",
                point.place,
                f"Name the entry point {component.key}.",
                _about(point),
                _renaming(component, point),
            )


def _retargeting(package: Package, point: EntryPoint) -> RetargetEntryPoint | None:
    """Return the fix for an entry point that leads nowhere, where one class is plainly meant."""
    meant = next((component for component in package.components if point in component.lost), None)
    if meant is None or meant.moves_to or meant.target is None:
        return None
    return RetargetEntryPoint(point.group, point.name, meant.target)


def _moving(point: EntryPoint, group: str | None, key: str) -> MoveEntryPoint | None:
    return MoveEntryPoint(point.group, point.name, group, key) if group and is_key(key) else None


def _registering(component: Component) -> AddEntryPoint | None:
    facts, group = component.facts, component.kind.group
    if facts is None or group is None or not is_key(component.key) or component.moves_to:
        return None
    return AddEntryPoint(group, component.key, f"{facts.module}:{facts.name}")


def _renaming(component: Component, point: EntryPoint) -> RenameEntryPoint | None:
    """Return the fix for a misnamed entry point; none for a second name beside the right one."""
    names = [one.name for one in component.entry_points]
    if component.key in names or len(names) > 1 or not is_key(component.key):
        return None
    return RenameEntryPoint(point.group, point.name, component.key)


def _ours(package: Package) -> Iterator[EntryPoint]:
    for point in package.tree.project.entry_points:
        if point.name and point.is_discovered:
            yield point


def _about(point: EntryPoint) -> tuple[str, str] | None:
    kind = BY_GROUP.get(point.group)
    return (kind.name, point.name) if kind else None


def _nearest(package: Package, point: EntryPoint) -> str:
    """Say what an entry point that leads nowhere may have been meant to lead to, and the other way out."""
    kind = BY_GROUP.get(point.group)
    targets = {
        target: component
        for component in package.components
        if is_key(component.key) and (target := component.target)
    }
    # The one of that key is meant; else one that looks alike, and nothing leads to it yet.
    same_key = [target for target, component in targets.items() if component.key == point.name]
    free = [target for target, component in targets.items() if _is_free(component, point)]
    if close := same_key[0] if same_key else closest(point.value, sorted(free), 0.8):
        return f'Write "{close}", or remove the entry point.'
    module = kind and f"{package.tree.package_name}.{kind.folder}.{point.name}"
    if kind and is_key(point.name) and module not in package.tree.modules:
        path = f"{kind.folder}/{point.name}.py"
        return f"Remove the entry point, or create {path} with {class_name(point.name, kind)}."
    return "Correct it, or remove the entry point."


def _is_free(component: Component, point: EntryPoint) -> bool:
    """Tell whether an entry point may lead to a component: no other one stands for that already."""
    if point.group != FLAG_GROUP:
        return component.kind is BY_GROUP[point.group] and not component.entry_points
    provided = flags(component.facts.metadata, "provides") if component.facts else frozenset()
    return point.name in provided or not component.flags
