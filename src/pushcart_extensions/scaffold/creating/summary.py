"""What to tell of a new package: its tree, its facts, what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pushcart_extensions.scaffold.new import NewPackage
from pushcart_extensions.scaffold.template.package import listed


def tree(package: NewPackage) -> str:
    """Return the files of a package as a tree, its folder at the top."""
    return "\n".join((f"{package.path}/", *_branches(package.files, 0)))


def next_steps(package: NewPackage) -> str:
    """Return what was made, and the three commands that make use of it."""
    described = listed(package.request.package.components)
    folder = shlex.quote(str(package.path))
    return "\n".join(
        (
            f"Made {package.path} ({described})",
            "",
            f"  cd {folder}",
            "  python -m pip install --editable .",
            "  pushcart-run workflow.yaml",
        )
    )


def facts(package: NewPackage) -> dict[str, object]:
    """Return a package as plain data for JSON."""
    request = package.request
    return {
        "version": 1,
        "path": str(package.path),
        "name": request.package.distribution,
        "import_package": request.package.module,
        "written": package.written,
        "components": [component.facts for component in request.package.components],
        "files": [file.as_posix() for file in package.files],
        "notices": list(request.notices),
    }


def _branches(files: Iterable[PurePath], depth: int) -> Iterator[str]:
    """Yield the lines of a tree: files of a folder first, then its folders."""
    here = sorted(files)
    for file in (file for file in here if len(file.parts) == depth + 1):
        yield f"{'    ' * (depth + 1)}{file.name}"
    below = [file for file in here if len(file.parts) > depth + 1]
    for name in dict.fromkeys(file.parts[depth] for file in below):
        yield f"{'    ' * (depth + 1)}{name}/"
        yield from _branches((file for file in below if file.parts[depth] == name), depth + 1)
