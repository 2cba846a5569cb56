"""What is wrong with a path at which no package records its template, and which one may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pushcart_extensions.contract.suggestions import closest
from pushcart_extensions.errors import InputProblem
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE


def record_problem(path: str, error: Exception) -> InputProblem:
    """Say why there is no record at a path, and where one is.

    Args:
        path: A package's folder, as the user gave it.
        error: What came of reading its record.
    """
    root = Path(path)
    if isinstance(error, FileNotFoundError) and root.is_dir():
        reason = f"has no {ANSWERS_FILE}, the file in which a generated package records its template"
        near = next(
            (str(one) for one in (*_folders(root), root.absolute().parent) if _is_generated(one)), None
        )
        return InputProblem("PATH", path, reason, near)
    if isinstance(error, FileNotFoundError):
        beside = [one.name for one in _folders(root.parent) if _is_generated(one)]
        near = closest(root.name, beside)
        return InputProblem("PATH", path, "doesn't exist", str(root.parent / near) if near else None)
    if root.is_file():
        return InputProblem("PATH", path, "is a file; give the folder of the package")
    return InputProblem("PATH", path, f"can't be read: {getattr(error, 'strerror', None) or error}")


def _folders(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from sorted(one for one in root.iterdir() if one.is_dir() and not one.name.startswith("."))


def _is_generated(folder: Path) -> bool:
    return (folder / ANSWERS_FILE).is_file()
