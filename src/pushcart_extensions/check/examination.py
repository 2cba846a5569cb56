"""Gathers the evidence about one package: its files, its import, its wheel, as far as is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.package import Package, gather
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.evidence.source_tree import find_package, read_source_tree
from pushcart_extensions.contract.names import import_package
from pushcart_extensions.errors import NotAPackageError

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.wheel import Packaged

WHEEL = ".whl"


class Examined(NamedTuple):
    """All evidence about one package.

    Attributes:
        package: Its source, merged with its import.
        report: Its import; None where nothing was imported.
        packaged: Its wheel; None where none was asked for.
    """

    package: Package
    report: ImportReport | None = None
    packaged: Packaged | None = None

    @property
    def is_readable(self) -> bool:
        """Whether there are sources to judge: not so for an archive that can't be unpacked."""
        return self.packaged is None or self.packaged.built or self.packaged.wheel.metadata is not None


def examine(path: str, choices: Choices) -> Examined:
    """Examine one package.

    Args:
        path: Its folder, or a wheel.
        choices: How it is to be checked.

    Raises:
        NotAPackageError: The folder holds no package.
        InterpreterError: The Python that was named is none.
        ModuleNotFoundError: A wheel is to be built, and the ``build`` library is missing.
    """
    if path.endswith(WHEEL) and not os.path.isdir(path):  # noqa: PTH112 - no Path for the usual case
        from pushcart_extensions.check.wheels import examine_archive

        return examine_archive(Path(path), choices)
    root = Path(path)
    project = read_project(root)
    if project is None:
        raise NotAPackageError(path, "holds no package")
    choices = choices.with_settings(root, project.instructions)
    if choices.wheel:
        from pushcart_extensions.check.wheels import examine_built

        return examine_built(root, project, choices)
    if project.unknown and not choices.static:
        from pushcart_extensions.check.wheels import ask_backend

        project = ask_backend(root, project, choices)
    return examine_folder(root, project, choices)


def examine_folder(root: Path, project: Project, choices: Choices) -> Examined:
    """Examine a package as it stands in its folder.

    Args:
        root: The folder.
        project: Its metadata.
        choices: How it is to be checked.
    """
    expected = import_package(project.name) if project.name else None
    package_path = find_package(root, project, expected)
    # Under any other name than the expected one the host would not import it either.
    importable = package_path is not None and os.path.basename(package_path) == expected  # noqa: PTH119
    if choices.static or package_path is None or not importable:
        return Examined(gather(read_source_tree(root, project), None))
    from pushcart_extensions.check.probe.importing import Importable, importing
    from pushcart_extensions.check.probe.interpreter import choose_interpreter

    interpreter = choose_interpreter(root, choices.python)
    # The child imports while this process parses: it is what takes longest.
    with importing(Importable(root, project, package_path), interpreter, choices.seconds) as finish:
        tree = read_source_tree(root, project)
        report = finish()
    return Examined(gather(tree, report), report)
