"""Turns what a rule asks for into edits of files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pushcart_extensions.check import remedies
from pushcart_extensions.check.packages import METADATA_FILES
from pushcart_extensions.check.remedies import Fix
from pushcart_extensions.edits.metadata import METADATA_EDITS, PYPROJECT, SETUP_CFG, MetadataEdits
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.python.class_rename import ModuleText, rename_class
from pushcart_extensions.edits.python.dunder_all import add_empty_all, add_to_all
from pushcart_extensions.edits.python.imports import add_import, imported_from, new_init
from pushcart_extensions.edits.python.quoted_all import quote_in_all
from pushcart_extensions.edits.python.set_attribute import make_set
from pushcart_extensions.edits.text import prevailing_newline
from pushcart_extensions.edits.toml.places import data_of, table_at
from pushcart_extensions.errors import EditError

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


def _create_init(draft: Draft, fix: remedies.CreateInit, root: Path) -> None:
    path = f"{fix.folder}/__init__.py"
    if draft.read(path) is None:
        draft.create(path, new_init(dict(fix.classes), newline=_newline(draft, root, fix)))


def _export(draft: Draft, fix: remedies.Export, root: Path) -> None:
    is_one_line = b"\n" not in (draft.read(fix.path) or b"")
    for name, module in fix.classes:
        origin = imported_from(draft.text(fix.path), fix.package, module)
        draft.edit(fix.path, partial(add_import, module=origin, name=name, package=fix.package))
        draft.edit(fix.path, partial(add_to_all, name=name))
    if not fix.classes:
        draft.edit(fix.path, add_empty_all)
    if is_one_line:  # it has no line ending of its own
        newline = _newline(draft, root, fix)
        draft.edit(fix.path, lambda text: text.replace("\n", newline))


def _newline(draft: Draft, root: Path, fix: remedies.CreateInit | remedies.Export) -> str:
    """Return the line ending of the package's own files."""
    folder = fix.folder if isinstance(fix, remedies.CreateInit) else fix.path.rpartition("/")[0]
    package = folder.rsplit("/", fix.package.count("."))[0]
    siblings = [path for path in _python_files(root) if path.startswith(f"{package}/")]
    return prevailing_newline(filter(None, map(draft.read, siblings)))


def _make_set(draft: Draft, fix: remedies.MakeSet, _root: Path) -> None:
    draft.edit(fix.path, partial(make_set, class_name=fix.class_name, attribute=fix.attribute))


def _rename_class(draft: Draft, fix: remedies.RenameClass, root: Path) -> None:
    top = fix.path.removesuffix(".py").removesuffix("/__init__").removesuffix(fix.module.replace(".", "/"))
    created = [edit.path for edit in draft.plan() if edit.before is None and edit.path.endswith(".py")]
    paths = {_module_name(path, top): path for path in [*_python_files(root), *created]}
    texts = {
        name: ModuleText(draft.text(path), path.endswith("/__init__.py")) for name, path in paths.items()
    }
    renamed = rename_class(texts, fix.module, fix.old, fix.new)
    metadata = _metadata_file(draft)
    for other in METADATA_FILES:
        if other != metadata and (data := draft.read(other)) and fix.old.encode() in data:
            raise EditError(f"it names {fix.old}, and is not edited", other)
    for name, text in renamed.texts.items():
        draft.edit(paths[name], lambda _old, new=text: new)  # type: ignore[misc]
    follow_class = METADATA_EDITS[metadata].follow_class
    draft.edit(metadata, lambda text: follow_class(text, renamed.carriers, fix.old, fix.new))


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


def _quote_exports(draft: Draft, fix: remedies.QuoteExports, _root: Path) -> None:
    draft.edit(fix.path, partial(quote_in_all, names=fix.names))


def _metadata_file(draft: Draft) -> str:
    """Return the file that states a package's metadata: the one that states its name."""
    pyproject = data_of(draft.text(PYPROJECT)) if draft.read(PYPROJECT) is not None else {}
    named = any("name" in table_at(pyproject, path) for path in (("project",), ("tool", "poetry")))
    return PYPROJECT if named or draft.read(SETUP_CFG) is None else SETUP_CFG


def _in_metadata(
    choose: Callable[[MetadataEdits], Callable[..., str]],
) -> Callable[[Draft, Any, Path], None]:
    """Return the draft function of a fix whose fields are the arguments of one edit of the metadata."""

    def draft_in_metadata(draft: Draft, fix: Any, _root: Path) -> None:
        file = _metadata_file(draft)
        draft.edit(file, lambda text: choose(METADATA_EDITS[file])(text, *fix))

    return draft_in_metadata


_DRAFT: Mapping[type, Callable[[Draft, Any, Path], None]] = {
    remedies.CreateInit: _create_init,
    remedies.Export: _export,
    remedies.QuoteExports: _quote_exports,
    remedies.MakeSet: _make_set,
    remedies.RenameClass: _rename_class,
    remedies.AddEntryPoint: _in_metadata(lambda edits: edits.add_entry_point),
    remedies.RenameEntryPoint: _in_metadata(lambda edits: edits.rename_entry_point),
    remedies.RetargetEntryPoint: _in_metadata(lambda edits: edits.retarget_entry_point),
    remedies.RemoveEntryPoint: _in_metadata(lambda edits: edits.remove_entry_point),
    remedies.MoveEntryPoint: _in_metadata(lambda edits: edits.move_entry_point),
    remedies.RenameGroup: _in_metadata(lambda edits: edits.rename_group),
    remedies.AddDependency: _in_metadata(lambda edits: edits.add_dependency),
}
