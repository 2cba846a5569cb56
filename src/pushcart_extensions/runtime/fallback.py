"""Stages without an entry point: which module of the right name defines one."""

from __future__ import annotations

from pushcart_extensions.contract.kinds import BY_FOLDER, STAGE_KINDS, Kind
from pushcart_extensions.contract.names import class_name as conventional_name
from pushcart_extensions.runtime import cached, discovery
from pushcart_extensions.runtime.children import children
from pushcart_extensions.runtime.scanning import Module, add, in_kind_folder, packages, scanned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pushcart_extensions.runtime.scanning import Modules
    from pushcart_extensions.runtime.stage import Stage


def scanned_stage(kind: Kind, key: str) -> Stage:
    """Return the stage of that key that a module of an extension package defines.

    The kind's folders are asked first, then the packages as wholes. A module that defines no
    stage is passed over, and one that fails to import matters only where none succeeds.

    Raises:
        UnknownStageError: No module defines one.
        DuplicateStageError: Modules of more than one package do.
        StageLoadError: Every module of that name fails to import.
    """
    from pushcart_extensions.errors import DuplicateStageError, StageLoadError, UnknownStageError
    from pushcart_extensions.runtime.foreign import near_misses
    from pushcart_extensions.runtime.loading import load_defined

    failures: list[StageLoadError] = []
    for modules in (in_kind_folder, elsewhere):
        found: list[Stage] = []
        for module in modules(kind).get(key, ()):
            candidate = scanned(kind, module, conventional_name(key, kind))
            try:
                loaded = load_defined(candidate, kind)
            except StageLoadError as error:
                failures.append(error)
            else:
                if loaded is not None:
                    found.append(scanned(kind, module, loaded.__name__))
        if len(found) > 1:
            raise DuplicateStageError(found)
        if found:
            return found[0]
    if failures:
        for other in failures[1:]:
            failures[0].add_note(str(other))
        raise failures[0]
    raise UnknownStageError(
        kind=kind.name,
        key=key,
        installed=_keys(kind),
        other_kinds=[other.name for other in STAGE_KINDS if other is not kind and key in _keys(other)],
        near_misses=near_misses(),
    )


def _keys(kind: Kind) -> Sequence[str]:
    return sorted({stage.key for stage in discovery.list_stages() if stage.kind == kind.name})


@cached
def elsewhere(kind: Kind) -> Modules:
    """Return the public modules of extension packages by key, except those of any kind's folder.

    What lies deeper in the kind's own folder is included.
    """
    found: dict[str, list[Module]] = {}
    for distribution, package, folders in packages():
        for folder in folders:
            for name, file in _walk(package, folder, kind):
                if (
                    name != f"{package}.{kind.folder}"
                    and name.rpartition(".")[0] != f"{package}.{kind.folder}"
                ):
                    add(found, distribution, name, file)
    return {key: tuple(modules) for key, modules in found.items()}


def _walk(package: str, folder: str, kind: Kind) -> Iterator[tuple[str, str | None]]:
    """Yield name and file of each public module below a package, other kinds' folders left out."""
    for child in children(folder):
        name = f"{package}.{child.name}"
        if child.is_module:
            yield name, child.file
        if child.folder and BY_FOLDER.get(child.name, kind) is kind:
            yield from _walk(name, child.folder, kind)


def clear() -> None:
    """Forget what was found."""
    elsewhere.cache_clear()
