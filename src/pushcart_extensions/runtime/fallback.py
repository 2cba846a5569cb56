"""Stages without an entry point: which module of the right name defines one."""

from __future__ import annotations

from pushcart_extensions.contract.kinds import STAGE_KINDS, Kind
from pushcart_extensions.contract.names import class_name as conventional_name
from pushcart_extensions.runtime import discovery, scanning
from pushcart_extensions.runtime.distributions import near_misses
from pushcart_extensions.runtime.stage import Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
    from pushcart_extensions.runtime.loading import load_defined

    failures: list[StageLoadError] = []
    for modules in (scanning.in_kind_folder, scanning.elsewhere):
        found: list[Stage] = []
        for module in modules(kind).get(key, ()):
            candidate = _stage(kind, module, conventional_name(key, kind))
            try:
                loaded = load_defined(candidate, kind)
            except StageLoadError as error:
                failures.append(error)
            else:
                if loaded is not None:
                    found.append(_stage(kind, module, loaded.__name__))
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


def listed(kind: Kind) -> Iterator[Stage]:
    """Yield the stages that the modules in the kind's folders promise, by their text alone.

    A module without a class statement that has bases is a helper. Where there is no text to
    read (compiled, zipped), the conventional name stands for the class.
    """
    for key, modules in scanning.in_kind_folder(kind).items():
        for module in modules:
            name = _promised_class(module.file, conventional_name(key, kind), kind.suffix)
            if name:
                yield _stage(kind, module, name)


def _stage(kind: Kind, module: scanning.Module, class_name: str) -> Stage:
    return Stage(
        kind=kind.name,
        key=module.name.rpartition(".")[2],
        distribution=module.distribution,
        module=module.name,
        class_name=class_name,
        found_by="scan",
    )


def _keys(kind: Kind) -> Sequence[str]:
    return sorted({stage.key for stage in discovery.list_stages() if stage.kind == kind.name})


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
