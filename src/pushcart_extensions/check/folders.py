"""Examines a package as it stands in its folder: its files, and its import."""

from __future__ import annotations

import os
from pathlib import Path

from pushcart_extensions.check.choices import Choices
from pushcart_extensions.check.evidence.examined import Examined
from pushcart_extensions.check.evidence.package import gather
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.evidence.source_tree import find_package, read_source_tree
from pushcart_extensions.contract.names import import_package
from pushcart_extensions.errors import NotAPackageError


def project_in(folder: str) -> Project:
    """Return the metadata of the package in a folder.

    Args:
        folder: The folder, as it was given.

    Raises:
        NotAPackageError: It holds no package.
    """
    project = read_project(Path(folder))
    if project is None:
        raise NotAPackageError(folder, "holds no package")
    return project


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
