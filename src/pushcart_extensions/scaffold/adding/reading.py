"""Reads a package that is there, as far as its metadata are stated in files."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pushcart_extensions.contract.layouts import joined, package_parents, setup_cfg_parents
from pushcart_extensions.contract.names import (
    RESERVED,
    import_package,
    is_extension_distribution,
    nearest_name,
    normalize,
)
from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.edits.folders import folders_in
from pushcart_extensions.errors import InputProblem, UnfitPackageError
from pushcart_extensions.scaffold.adding.existing import PYPROJECT, SETUP_CFG, SETUP_PY, ExistingPackage
from pushcart_extensions.scaffold.adding.misplaced import path_problem


class Reading(NamedTuple):
    """What came of reading a package.

    Attributes:
        package: The package; None where there is a problem.
        misplaced: What is wrong with the path itself.
        unusable: What is wrong with the package that it leads to.
    """

    package: ExistingPackage | None = None
    misplaced: tuple[InputProblem, ...] = ()
    unusable: tuple[InputProblem, ...] = ()


def read_existing(path: str) -> Reading:
    """Read the package at a path.

    Args:
        path: A package's folder, as the user gave it.
    """
    problem = path_problem(path)
    if problem is not None:
        return Reading(misplaced=(problem,))
    root = Path(path)
    try:
        pyproject = _read_pyproject(root)
        setup_cfg = _read_setup_cfg(root)
    except _UnreadableError as error:
        return Reading(unusable=(error.problem,))
    metadata, name = _named(pyproject, setup_cfg)
    problem = _name_problem(root, metadata, name)
    if problem is not None:
        return Reading(unusable=(problem,))
    distribution = normalize(name or "")
    tool = pyproject.get("tool")
    parents = [*package_parents(tool if isinstance(tool, dict) else {}), *setup_cfg.parents]
    folders = [joined(parent, import_package(distribution)) for parent in parents]
    folder = next((one for one in folders if (root / one).is_dir()), None)
    if folder is None:
        return Reading(unusable=(_missing_package(root, metadata, distribution, parents),))
    return Reading(ExistingPackage(root, distribution, folder, metadata, pyproject))


@contextmanager
def refusals_as_problems(root: Path) -> Iterator[None]:
    """Turn what the system refuses to show of a package into a problem of the package.

    Raises:
        UnfitPackageError: Something of it can't be read.
    """
    try:
        yield
    except OSError as error:
        place = str(error.filename or root)
        reason = f"can't be read: {error.strerror}"
        raise UnfitPackageError((InputProblem(place, None, reason),)) from error


class _SetupCfg(NamedTuple):
    """The name that a setup.cfg states, and the folders in which it says that packages lie."""

    name: str | None = None
    parents: tuple[str, ...] = ()


class _UnreadableError(Exception):
    """A file with metadata that can't be read."""

    def __init__(self, problem: InputProblem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def _read_pyproject(root: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((root / PYPROJECT).read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(PYPROJECT, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _unreadable(PYPROJECT, "can't be read: it is not UTF-8 text") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(PYPROJECT, f"is not valid TOML: {error}") from error


def _read_setup_cfg(root: Path) -> _SetupCfg:
    if not (root / SETUP_CFG).is_file():
        return _SetupCfg()
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string((root / SETUP_CFG).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise _unreadable(SETUP_CFG, f"can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _unreadable(SETUP_CFG, "can't be read: it is not UTF-8 text") from error
    except configparser.Error as error:
        raise _unreadable(SETUP_CFG, f"can't be read: {str(error).splitlines()[0]}") from error
    parents = setup_cfg_parents(
        parser.get("options.packages.find", "where", fallback=""),
        parser.get("options", "package_dir", fallback=""),
    )
    return _SetupCfg(parser.get("metadata", "name", fallback=None), tuple(parents))


def _unreadable(file: str, reason: str) -> _UnreadableError:
    return _UnreadableError(InputProblem(file, None, reason))


def _named(pyproject: Mapping[str, Any], setup_cfg: _SetupCfg) -> tuple[str, str | None]:
    """Return the file that states the distribution's name, and the name."""
    tool = pyproject.get("tool")
    tables = (pyproject.get("project"), tool.get("poetry") if isinstance(tool, dict) else None)
    for table in tables:
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            return PYPROJECT, table["name"]
    return (SETUP_CFG, setup_cfg.name) if setup_cfg.name else (PYPROJECT, None)


def _name_problem(root: Path, metadata: str, name: str | None) -> InputProblem | None:
    if name is None and _is_named_by_program(root / SETUP_PY):
        reason = "has the package's metadata, and a program is not edited"
        hint = "moving its name, dependencies and entry points to [project] in pyproject.toml, out of setup()"
        return InputProblem(SETUP_PY, None, reason, hint)
    if name is None:
        alone = not (root / PYPROJECT).is_file()
        reason = "states no name" if not alone else "is missing, so that nothing states the package's name"
        return InputProblem(PYPROJECT, None, reason, 'name = "pushcart-<name>" under [project]')
    if normalize(name) in RESERVED:
        return InputProblem(metadata, name, "is no extension package: the name belongs to Pushcart itself")
    if not is_extension_distribution(name):
        near = nearest_name(name)
        reason = "is a name that discovery never looks at: it wants pushcart-<name>, letters and dashes"
        return InputProblem(metadata, name, reason, f'name = "pushcart-{near}"' if near else None)
    return None


def _is_named_by_program(setup_py: Path) -> bool:
    """Tell whether a setup.py gives a name to what it calls, written out or among other arguments."""
    if not setup_py.is_file():
        return False
    try:
        tree = ast.parse(setup_py.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        return True  # whatever it says, nothing else states a name
    return any(isinstance(node, ast.keyword) and node.arg in {"name", None} for node in ast.walk(tree))


def _missing_package(root: Path, metadata: str, distribution: str, parents: list[str]) -> InputProblem:
    wanted = import_package(distribution)
    there = [
        joined(parent, one.name)
        for parent in dict.fromkeys(parents)
        if (root / parent).is_dir()
        for one in folders_in(root / parent)
        if (one / "__init__.py").is_file()
    ]
    near = closest(wanted, [one.rpartition("/")[2] for one in there], cutoff=0)
    found = next((one for one in there if one.rpartition("/")[2] == near), None)
    hint = f"renaming {found} to {wanted}" if found else f"making src/{wanted}/__init__.py"
    reason = f"asks for the import package {wanted}, which is neither in src nor beside it"
    return InputProblem(metadata, distribution, reason, hint)
