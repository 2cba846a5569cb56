"""A package as its files show it; nothing is imported."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.module import Module, read_module
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.packages import METADATA_FILES
from pushcart_extensions.contract.kinds import KINDS, Kind
from pushcart_extensions.contract.layouts import joined, package_parents
from pushcart_extensions.contract.names import import_package, is_extension_distribution
from pushcart_extensions.contract.suggestions import closest

_OTHER_NAMES = {
    "input": "sources",
    "inputs": "sources",
    "extract": "sources",
    "transform": "transformations",
    "transforms": "transformations",
    "transformers": "transformations",
    "sink": "destinations",
    "sinks": "destinations",
    "dest": "destinations",
    "target": "destinations",
    "targets": "destinations",
    "load": "destinations",
}
TESTS = frozenset({"conftest", "test", "testing", "tests"})
"""Names of modules and folders that hold tests."""
_NEVER_IMPORTED = TESTS | frozenset(
    {
        "benchmark",
        "benchmarks",
        "build",
        "dist",
        "doc",
        "docs",
        "example",
        "examples",
        "script",
        "scripts",
        "tools",
    }
)
"""Folders beside an import package; some have sub-folders of its folders' names."""


class SourceTree(NamedTuple):
    """What can be known of a package without importing it.

    Attributes:
        root: The package's folder.
        project: Its metadata.
        package: The import package that its name asks for; None where it has no name.
        package_path: The folder that was found for it, relative to ``root``; None without one.
        search_path: The folder that holds the import package, relative to ``root``.
        modules: Every module of the import package, by dotted name.
        folders: Sub-folders of the import package that hold Python files.
        shadowed: Modules that a sub-package of the same name keeps from being imported, by path.
    """

    root: Path
    project: Project
    package: str | None = None
    package_path: str | None = None
    search_path: str = "."
    modules: Mapping[str, Module] = MappingProxyType({})
    folders: tuple[str, ...] = ()
    shadowed: tuple[str, ...] = ()

    @property
    def package_name(self) -> str | None:
        """The name of the folder that was found, which may miss the name that it should have."""
        return self.package_path.rpartition("/")[2] if self.package_path else None

    @property
    def importable_name(self) -> str | None:
        """The name of the folder that was found, where that can be imported; else what it should be."""
        name = self.package_name
        if name is None or name.isidentifier():
            return name
        is_measure = self.package and self.project.name and is_extension_distribution(self.project.name)
        return self.package if is_measure else name.replace("-", "_")

    def stage_modules(self, kind: Kind) -> Iterator[Module]:
        """Yield the public modules of a kind's folder; a sub-package counts as the module of its name."""
        prefix = f"{self.package_name}.{kind.folder}."
        for name, module in self.modules.items():
            key = name.removeprefix(prefix)
            if name.startswith(prefix) and "." not in key and not key.startswith("_"):
                yield module

    def misnamed_folders(self) -> Iterator[tuple[str, Kind]]:
        """Yield sub-folders that look like a kind's folder and aren't, with the kind they resemble."""
        right = {kind.folder: kind for kind in KINDS}
        singular = {kind.name: kind.folder for kind in KINDS}
        for folder in self.folders:
            if folder in right:
                continue
            lower = folder.lower()
            meant = lower if lower in right else singular.get(lower) or _OTHER_NAMES.get(lower)
            meant = meant or closest(lower, right, 0.8)
            if meant:
                yield folder, right[meant]


def read_source_tree(root: Path, project: Project) -> SourceTree:
    """Read the package in a folder.

    Args:
        root: The folder.
        project: Its metadata.
    """
    expected = import_package(project.name) if project.name else None
    package_path = find_package(root, project, expected)
    if package_path is None:
        return SourceTree(root, project, expected)
    search_path, _, name = package_path.rpartition("/")
    with warnings.catch_warnings():
        # A doubtful escape in the package's source is for its own linter to report.
        warnings.simplefilter("ignore")
        found = tuple(_read_modules(root, package_path, name))
    # A sub-package is read after the module of its name, and is what Python imports.
    modules = {module.name: module for module in found}
    folders = sorted(
        {module.path.removeprefix(f"{package_path}/").partition("/")[0] for module in modules.values()}
    )
    return SourceTree(
        root=root,
        project=project,
        package=expected,
        package_path=package_path,
        search_path=search_path or ".",
        modules=modules,
        folders=tuple(folder for folder in folders if not folder.endswith(".py")),
        shadowed=tuple(module.path for module in found if modules[module.name] is not module),
    )


def find_package(root: Path, project: Project, expected: str | None) -> str | None:
    """Return the folder of the import package, relative to ``root``; the nearest miss where it is missing.

    Args:
        root: The package's folder.
        project: Its metadata; the layouts that its build backend is told are searched too.
        expected: The name that the folder should have.
    """
    parents = package_parents(project.tool)
    for parent in parents:
        # Unlike pathlib's, this answers False for a name that no file system takes.
        if expected and expected.isidentifier() and os.path.isdir(root / parent / expected):  # noqa: PTH112
            return joined(parent, expected)
    candidates = [
        (parent, entry.name)
        for parent in parents
        if os.path.isdir(root / parent)  # noqa: PTH112 - as above
        for entry in sorted(os.scandir(root / parent), key=lambda entry: entry.name)
        if entry.is_dir() and _looks_like_extension(Path(entry.path))
    ]
    if not candidates:
        return None
    nearest = closest(expected or "pushcart", [name for _, name in candidates], cutoff=0)
    return next(joined(parent, name) for parent, name in candidates if name == nearest)


def _looks_like_extension(folder: Path) -> bool:
    if folder.name in _NEVER_IMPORTED or not folder.name.replace("-", "_").isidentifier():
        return False
    is_named_so = folder.name.startswith("pushcart")
    has_kinds = any((folder / kind.folder).is_dir() for kind in KINDS)
    if "-" in folder.name:
        # Named like a distribution: the folder of another one, unless it is laid out like an import package.
        is_package = has_kinds or (is_named_so and (folder / "__init__.py").is_file())
        return is_package and not any((folder / file).is_file() for file in METADATA_FILES)
    return has_kinds or (is_named_so and any(folder.glob("*.py")))


def _read_modules(root: Path, package_path: str, package: str) -> Iterator[Module]:
    top = root / package_path
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        relative = Path(folder).relative_to(top)
        parts = relative.parts
        for file in sorted(files):
            stem, dot, suffix = file.rpartition(".")
            if not dot or suffix != "py":
                continue
            dotted = ".".join([package, *parts, *([] if stem == "__init__" else [stem])])
            yield read_module(root, "/".join([package_path, *parts, file]), dotted)
