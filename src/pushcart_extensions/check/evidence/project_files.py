"""Which of its files speaks for a package: pyproject.toml, setup.cfg or setup.py."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.pyproject import read_pyproject


def read_project(root: Path) -> Project | None:
    """Read the metadata of the package in a folder.

    Args:
        root: The folder.

    Returns:
        The metadata, or None where the folder has neither pyproject.toml, setup.cfg nor setup.py.
        A file that can't be read gives a Project with ``problem``.
    """
    pyproject = root / "pyproject.toml"
    if not pyproject.is_file():
        return _legacy(root)
    project = read_pyproject(pyproject)
    if project.name is not None or project.problem is not None:
        return project
    # It may say no more than how to build.
    legacy = _legacy(root)
    if legacy is None or (legacy.name is None and not (root / "setup.py").is_file()):
        return project
    further = (*legacy.further, *(project.further or ())) if legacy.further is not None else None
    return legacy._replace(instructions=project.instructions, further=further)


def _legacy(root: Path) -> Project | None:
    from pushcart_extensions.check.evidence.setup_cfg import read_setup_cfg, read_setup_py  # few have one

    if (root / "setup.cfg").is_file():
        return read_setup_cfg(root / "setup.cfg")
    return read_setup_py() if (root / "setup.py").is_file() else None
