"""Rules about what a built wheel says of itself: its entry points, its name, what it requires."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.rules.packaging import RUNTIME
from pushcart_extensions.check.rules.wheel import packing_place
from pushcart_extensions.contract.names import normalize

if TYPE_CHECKING:  # what it brings is heavy, and few checks need it
    from pushcart_extensions.check.evidence.wheel import Packaged


def entry_points_differ(packaged: Packaged) -> Iterator[Fault]:
    """The wheel registers other entry points than the package declares.

    Discovery reads those of the wheel. They differ where the build backend takes them from
    elsewhere: a setup.py, a setup.cfg, a plugin. State them in one place.
    """
    if not packaged.built or packaged.wheel.metadata is None:
        return
    project = packaged.package.tree.project
    if project.problem or "entry-points" in project.unknown:
        return
    declared = {_identity(point): point for point in project.entry_points if point.module}
    registered = {_identity(point): point for point in packaged.wheel.entry_points}
    for identity, point in declared.items():
        if identity not in registered:
            yield Fault(
                f"The wheel doesn't register {point.name} = {point.value!r} in {point.group}.",
                point.place,
                "Declare entry points in one place, where the build backend reads them.",
            )
    for identity, point in registered.items():
        if point.is_discovered and identity not in declared:
            yield Fault(
                f"The wheel registers {point.name} = {point.value!r} in {point.group}, which isn't declared.",
                project.place(("project", "entry-points", point.group), ("project",)),
                "Declare entry points in one place, where the build backend reads them.",
            )


def entry_point_not_packaged(packaged: Packaged) -> Iterator[Fault]:
    """An entry point of the wheel leads to a module that the wheel doesn't hold.

    The package has the module, and the build leaves it out. Correct what is packed.
    """
    if not packaged.built or packaged.wheel.metadata is None:
        return
    tree = packaged.package.tree
    stages = {component.module.name for component in packaged.package.components}
    for point in packaged.wheel.entry_points:
        if not point.is_discovered or not point.module or point.module in stages:
            continue
        if point.module in tree.modules and not packaged.wheel.has_module(point.module):
            yield Fault(
                f"{point.name} in {point.group} leads to {point.module}, which is not in the wheel.",
                packing_place(tree.project),
                "Correct what the build backend is told to pack.",
            )


def other_name(packaged: Packaged) -> Iterator[Fault]:
    """The wheel's metadata name another distribution than the package does.

    Discovery goes by the installed name. It differs where the build backend takes it from elsewhere.
    """
    if not packaged.built or packaged.wheel.metadata is None:
        return
    project, name = packaged.package.tree.project, packaged.wheel.metadata.first("name")
    if project.name and normalize(name or "") != normalize(project.name):
        yield Fault(
            f"The wheel is that of {name or 'no distribution'}, and the package is called {project.name}.",
            project.name_place,
            "State the name in one place.",
        )


def other_dependencies(packaged: Packaged) -> Iterator[Fault]:
    """The wheel doesn't require pushcart-extensions, though the package does.

    An installation would lack what the stages import. The build backend takes the dependencies from
    elsewhere; state them in one place.
    """
    if not packaged.built or packaged.wheel.metadata is None:
        return
    project = packaged.package.tree.project
    declared = {normalize(name) for name in project.dependencies or ()}
    if RUNTIME in declared - {normalize(name) for name in packaged.wheel.metadata.requirements}:
        yield Fault(
            f"The wheel doesn't require {RUNTIME}.",
            project.place(("project", "dependencies"), ("tool", "poetry", "dependencies")),
            "State the dependencies where the build backend reads them.",
        )


def no_python_stated(packaged: Packaged) -> Iterator[Fault]:
    """The wheel doesn't say which versions of Python it needs.

    Installers then try it on every version. Pushcart's extensions need Python 3.11 or later: write
    ``requires-python = ">=3.11"``.
    """
    metadata = packaged.wheel.metadata
    if metadata and not metadata.first("requires-python"):
        project = packaged.package.tree.project
        yield Fault(
            "The wheel has no Requires-Python.",
            project.place(("project", "name"), ("tool", "poetry", "name")),
            'Write requires-python = ">=3.11" under [project].',
        )


def _identity(point: EntryPoint) -> tuple[str, str, str | None, str | None]:
    return point.group, point.name, point.module, point.attribute
