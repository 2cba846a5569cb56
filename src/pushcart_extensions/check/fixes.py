"""Turns what a rule asks for into edits of files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pushcart_extensions.check.remedies import (
    AddDependency,
    AddEntryPoint,
    CreateInit,
    Export,
    Fix,
    MakeSet,
    MoveEntryPoint,
    RemoveEntryPoint,
    RenameClass,
    RenameEntryPoint,
    RenameGroup,
    RetargetEntryPoint,
)
from pushcart_extensions.edits import entry_points
from pushcart_extensions.edits.class_rename import ModuleText, rename_class
from pushcart_extensions.edits.dependencies import add_dependency
from pushcart_extensions.edits.dunder_all import add_empty_all, add_to_all
from pushcart_extensions.edits.imports import add_import, imported_from, new_init
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.set_attribute import make_set
from pushcart_extensions.errors import EditError

_PYPROJECT = "pyproject.toml"
_OTHER_METADATA = ("setup.cfg", "setup.py")
_NOT_SOURCE = frozenset({"__pycache__", "build", "dist", "node_modules", "site-packages", "venv", "env"})


def draft_fix(draft: Draft, fix: Fix, root: Path) -> None:
    """Make a fix in a draft of a package.

    Args:
        draft: The package's files as they are to be.
        fix: What to do.
        root: The package's folder; nothing is written there.

    Raises:
        EditError: It can't be done safely; the draft may hold a part of it.
    """
    _DRAFT[type(fix)](draft, fix, root)


def _create_init(draft: Draft, fix: CreateInit, root: Path) -> None:
    path = f"{fix.folder}/__init__.py"
    if draft.read(path) is None:
        _refuse_hidden(root, path)
        draft.create(path, new_init(dict(fix.classes)))


def _export(draft: Draft, fix: Export, _root: Path) -> None:
    for name, module in fix.classes:
        origin = imported_from(draft.text(fix.path), fix.package, module)
        draft.edit(fix.path, partial(add_import, module=origin, name=name, package=fix.package))
        draft.edit(fix.path, partial(add_to_all, name=name))
    if not fix.classes:
        draft.edit(fix.path, add_empty_all)


def _make_set(draft: Draft, fix: MakeSet, _root: Path) -> None:
    draft.edit(fix.path, partial(make_set, class_name=fix.class_name, attribute=fix.attribute))


def _rename_class(draft: Draft, fix: RenameClass, root: Path) -> None:
    top = fix.path.removesuffix(".py").removesuffix("/__init__").removesuffix(fix.module.replace(".", "/"))
    created = [edit.path for edit in draft.plan() if edit.before is None and edit.path.endswith(".py")]
    paths = {_module_name(path, top): path for path in [*_python_files(root), *created]}
    texts = {
        name: ModuleText(draft.text(path), path.endswith("/__init__.py")) for name, path in paths.items()
    }
    renamed = rename_class(texts, fix.module, fix.old, fix.new)
    for other in _OTHER_METADATA:
        if (data := draft.read(other)) and fix.old.encode() in data:
            raise EditError(f"it names {fix.old}, and is not edited", other)
    for name, text in renamed.texts.items():
        draft.edit(paths[name], lambda _old, new=text: new)  # type: ignore[misc]
    draft.edit(
        _PYPROJECT, partial(entry_points.follow_class, modules=renamed.carriers, old=fix.old, new=fix.new)
    )


def _python_files(root: Path) -> Iterator[str]:
    """Yield the path of every Python file of a package's folder, its tests included."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NOT_SOURCE
            and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))  # noqa: PTH110, PTH118
        )
        yield from (
            (Path(folder) / file).relative_to(root).as_posix()
            for file in sorted(files)
            if file.endswith(".py")
        )


def _module_name(path: str, top: str) -> str:
    """Return the dotted name of the module at a path, ``top`` being the folder that holds the package."""
    inside = path.removeprefix(top) if path.startswith(top) else path
    return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _refuse_hidden(root: Path, path: str) -> None:
    """Refuse a path at which something stands that is no readable file, such as a broken link."""
    if (root / path).is_symlink():
        raise EditError("it is a link", path)


def _in_pyproject(edit: Callable[..., str]) -> Callable[[Draft, Any, Path], None]:
    """Return the draft function of a fix whose fields are the arguments of one edit of pyproject.toml."""
    return lambda draft, fix, _root: draft.edit(_PYPROJECT, lambda text: edit(text, *fix))


_DRAFT: Mapping[type, Callable[[Draft, Any, Path], None]] = {
    CreateInit: _create_init,
    Export: _export,
    MakeSet: _make_set,
    RenameClass: _rename_class,
    AddEntryPoint: _in_pyproject(entry_points.add_entry_point),
    RenameEntryPoint: _in_pyproject(entry_points.rename_entry_point),
    RetargetEntryPoint: _in_pyproject(entry_points.retarget_entry_point),
    RemoveEntryPoint: _in_pyproject(entry_points.remove_entry_point),
    MoveEntryPoint: _in_pyproject(entry_points.move_entry_point),
    RenameGroup: _in_pyproject(entry_points.rename_group),
    AddDependency: _in_pyproject(add_dependency),
}
