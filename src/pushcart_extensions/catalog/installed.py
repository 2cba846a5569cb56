"""Describes every stage and extension that is installed, and says what of it can't be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pushcart_extensions.catalog.description import describe
from pushcart_extensions.catalog.records import Catalog, Described, Fault, Namesake
from pushcart_extensions.contract.kinds import STAGE_KINDS
from pushcart_extensions.errors import DuplicateStageError, StageLoadError
from pushcart_extensions.runtime.bases import StageBase
from pushcart_extensions.runtime.discovery import list_stages
from pushcart_extensions.runtime.distributions import installed
from pushcart_extensions.runtime.flags import Registration, feature_flags, in_namespaces
from pushcart_extensions.runtime.foreign import near_misses
from pushcart_extensions.runtime.loading import load_target
from pushcart_extensions.runtime.scanning import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pushcart_extensions.errors.discovery import StageRecord
    from pushcart_extensions.runtime.stage import Stage

    Watch = Callable[[StageRecord | None], None]
    """Is told each stage or extension before it is loaded, and before it is described, and None after
    the last; may raise a StageLoadError, which then is what keeps it from being described."""


def _watch_nothing(_record: StageRecord | None) -> None:
    """Let everything be loaded."""


def describe_installed(watch: Watch = _watch_nothing) -> Catalog:
    """Return all that is installed, described. Every stage and extension is imported for it.

    Args:
        watch: Is told what comes next.
    """
    described: list[Described] = []
    faults: list[Fault] = []
    for found in (*_stages(watch), *_rivals(), *_extensions(watch)):
        (described if isinstance(found, Described) else faults).append(found)  # type: ignore[arg-type]
    named = {name for one in described for name in one.flags("extensions")}
    return Catalog(
        stages=tuple(one for one in described if one.kind != "extension"),
        extensions=tuple(one for one in described if one.kind == "extension"),
        namespaces={name: tuple(_namesakes(name)) for name in sorted(named)},
        faults=tuple(faults),
        passed_over=tuple(near_misses()),
    )


def _stages(watch: Watch) -> Iterator[Described | Fault]:
    versions = _versions()
    by_key: dict[tuple[str, str], list[Stage]] = {}
    for stage in list_stages():
        by_key.setdefault((stage.kind, stage.key), []).append(stage)
    for (kind, key), stages in by_key.items():
        if len(stages) > 1:
            owners = tuple(stage.distribution for stage in stages)
            yield Fault(kind, key, owners, str(DuplicateStageError(stages)))
        names = (key,) if len(stages) == 1 else ()
        for stage in stages:
            version = versions.get(stage.distribution)
            try:
                watch(stage)
                yield from describe(
                    stage, stage.load(), names=names, found_by=stage.found_by, version=version
                )
            except StageLoadError as error:
                yield Fault(kind, key, (stage.distribution,), str(error))
    watch(None)


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


class _Extension:
    """A class that is no stage, with the first of its registrations and all names it is registered under."""

    def __init__(self, cls: type, first: Registration) -> None:
        self.cls = cls
        self.first = first
        self.names: list[str] = []


def _extensions(watch: Watch) -> Iterator[Described | Fault]:
    """Yield the registered components that are no stages, each once, by the first of its flags."""
    found: dict[int, _Extension] = {}
    for flag, registrations in sorted(feature_flags().items()):
        extensions = [one for one in registrations if one.stage is None]
        alone = len({(one.module, one.class_name) for one in registrations}) == 1
        if extensions and not alone:
            yield _ambiguous(flag, registrations)
        for registration in extensions:
            try:
                watch(registration)
                cls = load_target(registration)
            except StageLoadError as error:
                yield Fault("extension", flag, (registration.distribution,), str(error))
                continue
            # A stage without an entry point of its own has been found by scan.
            if not issubclass(cls, StageBase):
                # By identity: a metaclass may answer anything when it is asked for a hash.
                one = found.setdefault(id(cls), _Extension(cls, registration))
                one.names += [flag] if alone else []
    versions = _versions()
    for one in found.values():
        version = versions.get(one.first.distribution)
        try:
            watch(one.first)
        except StageLoadError as error:
            yield Fault("extension", one.first.key, (one.first.distribution,), str(error))
        else:
            names = tuple(one.names)
            yield from describe(one.first, one.cls, names=names, found_by="entry-point", version=version)
    watch(None)


def _ambiguous(flag: str, rivals: Iterable[Registration]) -> Fault:
    places = " and ".join(f"{one.distribution} ({one.module}:{one.class_name})" for one in rivals)
    owners = tuple(one.distribution for one in rivals)
    return Fault("extension", flag, owners, f"extension {flag!r} is in {places}; uninstall one of them")


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
