"""What an installer would have written for a package, so that discovery sees it without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.contract.names import import_package


def write_metadata(folder: Path, project: Project) -> None:
    """Write a synthetic ``.dist-info`` folder: METADATA, entry_points.txt and top_level.txt.

    Args:
        folder: The folder to write it into, which then goes onto the path.
        project: The package's metadata; it has a name.
    """
    package = import_package(project.name or "")
    info = folder / f"{package}-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project.name}\nVersion: 0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("\n".join(_entry_point_lines(project)), encoding="utf-8")
    (info / "top_level.txt").write_text(f"{package}\n", encoding="utf-8")


def _entry_point_lines(project: Project) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for point in project.entry_points:
        if point.module:
            groups.setdefault(point.group, []).append(f"{point.name} = {point.value}")
    for group, lines in groups.items():
        yield f"[{group}]"
        yield from lines
