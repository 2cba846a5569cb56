"""What is wrong with a path at which no package records its template, and which one may have been meant."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.edits.folders import folder_like, folders_in
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
            (str(one) for one in (*folders_in(root), root.absolute().parent) if _is_generated(one)), None
        )
        return InputProblem("PATH", path, reason, near)
    if isinstance(error, FileNotFoundError):
        return InputProblem("PATH", path, "doesn't exist", folder_like(root, _is_generated))
    if root.is_file():
        return InputProblem("PATH", path, "is a file; give the folder of the package")
    return InputProblem("PATH", path, f"can't be read: {getattr(error, 'strerror', None) or error}")


def _is_generated(folder: Path) -> bool:
    return (folder / ANSWERS_FILE).is_file()
