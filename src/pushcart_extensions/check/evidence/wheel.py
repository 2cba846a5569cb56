"""A built wheel, read once: its files, its metadata, its RECORD."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.evidence.archive import unpack
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.core_metadata import CoreMetadata, read_core_metadata
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.project import EntryPoint
from pushcart_extensions.contract.names import normalize

_INFO = ".dist-info"
_DATA = ".data"
_SITE = ("purelib", "platlib")
_MODULE_SUFFIXES = (".py", ".so", ".pyd", ".pyc")
_NAME_PARTS = (5, 6)
"""How many parts a wheel's file name has: name, version, perhaps a build, and three tags."""


class Wheel(NamedTuple):
    """What an archive holds.

    Attributes:
        name: The archive's file name; empty where none was built.
        files: Its files as an installer places them, beside each other in ``site-packages``.
        metadata: Its ``.dist-info`` folder; None where the archive can't be read.
        lies: What RECORD says that isn't so, as whole sentences.
        unbuilt: Why there is no archive: the build backend's last words.
        not_installed: What the build requires and could not be installed, so that no backend was asked.
        problem: Why an installer would refuse it; a clause that completes "the archive …".
    """

    name: str = ""
    files: frozenset[str] = frozenset()
    metadata: CoreMetadata | None = None
    lies: tuple[str, ...] = ()
    unbuilt: str | None = None
    not_installed: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def entry_points(self) -> tuple[EntryPoint, ...]:
        """What it registers."""
        return self.metadata.entry_points if self.metadata else ()

    @property
    def top_level(self) -> tuple[str, ...]:
        """The files and folders that it puts into ``site-packages``, its metadata left out."""
        return tuple(
            sorted({top for name in self.files if not (top := name.partition("/")[0]).endswith(_INFO)})
        )

    def has_module(self, name: str) -> bool:
        """Tell whether a module, by its dotted name, is in the archive, as source or compiled."""
        path = name.replace(".", "/")
        return any(
            file.endswith(_MODULE_SUFFIXES)
            for file in self.files
            if file.startswith((f"{path}.", f"{path}/__init__."))
        )


class Packaged(NamedTuple):
    """A wheel, beside the package that it was built from, or that was read out of it.

    Attributes:
        package: The package.
        wheel: The wheel.
        built: Whether the wheel was built from the package's folder now.
        missed: Modules of the package that its import asked for and the wheel lacks.
    """

    package: Package
    wheel: Wheel
    built: bool
    missed: tuple[str, ...] = ()

    def holds(self, component: Component) -> bool:
        """Tell whether a component is in the wheel; where there is no wheel, none is missing."""
        return self.wheel.metadata is None or self.wheel.has_module(component.module.name)


def read_wheel(archive: Path, target: Path) -> Wheel:
    """Read an archive and unpack it as an installer would; whatever it holds, this doesn't raise.

    Args:
        archive: The file.
        target: The folder to make and unpack into.
    """
    unpacked = unpack(archive, target)
    if unpacked.problem:
        return Wheel(archive.name, problem=unpacked.problem)
    infos = sorted(
        {name.partition("/")[0] for name in unpacked.files if name.partition("/")[0].endswith(_INFO)}
    )
    if len(infos) != 1:
        held = ", ".join(infos) or "none"
        return Wheel(archive.name, problem=f"must hold one .dist-info folder, and holds {held}")
    missing = [part for part in ("METADATA", "WHEEL", "RECORD") if f"{infos[0]}/{part}" not in unpacked.files]
    if missing:
        return Wheel(archive.name, problem=f"has no {' and no '.join(missing)} in {infos[0]}")
    problem = _name_problem(archive.name, infos[0])
    try:
        metadata = read_core_metadata(target / infos[0])
        lies = tuple(
            _lies((target / infos[0] / "RECORD").read_text(encoding="utf-8"), infos[0], unpacked.files)
        )
        files = frozenset(_installed(target, unpacked.files))
    except (OSError, ValueError, csv.Error) as error:
        return Wheel(archive.name, problem=f"has metadata that can't be read: {error}")
    return Wheel(archive.name, files, metadata, lies, problem=problem)


def _name_problem(name: str, info: str) -> str | None:
    parts = name.removesuffix(".whl").split("-")
    if len(parts) not in _NAME_PARTS:
        return "has a file name that no installer takes: name-version-tags.whl is the form"
    stated = info.removesuffix(_INFO).partition("-")
    if normalize(stated[0]) != normalize(parts[0]) or stated[2] != parts[1]:
        return f"is named for {parts[0]} {parts[1]}, and its metadata are those of {info}"
    return None


def _lies(record: str, info: str, files: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    """Yield what RECORD says and is not so.

    Args:
        record: What stands in it.
        info: The ``.dist-info`` folder's name.
        files: The archive's files, with hash and size.
    """
    rows: dict[str, list[str]] = {}
    for row in csv.reader(record.splitlines()):
        name, *facts = row or [""]
        if name in rows:
            yield f"RECORD lists {name} twice."
        rows[name] = facts
    exempt = {f"{info}/RECORD", f"{info}/RECORD.jws", f"{info}/RECORD.p7s"}
    for name in sorted({*rows, *files} - exempt - {""}):
        if name not in files:
            yield f"RECORD lists {name}, which isn't in the archive."
        elif name not in rows:
            yield f"RECORD doesn't list {name}."
        elif not _agrees(rows[name], *files[name]):
            yield f"RECORD has another hash or size for {name}."


def _agrees(facts: list[str], digest: str, size: int) -> bool:
    stated, length = (*facts, "", "")[:2]
    if not stated or (length and length != str(size)):
        return False
    # Other algorithms than this one are allowed and unheard of; their digests are left alone.
    return not stated.startswith("sha256=") or stated == digest


def _installed(target: Path, names: Mapping[str, object]) -> Iterator[str]:
    """Yield files by their places in ``site-packages``; those of ``.data`` are moved to theirs."""
    for name in names:
        top, _, rest = name.partition("/")
        part, _, inner = rest.partition("/")
        if not top.endswith(_DATA):
            yield name
        elif part in _SITE and inner:
            (target / inner).parent.mkdir(parents=True, exist_ok=True)
            (target / name).rename(target / inner)
            yield inner
