"""Examines a package by its wheel, built now or given, and by what its build backend says."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pushcart_extensions.check.building.backend import build_metadata, build_wheel, require_build
from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.consequences import without_consequences
from pushcart_extensions.check.evidence.core_metadata import completed, read_core_metadata
from pushcart_extensions.check.evidence.examined import Examined
from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.package import gather
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.source_tree import SourceTree, read_source_tree
from pushcart_extensions.check.evidence.wheel import Packaged, Wheel, read_wheel
from pushcart_extensions.check.folders import examine_folder
from pushcart_extensions.check.private_folder import private_folder
from pushcart_extensions.check.probe.importing import Importable, importing
from pushcart_extensions.check.probe.interpreter import choose_interpreter


def examine_archive(archive: Path, choices: Choices) -> Examined:
    """Examine a wheel as it is: its sources, and discovery on what it unpacks to.

    Args:
        archive: The wheel.
        choices: How it is to be checked.
    """
    with private_folder() as folder:
        content = folder / "content"
        wheel = read_wheel(archive, content)
        if wheel.metadata is None:
            package = gather(SourceTree(content, Project(archive.name)), None)
            return Examined(package, None, Packaged(package, wheel, built=False))
        tree = read_source_tree(content, wheel.metadata.project)
        report = _imported(archive.parent, _Placed(content), tree, wheel, choices)
        package = gather(tree, report)
        return Examined(package, report, Packaged(package, wheel, built=False))


def examine_built(root: Path, project: Project, choices: Choices) -> Examined:
    """Examine a package with the wheel that it builds to, from which its stages are imported.

    Args:
        root: The package's folder.
        project: Its metadata; what only the backend knows is taken from the wheel.
        choices: How it is to be checked.

    Raises:
        ModuleNotFoundError: The ``build`` library is missing.
    """
    with private_folder() as folder:
        made = build_wheel(root, folder, choices, choose_interpreter(root, choices.python))
        wheel = Wheel(unbuilt=made.words, not_installed=made.not_installed)
        if made.path:
            wheel = read_wheel(made.path, folder / "content")
        if wheel.metadata is None:
            examined = examine_folder(root, project._replace(unasked=_no_wheel(project, wheel)), choices)
            return examined._replace(packaged=Packaged(examined.package, wheel, built=True))
        tree = read_source_tree(root, completed(project, wheel.metadata))
        placed = _Placed(folder / "placed", "." if ".." in tree.search_path else tree.search_path)
        placed.site.parent.mkdir(parents=True, exist_ok=True)
        (folder / "content").rename(placed.site)
        report = _imported(root, placed, tree, wheel, choices)
        missed: tuple[str, ...] = ()
        if report:
            report, missed = without_consequences(report, tree, wheel)
        package = gather(tree, report)
        return Examined(package, report, Packaged(package, wheel, built=True, missed=missed))


def ask_backend(root: Path, project: Project, choices: Choices) -> Project:
    """Return a project with what only its build backend knows; with the reason where that can't be had.

    Args:
        root: The package's folder.
        project: Its metadata.
        choices: Whether the backend comes from an isolated environment.
    """
    try:
        require_build()
    except ModuleNotFoundError:
        return project._replace(unasked='build is missing: pip install "pushcart-extensions[tools]"')
    with private_folder() as folder:
        made = build_metadata(root, folder, choices, choose_interpreter(root, choices.python))
        if made.path is None:
            return project._replace(unasked=made.words)
        try:
            return completed(project, read_core_metadata(made.path))
        except (OSError, ValueError) as error:
            return project._replace(unasked=str(error))


def _no_wheel(project: Project, wheel: Wheel) -> str | None:
    return (wheel.unbuilt or wheel.problem) if project.unknown else None


class _Placed(NamedTuple):
    """An unpacked wheel: below a root, beside each other there like in the package's own folder."""

    root: Path
    inside: str = "."

    @property
    def site(self) -> Path:
        """What stands for ``site-packages``."""
        return self.root / self.inside


def _imported(
    home: Path, placed: _Placed, tree: SourceTree, wheel: Wheel, choices: Choices
) -> ImportReport | None:
    """Import what a wheel unpacked to, with its own metadata; None where there is nothing to import."""
    package = tree.package
    if choices.static or package is None or wheel.metadata is None or not (placed.site / package).is_dir():
        return None
    project = tree.project._replace(entry_points=wheel.entry_points)
    path = package if placed.inside == "." else f"{placed.inside}/{package}"
    importable = Importable(placed.root, project, path, placed.site / wheel.metadata.folder)
    with importing(importable, choose_interpreter(home, choices.python), choices.seconds) as finish:
        return finish()
