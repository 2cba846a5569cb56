"""Describes every stage and extension that is installed, and says what of it can't be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pushcart_extensions.catalog.docstrings import read_docstring
from pushcart_extensions.catalog.options import describe_options
from pushcart_extensions.catalog.records import Catalog, Described, Fault, Namesake
from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.contract.metadata import SETS, problems
from pushcart_extensions.errors import DuplicateStageError, StageLoadError
from pushcart_extensions.runtime.bases import Stage as StageBase
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.discovery import list_stages
from pushcart_extensions.runtime.distributions import installed
from pushcart_extensions.runtime.flags import Registration, feature_flags, in_namespaces
from pushcart_extensions.runtime.foreign import near_misses
from pushcart_extensions.runtime.loading import load_target
from pushcart_extensions.runtime.scanning import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pushcart_extensions.runtime.stage import Stage


def describe_installed() -> Catalog:
    """Return all that is installed, described. Every stage and extension is imported for it."""
    described: list[Described] = []
    faults: list[Fault] = []
    for found in (*_stages(), *_rivals(), *_extensions()):
        (described if isinstance(found, Described) else faults).append(found)  # type: ignore[arg-type]
    faults += [fault for one in described for fault in _metadata_faults(one)]
    named = {name for one in described for name in one.flags("extensions")}
    return Catalog(
        stages=tuple(one for one in described if one.kind != "extension"),
        extensions=tuple(one for one in described if one.kind == "extension"),
        namespaces={name: tuple(_namesakes(name)) for name in sorted(named)},
        faults=tuple(faults),
        passed_over=tuple(near_misses()),
    )


def _stages() -> Iterator[Described | Fault]:
    by_key: dict[tuple[str, str], list[Stage]] = {}
    for stage in list_stages():
        by_key.setdefault((stage.kind, stage.key), []).append(stage)
    for (kind, key), stages in by_key.items():
        if len(stages) > 1:
            owners = tuple(stage.distribution for stage in stages)
            yield Fault(kind, key, owners, str(DuplicateStageError(stages)))
        for stage in stages:
            try:
                cls = stage.load()
            except StageLoadError as error:
                yield Fault(kind, key, (stage.distribution,), str(error))
            else:
                yield from _usable(stage, cls, alone=len(stages) == 1)


def _usable(stage: Stage, cls: type, *, alone: bool) -> Iterator[Described | Fault]:
    """Yield a stage's description, and that it can't be made where its class is abstract."""
    missing = ", ".join(sorted(getattr(cls, "__abstractmethods__", ())))
    if missing:
        message = f"{stage.kind} {stage.key!r} of {stage.distribution} can't be used: it has no {missing}"
        yield Fault(stage.kind, stage.key, (stage.distribution,), message)
    names = (stage.key,) if alone and not missing else ()
    yield _described((stage.kind, stage.key), names, stage.distribution, cls, stage.found_by)


def _rivals() -> Iterator[Fault]:
    """Yield the stages that a scan would find for a key that an entry point of another package answers."""
    owners: dict[tuple[str, str], list[Stage]] = {}
    for stage in list_stages():
        if stage.found_by == "entry-point":
            owners.setdefault((stage.kind, stage.key), []).append(stage)
    for kind in STAGE_KINDS:
        for rival in listed(kind, ()):
            answered = owners.get((kind.name, rival.key), [])
            if answered and all(stage.distribution != rival.distribution for stage in answered):
                first = answered[0]
                message = (
                    f"{kind.name} {rival.key!r} is also in {rival.distribution} ({rival.module}), without an "
                    f"entry point; {first.distribution} registers the key and is the one that is used"
                )
                yield Fault(
                    kind.name, rival.key, (rival.distribution, first.distribution), message, fatal=False
                )


def _extensions() -> Iterator[Described | Fault]:
    """Yield the registered components that are no stages, each once, by the first of its flags."""
    owners: dict[type, str] = {}
    flags: dict[type, list[str]] = {}
    names: dict[type, list[str]] = {}
    for flag, registrations in sorted(feature_flags().items()):
        extensions = [one for one in registrations if one.stage is None]
        alone = len({(one.module, one.class_name) for one in registrations}) == 1
        if extensions and not alone:
            yield _ambiguous(flag, registrations)
        for registration in extensions:
            try:
                cls = load_target(registration)
            except StageLoadError as error:
                yield Fault("extension", flag, (registration.distribution,), str(error))
                continue
            # A stage without an entry point of its own has been found by scan.
            if not issubclass(cls, StageBase):
                owners.setdefault(cls, registration.distribution)
                flags.setdefault(cls, []).append(flag)
                names.setdefault(cls, []).extend([flag] if alone else [])
    for cls, distribution in owners.items():
        yield _described(("extension", flags[cls][0]), tuple(names[cls]), distribution, cls, "entry-point")


def _ambiguous(flag: str, rivals: Iterable[Registration]) -> Fault:
    places = " and ".join(f"{one.distribution} ({one.module}:{one.class_name})" for one in rivals)
    owners = tuple(one.distribution for one in rivals)
    return Fault("extension", flag, owners, f"extension {flag!r} is in {places}; uninstall one of them")


def _described(
    kind_and_key: tuple[str, str], names: tuple[str, ...], distribution: str, cls: type, found_by: str
) -> Described | Fault:
    kind, key = kind_and_key
    try:
        text = read_docstring(cls.__doc__)
        return Described(
            kind=kind,
            key=key,
            names=names,
            distribution=distribution,
            version=_versions().get(distribution),
            cls=cls,
            found_by=found_by,
            summary=text.summary,
            description=text.description,
            options=describe_options(cls),
            metadata=_metadata(cls),
        )
    except Exception as error:  # noqa: BLE001 - a class may answer any question with any exception
        message = f"{kind} {key!r} of {distribution} can't be described: {type(error).__name__}: {error}"
        return Fault(kind, key, (distribution,), message)


def _metadata(cls: type) -> dict[str, Any]:
    metadata = Component(cls).metadata
    return {
        name: sorted(map(str, value))
        if name in SETS and isinstance(value, (set, frozenset, list, tuple))
        else value
        for name, value in metadata.items()
    }


def _metadata_faults(one: Described) -> Iterator[Fault]:
    for problem in problems(Component(one.cls).metadata):
        message = f"{one.kind} {one.key!r} of {one.distribution}: {problem.message}"
        yield Fault(one.kind, one.key, (one.distribution,), message)


def _namesakes(namespace: str) -> Iterator[Namesake]:
    for group, one in in_namespaces([namespace]):
        yield Namesake(group, one.key, one.distribution, f"{one.module}:{one.class_name}".rstrip(":"))


def _versions() -> dict[str, str]:
    """Return the version of each distribution whose metadata folder is named by it."""
    found = {}
    for item in installed():
        folder = item.location.replace("\\", "/").rpartition("/")[2]
        version = folder.partition("-")[2].rpartition(".")[0].partition("-")[0]
        if version[:1].isdigit():
            found[item.name] = version
    return found
