"""The stages and extensions of a package, put together from its source and its import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from pushcart_extensions.check.evidence.classes import class_facts, class_place
from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.evidence.import_report import Failure, ImportReport, Loaded
from pushcart_extensions.check.evidence.module import Import, Module
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.evidence.resolution import OwnClass, Resolver
from pushcart_extensions.check.findings import Place
from pushcart_extensions.contract.kinds import BY_GROUP, EXTENSION, FLAG_GROUP, KINDS, STAGE_KINDS, Kind
from pushcart_extensions.contract.names import class_name


class Component(NamedTuple):
    """One stage or extension.

    Attributes:
        kind: Its kind, by its folder; outside the folders by its base class or entry point.
        key: Its module's name.
        module: The module that defines it, or should.
        facts: Its class; None where the module shows none.
        in_folder: Whether the module stands in its kind's folder.
        moves_to: What its class's module will be called as soon as a misnamed folder has its right name; None
            where no folder is to be renamed.
        rivals: Further stage classes of the same module, which no key finds.
        entry_points: The entry points of its kind's group that lead to it.
        flags: The entry points of the flag group that lead to it.
        loaded: What discovery gave for it; None where nothing was imported or the import didn't get so far.
        registration_known: Whether its entry points can be known: the metadata are readable and static.
        dynamic: Whether the module makes or fetches the class in a way that only running it tells.
        source: What the source alone says of its class.
    """

    kind: Kind
    key: str
    module: Module
    facts: ClassFacts | None
    in_folder: bool = True
    moves_to: str | None = None
    rivals: tuple[Place, ...] = ()
    entry_points: tuple[EntryPoint, ...] = ()
    flags: tuple[EntryPoint, ...] = ()
    loaded: Loaded | None = None
    registration_known: bool = True
    dynamic: bool = False
    source: ClassFacts | None = None

    @property
    def is_claimed(self) -> bool:
        """Whether anything but its module's place says that it is a stage or extension."""
        said = self.facts or self.entry_points or self.flags
        return bool(said) or self.dynamic or self.module.problem is not None

    @property
    def expected_class(self) -> str:
        """The class name that the key asks for."""
        return class_name(self.key, self.kind)

    @property
    def names(self) -> frozenset[str]:
        """The name that its class has and the one that it should have.

        A misnamed class is one fault; whatever refers to it by either name is not another.
        """
        return frozenset({self.expected_class, *([self.facts.name] if self.facts else ())})

    @property
    def target(self) -> str | None:
        """What its entry points must lead to, folders being named as they should; None without a class."""
        return f"{self.moves_to or self.facts.module}:{self.facts.name}" if self.facts else None

    @property
    def place(self) -> Place:
        """Where its class stands; the module where it shows none."""
        return self.facts.place if self.facts else Place(self.module.path)

    @property
    def about(self) -> tuple[str, str]:
        """Kind and key, by which findings name it."""
        return self.kind.name, self.key


def target_class(resolver: Resolver, point: EntryPoint) -> OwnClass | None:
    """Return the class of the package that an entry point leads to; None where it leads to none."""
    if point.module is None or point.attribute is None:
        return None
    found = resolver.dotted(f"{point.module}.{point.attribute}", steps=1)
    return found if isinstance(found, OwnClass) else None


