"""Imports a package in child processes while the checker reads its source."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pushcart_extensions.check.evidence.import_report import End, ImportReport, Outcome
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.private_folder import private_folder
from pushcart_extensions.check.probe.attempts import Attempts
from pushcart_extensions.check.probe.metadata import write_metadata
from pushcart_extensions.contract.kinds import BY_GROUP, FLAG_GROUP


class Importable(NamedTuple):
    """A package to be imported.

    Attributes:
        root: Its folder.
        project: Its metadata.
        package_path: The folder of its import package, relative to ``root``.
        info: The ``.dist-info`` folder of an unpacked wheel; None where the metadata are to stand for one.
    """

    root: Path
    project: Project
    package_path: str
    info: Path | None = None


@contextmanager
def importing(package: Importable, interpreter: str, seconds: float) -> Iterator[Callable[[], ImportReport]]:
    """Import a package in a child process while the block runs; whatever happens, nothing of it stays.

    The package need not be installed: a synthetic ``.dist-info`` beside it on the path shows the
    runtime's own discovery, and ``importlib.metadata``, what an installation would.

    Args:
        package: The package.
        interpreter: The Python to run.
        seconds: How long one child may take.

    Yields:
        A function that waits until all is done and returns what was seen.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(private_folder())
            attempts = Attempts(folder, package.root, interpreter, seconds)
            attempts.begin(_config(package, _metadata(package, folder / "metadata")))
        except OSError as error:
            report = ImportReport(interpreter, (End(Outcome.NOT_STARTED, str(error.strerror)),))
            yield lambda: report
            return
        stack.callback(attempts.end)
        yield attempts.finish


def _metadata(package: Importable, folder: Path) -> Path:
    """Make a folder with the package's ``.dist-info`` and return it."""
    if package.info:
        shutil.copytree(package.info, folder / package.info.name)
    else:
        write_metadata(folder, package.project)
    return folder


def _config(package: Importable, metadata: Path) -> dict[str, Any]:
    """Return what a child is told, if nothing is to be left out."""
    root = package.root.absolute()
    # What the interpreter reports as a file name is the path that was searched, links unresolved.
    search_path, _, name = str(root / package.package_path).rpartition(os.sep)
    return {
        "visit": "package",
        "metadata": str(metadata),
        "search_path": search_path,
        "root": str(root),
        "package": name,
        "package_path": f"{search_path}{os.sep}{name}",
        "skip": [],
        "only": None,
        "targets": [
            (point.group, point.name, point.module, point.attribute)
            for point in package.project.entry_points
            if point.module and point.attribute and (point.group in BY_GROUP or point.group == FLAG_GROUP)
        ],
    }
