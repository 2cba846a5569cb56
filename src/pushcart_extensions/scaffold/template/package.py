"""A new extension package as data: every name that the template writes, taken from the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pushcart_extensions.contract.kinds import BY_FOLDER, KINDS, Kind
from pushcart_extensions.contract.names import (
    class_name,
    default_flag,
    distribution_name,
    import_package,
    infer_component,
    module_name,
    normalize_key,
)
from pushcart_extensions.edits.sorting import natural

LINE_LENGTH = 110
_LONGEST_LINE = 320
"""The longest line that ruff can be asked for; a package with very long names needs it."""
_ROOMY_NAME = 40


@dataclass(frozen=True)
class Component:
    """One component of a new package.

    Attributes:
        kind: The kind's name, ``source``.
        folder: The sub-package that holds it, ``sources``.
        key: Its configuration key and module name, ``rest_api``.
        class_name: ``RestApiSource``.
        flag: The feature flag that it provides, ``rest_api_source``.
        module: Dotted name of its module, ``pushcart_rest_api.sources.rest_api``.
        group: The entry-point group that finds it by key; None for kind extension.
    """

    kind: str
    folder: str
    key: str
    class_name: str
    flag: str
    module: str
    group: str | None

    @property
    def facts(self) -> dict[str, str]:
        """Its names as plain data for JSON."""
        return {
            "kind": self.kind,
            "key": self.key,
            "class": self.class_name,
            "module": self.module,
            "flag": self.flag,
        }

    @property
    def file(self) -> str:
        """Its file below the import package: ``sources/rest_api.py``."""
        return f"{self.folder}/{self.key}.py"

    @property
    def test_file(self) -> str:
        """The file of its test below ``tests``: ``sources/test_rest_api.py``."""
        return f"{self.folder}/test_{self.key}.py"

    @property
    def target(self) -> str:
        """What its entry points name: ``pushcart_rest_api.sources.rest_api:RestApiSource``."""
        return f"{self.module}:{self.class_name}"


@dataclass(frozen=True)
class Folder:
    """The components of one kind: a sub-package of the new package."""

    kind: str
    name: str
    group: str | None
    components: tuple[Component, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The class names in the order in which ``__all__`` and imports list them."""
        return tuple(sorted((component.class_name for component in self.components), key=natural))

    @property
    def by_module(self) -> tuple[Component, ...]:
        """The components in the order of their modules' names, as import blocks are sorted."""
        return tuple(sorted(self.components, key=lambda component: natural(component.key)))


@dataclass(frozen=True)
class Package:
    """A new extension package.

    Attributes:
        distribution: Its normalised distribution name, ``pushcart-rest-api``.
        module: Its import package, ``pushcart_rest_api``.
        folders: Its sub-packages, in the order of the contract's kinds.
    """

    distribution: str
    module: str
    folders: tuple[Folder, ...]

    @property
    def components(self) -> tuple[Component, ...]:
        """All components, in the order of the contract's kinds and then as given."""
        return tuple(component for folder in self.folders for component in folder.components)

    @property
    def stages(self) -> tuple[Component, ...]:
        """The components that a workflow runs."""
        return tuple(component for component in self.components if component.group)

    def of_kind(self, kind: str) -> tuple[Component, ...]:
        """Return the components of one kind."""
        return tuple(component for component in self.components if component.kind == kind)

    @property
    def stage_folders(self) -> tuple[Folder, ...]:
        """The folders whose components have an entry-point group of their own."""
        return tuple(folder for folder in self.folders if folder.group)

    @property
    def folders_by_name(self) -> tuple[Folder, ...]:
        """The folders in the order of their names, as import blocks are sorted."""
        return tuple(sorted(self.folders, key=lambda folder: folder.name))

    @property
    def classes(self) -> tuple[str, ...]:
        """Every component's class name, sorted."""
        return tuple(sorted((component.class_name for component in self.components), key=natural))

    @property
    def extensions(self) -> tuple[Component, ...]:
        """The components that a workflow enables by their flags."""
        return tuple(component for component in self.components if not component.group)

    # The template of 0.1.0 asks for these; plain Copier renders it with the code that is installed.

    @property
    def sources(self) -> tuple[Component, ...]:
        """The components of kind source."""
        return self.of_kind("source")

    @property
    def transformations(self) -> tuple[Component, ...]:
        """The components of kind transformation."""
        return self.of_kind("transformation")

    @property
    def destinations(self) -> tuple[Component, ...]:
        """The components of kind destination."""
        return self.of_kind("destination")

    @property
    def line_length(self) -> int:
        """The line length that the package's code keeps to: wider where its names leave no room."""
        longest = max(len(name) for name in (self.distribution, *(c.key for c in self.components)))
        return LINE_LENGTH if longest <= _ROOMY_NAME else _LONGEST_LINE

    def import_of(self, component: Component) -> str:
        """Return the statement that imports a component's class, broken where the line has no room."""
        line = f"from {component.module} import {component.class_name}"
        if len(line) <= self.line_length:
            return line
        return f"from {component.module} import (\n    {component.class_name},\n)"


def listed(components: Iterable[Component]) -> str:
    """Return components by their kinds, as a text: ``sources a, b; destination c``."""
    there = tuple(components)
    parts = []
    for kind in KINDS:
        keys = [component.key for component in there if component.kind == kind.name]
        if keys:
            parts.append(f"{kind.name if len(keys) == 1 else kind.folder} {', '.join(keys)}")
    return "; ".join(parts)


def describe_package(name: str, keys: Mapping[str, Iterable[str]]) -> Package:
    """Return the package that a valid name and valid keys stand for.

    Args:
        name: The package's name, with or without ``pushcart-``.
        keys: Keys by their kind's folder, ``{"sources": ["rest_api"]}``. Without any, the
            name alone gives the one component.
    """
    distribution = distribution_name(name)
    module = import_package(distribution)
    wanted = {BY_FOLDER[folder]: [normalize_key(key) for key in some] for folder, some in keys.items()}
    if not any(wanted.values()):
        kind, key = infer_component(distribution)
        wanted = {kind: [key]}
    folders = (_folder(module, kind, wanted.get(kind, [])) for kind in KINDS)
    return Package(distribution, module, tuple(folder for folder in folders if folder.components))


def _folder(module: str, kind: Kind, keys: Iterable[str]) -> Folder:
    components = tuple(
        Component(
            kind=kind.name,
            folder=kind.folder,
            key=key,
            class_name=class_name(key, kind),
            flag=default_flag(key, kind),
            module=module_name(module, key, kind),
            group=kind.group,
        )
        for key in keys
    )
    return Folder(kind.name, kind.folder, kind.group, components)