def find_components(resolver: Resolver, report: ImportReport | None) -> tuple[Component, ...]:
    """Return every component of a package, by kind and key.

    Args:
        resolver: The package.
        report: What the import saw; its facts fill the gaps of the source.
    """
    found = [*_in_folders(resolver)]
    seen = {id(own.node) for own, _ in found if own}
    tree = resolver.tree
    misnamed = {f"{tree.package_name}.{folder}": kind for folder, kind in tree.misnamed_folders()}
    for own, component in [*_behind_entry_points(resolver), *_misplaced(resolver)]:
        if own and id(own.node) not in seen:
            seen.add(id(own.node))
            # A stage in a misnamed folder will be in its place as soon as the folder is renamed.
            folder, _, name = component.module.name.rpartition(".")
            kind = misnamed.get(folder)
            moves_to = f"{tree.package_name}.{kind.folder}.{name}" if kind else None
            found.append((own, component._replace(in_folder=kind is not None, moves_to=moves_to)))
    targets = _targets(resolver)
    read = ((own, component._replace(source=component.facts)) for own, component in found)
    project = tree.project
    known = project.problem is None and "entry-points" not in project.unknown
    components = (
        _with_entry_points(targets, own, component)._replace(registration_known=known)
        for own, component in read
    )
    merged = (_with_import(component, report) if report else component for component in components)
    order = [kind.name for kind in KINDS]
    return tuple(sorted(merged, key=lambda component: (order.index(component.kind.name), component.key)))


Found = tuple[OwnClass | None, Component]


def _in_folders(resolver: Resolver) -> Iterator[Found]:
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


def _behind_entry_points(resolver: Resolver) -> Iterator[Found]:
    for point in resolver.tree.project.entry_points:
        own = target_class(resolver, point)
        if own is None or (point.group not in BY_GROUP and point.group != FLAG_GROUP):
            continue
        facts = class_facts(resolver, own)
        kind = BY_GROUP.get(point.group) or _kind_by_base(facts) or EXTENSION
        key = own.module.name.rpartition(".")[2]
        yield own, Component(kind, key, own.module, facts, in_folder=False)


def _misplaced(resolver: Resolver) -> Iterator[Found]:
    """Yield classes outside the kinds' folders that are named and derived like stages."""
    tree = resolver.tree
    folders = tuple(f"{tree.package_name}.{kind.folder}." for kind in KINDS)
    for own in resolver.classes:
        key = own.module.name.rpartition(".")[2]
        if own.module.name.startswith(folders) or own.module.is_package:
            continue
        kind = next((kind for kind in STAGE_KINDS if own.node.name == class_name(key, kind)), None)
        if kind and kind.base in resolver.lineage(own)[1]:
            yield own, Component(kind, key, own.module, class_facts(resolver, own), in_folder=False)


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
    points = [
        *(targets.get(id(own.node), []) if own else []),
        *(point for point in by_name if own is None or point.attribute == component.expected_class),
    ]
    return component._replace(
        entry_points=tuple(point for point in points if point.group == component.kind.group),
        flags=tuple(point for point in points if point.group == FLAG_GROUP),
    )


def _with_import(component: Component, report: ImportReport) -> Component:
    if component.kind is EXTENSION:
        return _with_imported_extension(component, report)
    loaded = report.stages.get(component.about)
    if loaded is None or loaded.facts is None:
        return component._replace(loaded=loaded)
    if component.facts is None:
        # Only running told which class it is; one that another module defines isn't this module's.
        own = loaded.facts.module == component.module.name
        facts = loaded.facts._replace(place=component.place) if own else None
    elif (loaded.facts.name, loaded.facts.module) == (component.facts.name, component.facts.module):
        facts = component.facts.filled_from(loaded.facts)
    else:
        facts = component.facts
    return component._replace(loaded=loaded, facts=facts)


def _with_imported_extension(component: Component, report: ImportReport) -> Component:
    seen = report.extensions.get(component.module.name)
    if seen is None:
        return component
    if isinstance(seen, Failure):
        return component._replace(loaded=Loaded(component.module.name, failure=seen))
    wanted = component.facts.name if component.facts else component.expected_class
    facts = next((facts for facts in seen if facts.name == wanted), None)
    found_by = "entry-point" if component.flags else "scan"
    loaded = Loaded(component.module.name, facts=facts, found_by=found_by)
    if facts is None:
        return component._replace(loaded=loaded)
    merged = component.facts.filled_from(facts) if component.facts else facts._replace(place=component.place)
    return component._replace(loaded=loaded, facts=merged)
