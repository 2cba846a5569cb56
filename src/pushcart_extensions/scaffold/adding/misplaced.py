"""What is wrong with a path that leads to no package, and which one may have been meant."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.edits.folders import folder_like, folders_in
from pushcart_extensions.errors import InputProblem
from pushcart_extensions.scaffold.adding.existing import PYPROJECT, SETUP_CFG, SETUP_PY

_METADATA = (PYPROJECT, SETUP_CFG, SETUP_PY)
_MOST_NAMED = 5


def path_problem(path: str) -> InputProblem | None:
    """Say why a path leads to no package, or None where it leads to one.

    Args:
        path: A package's folder, as the user gave it.
    """
    if not path:  # an empty variable in a shell, which is not meant to be the working folder
        return InputProblem("PATH", "", "is empty", ".")
    root = Path(path)
    try:
        if not root.exists():
            return InputProblem("PATH", path, "doesn't exist", folder_like(root, _is_package))
        if not root.is_dir():
            hint = str(root.parent) if _is_package(root.parent) else None
            return InputProblem("PATH", path, "is a file; give the folder of the package", hint)
        if not _is_package(root):
            return _no_package(path, root)
    except (OSError, ValueError) as error:
        return InputProblem("PATH", path, f"can't be read: {getattr(error, 'strerror', None) or error}")
    return None


def _no_package(path: str, root: Path) -> InputProblem:
    """Return what to say of a folder that is no package's: which ones lie in it, or around it."""
    inside = [one for one in folders_in(root) if _is_package(one)]
    if len(inside) > 1:
        names = ", ".join(one.name for one in inside[:_MOST_NAMED])
        more = ", …" if len(inside) > _MOST_NAMED else ""
        return InputProblem(
            "PATH", path, f"holds several packages: name one of {names}{more}", str(inside[0])
        )
    around = (*inside, *(one for one in root.resolve().parents if _is_package(one)))
    hint = str(around[0]) if around else None
    return InputProblem("PATH", path, "holds no package: there is no pyproject.toml", hint)


def _is_package(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _METADATA)
