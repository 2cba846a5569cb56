"""The checker's doors: paths and choices in, a report out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pushcart_extensions.check.choices import Choices, say_nothing
from pushcart_extensions.check.examination import examine
from pushcart_extensions.check.findings import PackageReport, Report
from pushcart_extensions.check.folders import examine_folder, project_in
from pushcart_extensions.check.judgement import judge
from pushcart_extensions.check.packages import is_workflow, packages_at
from pushcart_extensions.check.workflows import check_workflow
from pushcart_extensions.errors import NotAPackageError, PathsError

if TYPE_CHECKING:
    from pushcart_extensions.check.selection import Selection


def check(  # noqa: PLR0913 - a library's one door: each choice has a name
    path: str | os.PathLike[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float | None = None,
    wheel: bool = False,
    isolated: bool = True,
    build_timeout: float | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
) -> Report:
    """Check whether a package conforms to the conventions for Pushcart extensions.

    Nothing in the folder is changed. Unless ``static`` is set the package is imported, in a child
    process; that is no sandbox. What the arguments leave open is taken from ``[tool.pushcart-check]``
    in the package's pyproject.toml.

    Args:
        path: The folder of a package, a folder that holds several, or a wheel.
        static: Judge the files alone and import nothing.
        python: The Python that has the package's dependencies, an executable or a virtual
            environment; by default the package's ``.venv``, then the active environment, then the
            Python that runs this.
        timeout: Seconds that the import of one package may take; 30 by default.
        wheel: Build the package's wheel too, on a copy of the folder, judge it, and run discovery on
            what it unpacks to. Needs the ``build`` library.
        isolated: Let a build backend run in an environment of its own, made for it; otherwise the
            backend that is installed is used.
        build_timeout: Seconds that a build may take; 900 by default.
        select: Codes of the rules to judge by, or what they begin with; by default all.
        ignore: Codes to leave out of them. Of two words that meet a code, the longer one counts.

    Returns:
        What was found.

    Raises:
        NotAPackageError: The path holds no package.
        NothingCheckedError: No rule is left, or none that is had anything to judge.
        InvalidInputError: There is no such rule.
        InterpreterError: ``python`` is no Python.
        ModuleNotFoundError: A wheel is to be built, and the ``build`` library is missing.
    """
    return check_paths(
        [os.fspath(path)],
        static=static,
        python=python,
        timeout=timeout,
        wheel=wheel,
        isolated=isolated,
        build_timeout=build_timeout,
        select=select,
        ignore=ignore,
    )


def check_paths(  # noqa: PLR0913 - as above
    paths: Iterable[str],
    *,
    static: bool = False,
    python: str | None = None,
    timeout: float | None = None,
    wheel: bool = False,
    isolated: bool = True,
    build_timeout: float | None = None,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    tell: Callable[[str], None] = say_nothing,
) -> Report:
    """Check several paths as ``check`` checks one; a package that two paths name is checked once.

    Several packages are checked side by side; ``tell`` is told each step that takes long.

    Raises:
        NotAPackageError: One of the paths holds no package; then none is checked.
        PathsError: Several of them hold none.
        NothingCheckedError: No rule is left, or none that is had anything to judge.
        InvalidInputError: There is no such rule.
        InterpreterError: ``python`` is no Python.
    """
    selection = _selection(select, ignore)
    choices = Choices(static, python, timeout, wheel, isolated, build_timeout, tell, selection)
    roots = _roots(paths)

    def checked(root: str) -> PackageReport:
        if is_workflow(root):
            return check_workflow(root, choices)
        return judge(root, examine(root, choices), choices)

    if len(roots) > 1:
        from pushcart_extensions.check.side_by_side import side_by_side

        return Report(tuple(side_by_side(checked, roots)))
    return Report(tuple(map(checked, roots)))


def _roots(paths: Iterable[str]) -> list[str]:
    """Return the packages at several paths, each once; all paths without one are told together."""
    found: dict[str, str] = {}
    problems = []
    for path in paths:
        try:
            found |= {os.path.realpath(root): root for root in packages_at(path)}
        except NotAPackageError as error:
            problems.append(error)
    if len(problems) > 1:
        raise PathsError(problems)
    if problems:
        raise problems[0]
    return list(found.values())


def check_files(
    path: str, *, select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
) -> PackageReport:
    """Check one package by its files alone, whatever else its settings ask for.

    Args:
        path: The package's folder.
        select: As for ``check``.
        ignore: As for ``check``.

    Raises:
        NotAPackageError: The folder holds no package.
        NothingCheckedError: None of the rules has anything to judge there.
        InvalidInputError: There is no such rule.
    """
    choices = Choices(static=True, selection=_selection(select, ignore))
    return judge(path, examine_folder(Path(path), project_in(path), choices), choices)


def _selection(select: Iterable[str] | None, ignore: Iterable[str] | None) -> Selection | None:
    if select is None and ignore is None:
        return None  # all rules
    from pushcart_extensions.check.selection import selection_from_options  # few checks need it

    return selection_from_options(select, ignore)
