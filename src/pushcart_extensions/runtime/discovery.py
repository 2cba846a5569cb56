"""Which stages are installed, and the class behind a key.

Entry points answer first; a key that none names is looked for by file names. See "Extension
Discovery" and "Caching" in Pushcart's extension document.
"""

from __future__ import annotations

import sys

from pushcart_extensions.contract.kinds import DESTINATION, SOURCE, STAGE_KINDS, TRANSFORMATION, Kind
from pushcart_extensions.runtime import bases, cached, distributions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pushcart_extensions.runtime.bases import DestinationBase, SourceBase, TransformationBase
    from pushcart_extensions.runtime.stage import Stage

    Targets = tuple[tuple[str, str], ...]

_FEW = 8
_asked: set[str] = set()
"""The first keys that were asked for; the caches' own, and cleared with them."""


@cached
def get_source(key: str) -> type[SourceBase[Any]]:
    """Return the class of an installed source.

    Args:
        key: Its configuration key, the name of its module: ``rest_api``.

    Raises:
        UnknownStageError: No installed package has it.
        DuplicateStageError: More than one package has it.
        StageLoadError: It is there and can't be imported, or is no source.
    """
    return _load(SOURCE, key)


@cached
def get_transformation(key: str) -> type[TransformationBase[Any, Any]]:
    """Return the class of an installed transformation; ``get_source`` tells the rest."""
    return _load(TRANSFORMATION, key)


@cached
def get_destination(key: str) -> type[DestinationBase[Any]]:
    """Return the class of an installed destination; ``get_source`` tells the rest."""
    return _load(DESTINATION, key)


GETTERS = {SOURCE: get_source, TRANSFORMATION: get_transformation, DESTINATION: get_destination}
"""What gives the class behind a key, by kind."""


def _load(kind: Kind, key: str) -> type:
    """Return the class of a stage; its record is made only where there is something to tell."""
    targets = _targets(kind, key)
    if len(targets) == 1:
        try:
            found = distributions.follow(*distributions.split_target(targets[0][1]))
        except KeyboardInterrupt as interruption:
            from pushcart_extensions.runtime.loading import name_import

            name_import(find_stage(kind.name, key), interruption)
            raise
        except BaseException as error:  # SystemExit too: a module has no business ending the host
            from pushcart_extensions.runtime.loading import not_resolved

            raise not_resolved(find_stage(kind.name, key), error) from error
        base = getattr(bases, kind.base or "")
        if isinstance(found, type) and issubclass(found, base) and found is not base:
            return found
    return find_stage(kind.name, key).load()


def find_stage(kind: str, key: str) -> Stage:
    """Return the record of one installed stage.

    Nothing is imported where an entry point answers. Where none does, the modules of that name
    are, since only an import tells which of them defines a stage.

    Args:
        kind: The name of a kind: ``source``, say.
        key: Its configuration key.

    Raises:
        UnknownStageError: No installed package has it.
        DuplicateStageError: More than one package has it.
        StageLoadError: It isn't registered, and each module of that name fails to import.
    """
    row = _stage_kind(kind)
    targets = _targets(row, key)
    if not targets:
        from pushcart_extensions.runtime.fallback import scanned_stage

        return scanned_stage(row, key)
    stages = _stages(row, key, targets)
    if len(stages) > 1:
        from pushcart_extensions.errors import DuplicateStageError

        raise DuplicateStageError(stages)
    return stages[0]


@cached
def list_stages() -> tuple[Stage, ...]:
    """Return every installed stage, sorted by kind, key and distribution; nothing is imported.

    Stages without an entry point are those whose module in the kind's folder of an extension
    package has a class of its own; a key that an entry point answers isn't scanned for.
    """
    from pushcart_extensions.runtime.scanning import listed

    found: list[Stage] = []
    for kind in STAGE_KINDS:
        named = _by_group("")[kind.group]
        every = [stage for key, targets in named.items() for stage in _stages(kind, key, targets)]
        every += listed(kind, named)
        found += sorted(every, key=lambda stage: (stage.key, stage.distribution, stage.module))
    return tuple(found)


def clear_cache() -> None:
    """Forget all that discovery has found, after something was installed or removed.

    The import system's own caches are invalidated too.
    """
    for function in (*GETTERS.values(), list_stages, _by_group, registered):
        function.cache_clear()
    distributions.clear()
    _asked.clear()
    for module in ("scanning", "fallback", "flags"):
        loaded = sys.modules.get(f"pushcart_extensions.runtime.{module}")
        if loaded is not None:
            loaded.clear()
    from importlib import invalidate_caches

    invalidate_caches()


def _targets(kind: Kind, key: str) -> Targets:
    """Return distribution and target of each stage of a kind and key that has an entry point.

    To search a file for a key takes a tenth of what reading its lines does; but to search all of them for
    every key would be work that grows with the square of the packages.
    """
    if len(_asked) < _FEW:
        _asked.add(key)
    return _by_group(key if key in _asked else "")[kind.group].get(key, ())


@cached
def _by_group(key: str) -> dict[str | None, dict[str, Targets]]:
    """Return the stages that have an entry point, by group and key, from the files that hold a text.

    Args:
        key: The text; empty for all files.
    """
    found: dict[str | None, dict[str, Targets]] = {kind.group: {} for kind in STAGE_KINDS}
    for item in distributions.installed():
        if key not in item.entry_points:
            continue
        for group, name, target in distributions.entry_points(item.entry_points):
            named = found.get(group)
            if named is not None:
                one = (item.name, target)
                others = named.get(name)
                if others is None:
                    named[name] = (one,)
                # The same line twice in one file says nothing new.
                elif one not in others:
                    named[name] = (*others, one)
    return found


def _stages(kind: Kind, key: str, targets: Targets) -> list[Stage]:
    """Return the records of the stages of one key."""
    from pushcart_extensions.runtime.stage import Stage

    stages = []
    for distribution, target in targets:
        module, class_name = distributions.split_target(target)
        stages.append(
            Stage(
                kind=kind.name,
                key=key,
                distribution=distribution,
                module=module,
                class_name=class_name,
                found_by="entry-point",
            )
        )
    return stages


@cached
def registered() -> tuple[tuple[str, str, str, str], ...]:
    """Return distribution, group, name and target of each entry point of the extension packages."""
    return tuple(
        (item.name, *entry_point)
        for item in distributions.installed()
        for entry_point in distributions.entry_points(item.entry_points)
    )


def _stage_kind(name: str) -> Kind:
    for kind in STAGE_KINDS:
        if kind.name == name:
            return kind
    kinds = ", ".join(kind.name for kind in STAGE_KINDS)
    raise ValueError(f"{name!r} is no kind of stage; those are {kinds}")
