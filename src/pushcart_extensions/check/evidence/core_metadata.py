"""What a ``.dist-info`` folder says of a package: METADATA and entry_points.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.evidence.project import EntryPoint, Project, entry_point, requirement_name
from pushcart_extensions.check.place import Place


class CoreMetadata(NamedTuple):
    """One ``.dist-info`` folder.

    Attributes:
        folder: Its name.
        headers: The fields of METADATA with their values, by their names in lower case.
        entry_points: What entry_points.txt registers.
    """

    folder: str
    headers: Mapping[str, tuple[str, ...]]
    entry_points: tuple[EntryPoint, ...]

    def first(self, field: str) -> str | None:
        """Return the first value of a field of METADATA; None where it has none."""
        return next(iter(self.headers.get(field.lower(), ())), None)

    @property
    def requirements(self) -> tuple[str, ...]:
        """The distributions that are required whatever extras are asked for, as written."""
        every = self.headers.get("requires-dist", ())
        return tuple(requirement_name(one) for one in every if "extra" not in one.partition(";")[2])

    @property
    def project(self) -> Project:
        """The same as a package's own files would state it."""
        return Project(
            file=f"{self.folder}/METADATA",
            name=self.first("name"),
            dependencies=self.requirements,
            further=tuple(map(requirement_name, self.headers.get("requires-dist", ()))),
            entry_points=self.entry_points,
        )


def read_core_metadata(folder: Path) -> CoreMetadata:
    """Read a ``.dist-info`` folder.

    Args:
        folder: The folder.

    Raises:
        OSError: METADATA can't be read.
        ValueError: METADATA is no text in UTF-8.
    """
    from email.parser import HeaderParser

    message = HeaderParser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))
    headers: dict[str, tuple[str, ...]] = {}
    for field, value in message.items():
        headers[field.lower()] = (*headers.get(field.lower(), ()), str(value).strip())
    listing = folder / "entry_points.txt"
    text = listing.read_text(encoding="utf-8", errors="replace") if listing.is_file() else ""
    return CoreMetadata(folder.name, headers, tuple(_entry_points(text, f"{folder.name}/{listing.name}")))


def completed(project: Project, metadata: CoreMetadata) -> Project:
    """Return a project with what only its build backend knew filled in.

    Args:
        project: What its files state.
        metadata: What its backend made of them.
    """
    built = metadata.project
    place = Place(project.file)
    return project._replace(
        name=built.name if "name" in project.unknown else project.name,
        dependencies=built.dependencies if "dependencies" in project.unknown else project.dependencies,
        further=(*(project.further or ()), *(built.further or ())),
        entry_points=tuple(point._replace(place=place) for point in built.entry_points)
        if "entry-points" in project.unknown
        else project.entry_points,
        unknown=frozenset(),
        asked=project.unknown,
    )


def _entry_points(text: str, path: str) -> Iterator[EntryPoint]:
    """Yield what the file registers, by the rules that discovery reads it by."""
    group = None
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = line.strip("[]")
        elif group is not None:
            name, _, target = line.partition("=")
            yield entry_point(group, name.strip(), target.strip(), Place(path, number, 1))
