"""The modules of extension packages, found by their files' names: nothing is imported.

For packages that registered no entry point. A package is where the import system says it is, so
finder-based editable installs and namespace packages are seen as an import would see them.
"""

from __future__ import annotations

import os
import sys

from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import class_name as conventional_name
from pushcart_extensions.contract.names import import_package
from pushcart_extensions.runtime import cached
from pushcart_extensions.runtime.children import children
from pushcart_extensions.runtime.distributions import OWN_NAME, installed, names_in
from pushcart_extensions.runtime.stage import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Sequence

    Place = tuple[str, Collection[str]]

    Modules = dict[str, tuple["Module", ...]]

_FINDERS = ("BuiltinImporter", "FrozenImporter", "PathFinder")


class Module:
    """One module of an extension package, not imported.

    Attributes:
        distribution: The distribution it belongs to.
        name: Its dotted name; the last part is the key of the stage that may stand in it.
        file: Its source file, None where there is none to read (compiled, or in a zip file).
    """

    __slots__ = ("distribution", "file", "name")

    def __init__(self, distribution: str, name: str, file: str | None) -> None:
        self.distribution = distribution
        self.name = name
        self.file = file


@cached
def in_kind_folder(kind: Kind) -> Modules:
    """Return the public modules in the kind's folder of each extension package, by key."""
    found: dict[str, list[Module]] = {}
    for distribution, package, folders in packages():
        for folder in folders:
            inside = f"{folder}/{kind.folder}"
            for child in children(inside):
                if child.is_module:
                    add(found, distribution, f"{package}.{kind.folder}.{child.name}", child.file)
    return {key: tuple(modules) for key, modules in found.items()}


def listed(kind: Kind, registered: Container[str]) -> Iterator[Stage]:
    """Yield the stages that the modules in the kind's folders promise, by their text alone.

    Those whose key is among ``registered`` are left out, their files unread.

    A module without a class statement that has bases is a helper. Where there is no text to
    read (compiled, zipped), the conventional name stands for the class.
    """
    for key, modules in in_kind_folder(kind).items():
        for module in modules if key not in registered else ():
            name = _promised_class(module.file, conventional_name(key, kind), kind.suffix)
            if name:
                yield scanned(kind, module, name)


def scanned(kind: Kind, module: Module, class_name: str) -> Stage:
    """Return the record of a stage that a module was found to hold, or promises."""
    return Stage(
        kind=kind.name,
        key=module.name.rpartition(".")[2],
        distribution=module.distribution,
        module=module.name,
        class_name=class_name,
        found_by="scan",
    )


def add(found: dict[str, list[Module]], distribution: str, name: str, file: str | None) -> None:
    """Put a module under its key, unless one of that name is there."""
    modules = found.setdefault(name.rpartition(".")[2], [])
    # A module and a package of one name, or two portions of a namespace: the import system takes the first.
    if all(module.name != name for module in modules):
        modules.append(Module(distribution, name, file))


def clear() -> None:
    """Forget what was found."""
    for function in (in_kind_folder, packages):
        function.cache_clear()


@cached
def packages() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return distribution, import package and folders of each extension package but our own."""
    places = _listed_path()
    return tuple(
        (item.name, package, tuple(_folders(package, places)))
        for item in installed()
        if item.name != OWN_NAME
        for package in [import_package(item.name)]
    )


def _folders(package: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield the folders of a top-level package, as the import system's finders know them."""
    loaded = sys.modules.get(package)
    if loaded is not None:
        yield from getattr(loaded, "__path__", ())
        return
    first = next((place for place in places if package in place[1] or f"{package}.py" in place[1]), None)
    if first is not None and os.path.isfile(f"{first[0]}/{package}/__init__.py"):  # noqa: PTH113
        # The first to have the name, and it is a plain package: what any finder would say, at a tenth.
        yield f"{first[0]}/{package}"
        return
    for finder in sys.meta_path:
        find_spec = getattr(finder, "find_spec", None)
        spec = find_spec and find_spec(package, None)
        if spec:
            yield from spec.submodule_search_locations or ()
            return


def _listed_path() -> list[Place]:
    """Return the folders of the path with the names in each; none where another finder might know better."""
    places: list[Place] = []
    ours = [getattr(finder, "__name__", "") for finder in sys.meta_path[: len(_FINDERS)]]
    if tuple(ours) != _FINDERS:
        return places
    for entry in sys.path:
        if not isinstance(entry, str):
            continue
        finder = sys.path_importer_cache.get(entry)
        if finder is not None and type(finder).__name__ != "FileFinder":
            # A zip file, or a hook of somebody's own: what comes after it isn't known by names.
            return places
        try:
            places.append((entry or os.curdir, names_in(entry)))
        except NotADirectoryError:
            return places
        except (OSError, ValueError):
            continue
    return places


def _promised_class(file: str | None, expected: str, suffix: str) -> str | None:
    """Return the name of the class that a source file most likely has as its stage."""
    if file is None:
        return expected
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
            text = stream.read()
    except OSError:
        return expected
    names = [
        line[6:].partition("(")[0].strip()
        for line in text.splitlines()
        if line.startswith("class ") and "(" in line
    ]
    if expected in names or (f"import {expected}" in text and file.endswith("__init__.py")):
        return expected
    public = [name for name in names if not name.startswith("_")]
    return next((name for name in public if name.endswith(suffix)), public[0] if public else None)
