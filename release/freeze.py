"""Freezes the present template into the history that the wheel ships: ``python release/freeze.py``.

A frozen version is a package of its own, ``pushcart_extensions._history.v0_1_0``: the template, its
questions, and the Python that derives names for it, with the imports turned to the copies beside it. So
it goes on rendering as it did, whatever becomes of the code that it was copied from. The digests of a
few renderings, made before anything is copied, stand with the tests as the proof.

Run it with the Python of an environment in which this tree is installed with ``[tools]``.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from golden import golden_renderings

NAME = "pushcart_extensions"
DOOR = f"{NAME}.scaffold.jinja_names"
"""The module that ``copier.yml`` loads; everything it imports is what derives names."""
ROOT = Path(__file__).resolve().parents[1]


def freeze(root: Path) -> Path:
    """Freeze the template of a source tree, and write the digests of its renderings.

    Args:
        root: The source tree.

    Returns:
        The folder of the frozen version.

    Raises:
        FileExistsError: This version is frozen already; what was released does not change.
    """
    version = version_of(root)
    package = f"{NAME}._history.v{version.replace('.', '_')}"
    target = root / "src" / Path(*package.split("."))
    if target.exists():
        raise FileExistsError(f"version {version} is frozen already: give {NAME}.__version__ a new one")
    renderings = golden_renderings()
    shutil.copytree(root / "template", target / "template", ignore=shutil.ignore_patterns("__pycache__"))
    questions = (root / "copier.yml").read_text(encoding="utf-8")
    (target / "copier.yml").write_text(questions.replace(NAME + ".", package + "."), encoding="utf-8")
    freeze_code(root / "src", target, package)
    text = f'"""The template of {version}, frozen; nothing here is edited."""\n\n__version__ = "{version}"\n'
    (target / "__init__.py").write_text(text, encoding="utf-8")
    digests = root / "tests" / "template" / "golden" / f"{version}.json"
    digests.parent.mkdir(exist_ok=True)
    digests.write_text(json.dumps(renderings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def version_of(root: Path) -> str:
    """Return the version that a source tree has."""
    text = (root / "src" / NAME / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{NAME}.__version__ is no version such as 1.2.3")
    return found[1]


def freeze_code(source: Path, target: Path, package: str) -> None:
    """Copy the modules that derive names, and the data files beside them, their imports renamed.

    Args:
        source: The folder that holds the package.
        target: The folder to copy into.
        package: What the copy is called.
    """
    modules = needed_modules(source)
    for module in sorted(modules):
        file = file_of(source, module)
        copy = target / file.relative_to(source / NAME)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(renamed(file.read_text(encoding="utf-8"), package), encoding="utf-8")
        for data in file.parent.iterdir() if file.name == "__init__.py" else ():
            if data.is_file() and data.suffix != ".py":
                shutil.copyfile(data, copy.parent / data.name)
        # A package that is only passed through says nothing: its face would import everything.
        for folder in copy.relative_to(target).parents:
            face = target / folder / "__init__.py"
            if not face.exists() and ".".join((NAME, *folder.parts)) not in modules:
                face.touch()


def needed_modules(source: Path) -> set[str]:
    """Return every module of ours that the template's door needs, itself included."""
    found: set[str] = set()
    waiting = [DOOR]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imported(source, file_of(source, module))
    return found


def imported(source: Path, file: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, but for the root, of which a copy has the version."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            foreign = [alias.name for alias in node.names if alias.name.partition(".")[0] != NAME]
            if len(foreign) != len(node.names):
                raise ValueError(f"{file}:{node.lineno}: here, `from … import …` is what can be renamed")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == NAME:
            base = str(node.module)
            inner = [f"{base}.{alias.name}" for alias in node.names]
            modules = [name for name in inner if file_of(source, name).is_file()]
            yield from modules
            if base != NAME and len(modules) != len(inner):
                yield base


def file_of(source: Path, module: str) -> Path:
    """Return the file that a module would have."""
    path = source / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def renamed(text: str, package: str) -> str:
    """Return a module's text with the imports of our package turned to another."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == NAME:
            at = node.lineno - 1
            lines[at] = lines[at].replace(f"from {NAME}", f"from {package}", 1)
    return "".join(lines)


if __name__ == "__main__":
    try:
        print(f"frozen: {freeze(ROOT)}")
    except (FileExistsError, ValueError) as error:
        sys.exit(f"freeze: {error}")
