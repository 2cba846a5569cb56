"""Finds the stages and extensions of a package in its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pushcart_extensions.check.evidence.belonging import right_module
from pushcart_extensions.check.evidence.classes import class_facts, class_place
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.evidence.module import Import, Module
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.evidence.resolution import OwnClass, Resolver
from pushcart_extensions.check.evidence.source_tree import TESTS
from pushcart_extensions.check.evidence.targets import target_class
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import BY_GROUP, EXTENSION, FLAG_GROUP, KINDS, STAGE_KINDS, Kind
from pushcart_extensions.contract.names import class_name, module_name


def find_components(resolver: Resolver) -> tuple[Component, ...]:
    """Return every component that the source of a package shows, by kind and key."""
    targets = _targets(resolver)
    project = resolver.tree.project
    known = project.problem is None and "entry-points" not in project.unknown
    components = [
        _with_entry_points(
            targets, own, component._replace(moves_to=right_module(resolver.tree, component))
        )._replace(source=component.facts, registration_known=known)
        for own, component in _each_once(resolver)
    ]
    order = [kind.name for kind in KINDS]
    return tuple(sorted(components, key=lambda component: (order.index(component.kind.name), component.key)))


def _each_once(resolver: Resolver) -> Iterator[tuple[OwnClass | None, Component]]:
    """Yield the components, with their classes where the source shows those; the right place comes first."""
    tree = resolver.tree
    misnamed = {f"{tree.package_name}.{folder}" for folder, _ in tree.misnamed_folders()}
    seen: set[int] = set()
    in_folders = [*_in_folders(resolver)]
    for own, component in in_folders:
        if own:
            seen.add(id(own.node))
        yield own, component
    stages = frozenset(component.module.name for own, component in in_folders if own or component.dynamic)
    for own, component in (*_behind_entry_points(resolver), *_misplaced(resolver, stages)):
        if id(own.node) not in seen:
            seen.add(id(own.node))
            # A stage in a misnamed folder will be in its place as soon as the folder is renamed.
            yield own, component._replace(in_folder=component.module.name.rpartition(".")[0] in misnamed)


def _in_folders(resolver: Resolver) -> Iterator[tuple[OwnClass | None, Component]]:
    for kind in KINDS:
        for module in resolver.tree.stage_modules(kind):
            key = module.name.rpartition(".")[2]
            own, rivals, dynamic = _choose_class(resolver, module, kind, key)
            facts = class_facts(resolver, own) if own else None
            component = Component(kind, key, module, facts, rivals=rivals, dynamic=dynamic)
            yield own, _of_its_own_kind(component)


def _of_its_own_kind(component: Component) -> Component:
    """Return a component under the kind that its class is of, where all but the folder says so."""
    facts = component.facts
    if facts is None or not facts.complete or component.kind.base in facts.bases:
        return component
    for kind in STAGE_KINDS:
        if facts.bases == {kind.base} and facts.name == class_name(component.key, kind):
            return component._replace(kind=kind, in_folder=False)
    return component


def _choose_class(
    resolver: Resolver, module: Module, kind: Kind, key: str
) -> tuple[OwnClass | None, tuple[Place, ...], bool]:
    """Return the class that a module stands for, further stage classes, and whether only running tells."""
    expected = class_name(key, kind)
    own = [*_defined_in(resolver, module)]
    leaves = [
        one for one in own if id(one.node) not in resolver.ancestors and not one.node.name.startswith("_")
    ]
    lineages = {id(one.node): resolver.lineage(one) for one in leaves}
    derived = [one for one in leaves if kind.base and kind.base in lineages[id(one.node)][1]]
    named = [one for one in own if one.node.name == expected]
    chosen = named or derived
    if not chosen:
        chosen = [
            one
            for one in leaves
            if one.node.name.endswith(kind.suffix)
            or lineages[id(one.node)][1]
            or not lineages[id(one.node)][2]
        ] or (leaves if kind is EXTENSION else [])
    if not chosen:
        return None, (), expected in module.bindings or bool(module.stars) or module.is_lazy
    # With several candidates the one nearest to its right name speaks for the module.
    best = max(chosen, key=lambda one: _likeness(one.node.name, expected))
    rivals = tuple(class_place(module, one.node) for one in derived if one.node is not best.node)
    return best, rivals, False


def _likeness(name: str, expected: str) -> float:
    import difflib

    return difflib.SequenceMatcher(None, name.lower(), expected.lower()).ratio() + (name == expected)


def _defined_in(resolver: Resolver, module: Module) -> Iterator[OwnClass]:
    """Yield the classes of a module; a sub-package has those too that it takes from modules of its own."""
    for name, binding in module.bindings.items():
        if isinstance(binding, ast.ClassDef):
            yield OwnClass(module, binding)
        elif module.is_package and isinstance(binding, Import):
            found = resolver.name(module, name)
            if isinstance(found, OwnClass) and found.module.name.startswith(f"{module.name}."):
                yield found


def _behind_entry_points(resolver: Resolver) -> Iterator[tuple[OwnClass, Component]]:
    for point in resolver.tree.project.entry_points:
        own = target_class(resolver, point)
        if own is None or (point.group not in BY_GROUP and point.group != FLAG_GROUP):
            continue
        facts = class_facts(resolver, own)
        kind = BY_GROUP.get(point.group) or _kind_by_base(facts) or EXTENSION
        key = own.module.name.rpartition(".")[2]
        yield own, Component(kind, key, own.module, facts, in_folder=False)


def _misplaced(resolver: Resolver, stages: frozenset[str]) -> Iterator[tuple[OwnClass, Component]]:
    """Yield classes outside the kinds' folders, or too deep in them, that are named and derived like stages.

    Args:
        resolver: The package.
        stages: The modules in the kinds' folders that hold a stage.
    """
    tree = resolver.tree
    folders = {f"{tree.package_name}.{kind.folder}" for kind in KINDS}
    asked = {(point.module, point.attribute) for point in tree.project.entry_points}
    for own in resolver.classes:
        folder, _, key = own.module.name.rpartition(".")
        kind = next((kind for kind in KINDS if own.node.name == class_name(key, kind)), None)
        if kind is None or own.module.is_package or folder in folders:
            continue
        is_asked = (module_name(str(tree.importable_name), key, kind), own.node.name) in asked
        is_like_one = kind.base is None or kind.base in resolver.lineage(own)[1]
        if is_like_one and (is_asked or not _is_helper(resolver, own, kind, stages)):
            yield own, Component(kind, key, own.module, class_facts(resolver, own), in_folder=False)


def _is_helper(resolver: Resolver, own: OwnClass, kind: Kind, stages: frozenset[str]) -> bool:
    """Tell whether a class that nothing asks for may serve others: a base, a private one, part of a stage."""
    package, *parts = own.module.name.split(".")
    is_hidden = any(part.startswith("_") or part in TESTS for part in parts)
    is_of_stage = f"{package}.{'.'.join(parts[:2])}" in stages
    return kind.base is None or id(own.node) in resolver.ancestors or is_hidden or is_of_stage


def _kind_by_base(facts: ClassFacts) -> Kind | None:
    return next((kind for kind in STAGE_KINDS if kind.base in facts.bases), None)


def _targets(resolver: Resolver) -> dict[int | str, list[EntryPoint]]:
    """Return the entry points by the class node that they lead to, else by the module that they name."""
    targets: dict[int | str, list[EntryPoint]] = {}
    for point in resolver.tree.project.entry_points:
        own = target_class(resolver, point)
        targets.setdefault(id(own.node) if own else point.module or "", []).append(point)
    return targets


def _with_entry_points(
    targets: dict[int | str, list[EntryPoint]], own: OwnClass | None, component: Component
) -> Component:
    by_name = targets.get(component.module.name, [])
    after_move = targets.get(component.moves_to, []) if component.moves_to else []
    points = [
        *(targets.get(id(own.node), []) if own else []),
        *(point for point in by_name if own is None or point.attribute == component.expected_class),
        *(point for point in after_move if point.attribute in component.names),
    ]
    return component._replace(
        entry_points=tuple(point for point in points if point.group == component.kind.group),
        flags=tuple(point for point in points if point.group == FLAG_GROUP),
    )
