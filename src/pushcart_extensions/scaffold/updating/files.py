"""What an update makes of each file of a package, from the two renderings and what the user has."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from enum import Enum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pushcart_extensions.edits.abandoned import originals_left
from pushcart_extensions.edits.plan import FileEdit
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.updating.merge_file import (
    MergedFile,
    is_marked,
    marked_lines,
    merged_file,
    same_content,
)
from pushcart_extensions.scaffold.updating.renderings import Renderings


class Outcome(Enum):
    """What becomes of a file; the value is the word for it."""

    ADDED = "added"
    UPDATED = "updated"
    MERGED = "merged"
    REMOVED = "removed"
    CONFLICT = "conflict"
    KEPT = "kept"


class FileUpdate(NamedTuple):
    """What an update makes of one file.

    Attributes:
        path: Relative to the package's folder, with forward slashes.
        outcome: What becomes of it.
        conflicts: The lines that its conflicts begin in.
        reason: Why it stays as it is, where it does.
        edit: The change of it; None where it stays.
    """

    path: str
    outcome: Outcome
    conflicts: tuple[int, ...] = ()
    reason: str | None = None
    edit: FileEdit | None = None

    @property
    def is_left(self) -> bool:
        """Whether it could not be merged at all, so that the template's change of it is still to come."""
        return self.outcome is Outcome.CONFLICT and self.reason is not None


def file_updates(root: Path, renderings: Renderings) -> Iterator[FileUpdate]:
    """Yield what becomes of each file that the template has changed, by path.

    Args:
        root: The package's folder.
        renderings: What the two versions of the template make of its answers.

    Raises:
        OSError: The system refuses to read a file; without it, an update would be one by half.
    """
    folders = {str(folder) for path in renderings.old for folder in PurePosixPath(path).parents}
    for path in renderings.paths:
        try:
            update = _update(root, path, renderings)
        except EditError as error:
            update = FileUpdate(path, Outcome.CONFLICT, reason=f"stays as it is: {error.reason}")
        if update and update.outcome is Outcome.ADDED and _is_without_folder(root, path, folders):
            update = FileUpdate(path, Outcome.KEPT, reason="is not added: you have removed its folder")
        if update:
            yield update


def marked_files(root: Path, paths: Collection[str], version: str | None = None) -> Iterator[str]:
    """Yield the files in which marks of conflicts stand.

    Args:
        root: The package's folder.
        paths: The files to look at, relative to it.
        version: The version of the template that the marks are to name; None for marks of any kind.

    Raises:
        OSError: The system refuses to read a file.
    """
    for path in sorted(paths):
        try:
            data = _found(root, path)
        except EditError:
            continue
        if data is not None and is_marked(data, version):
            yield path


def _update(root: Path, path: str, renderings: Renderings) -> FileUpdate | None:
    """Return what becomes of a file; None where nothing does, and nothing needs to be said.

    Raises:
        EditError: What stands there can't be merged.
    """
    base, theirs, ours = renderings.old.get(path), renderings.new.get(path), _found(root, path)
    if ours is not None and is_marked(ours, renderings.version):
        # By an earlier run of this update: one that was killed, or that could not merge another file.
        return FileUpdate(path, Outcome.CONFLICT, marked_lines(ours))
    if not renderings.differ(path):
        return None
    if ours is None:
        return _absent(path, base, theirs)
    if theirs is None:
        return _dropped(path, base or b"", ours)
    return _changed(root / path, FileEdit(path, ours, theirs), base, renderings.version)


def _changed(file: Path, edit: FileEdit, base: bytes | None, version: str) -> FileUpdate | None:
    """Return what becomes of a file that is on all sides, or that both sides have added.

    Args:
        file: The file.
        edit: What the user has, and what the new template makes of it.
        base: What the old one made of it; None where both sides have added it.
        version: The version of the new template.

    Raises:
        EditError: One of them is no text.
    """
    path, ours, theirs = edit.path, edit.before or b"", edit.after or b""
    if same_content(ours, theirs):
        return None
    if ours == base:
        return FileUpdate(path, Outcome.UPDATED, edit=edit)
    merge = partial(merged_file, path, base or b"", theirs=theirs, version=version)
    if _is_merged(file, ours, merge):
        return None
    merged = merge(ours)
    change = edit._replace(after=merged.data) if merged.data != ours else None
    if merged.conflicts:
        return FileUpdate(path, Outcome.CONFLICT, merged.conflicts, edit=change)
    outcome = Outcome.UPDATED if base is not None and same_content(ours, base) else Outcome.MERGED
    return FileUpdate(path, outcome, edit=change) if change else None


def _is_merged(file: Path, ours: bytes, merge: Callable[[bytes], MergedFile]) -> bool:
    """Tell whether a killed run has merged a file; in a second merge, lines could be taken for others."""
    for original in originals_left(file.parent):
        with suppress(EditError):  # that of another file in the folder
            if merge(original).data == ours:
                return True
    return False


def _absent(path: str, base: bytes | None, theirs: bytes | None) -> FileUpdate | None:
    if base is None:
        return FileUpdate(path, Outcome.ADDED, edit=FileEdit(path, None, theirs))
    if theirs is None:
        return None
    return FileUpdate(path, Outcome.KEPT, reason="stays deleted, as you have left it")


def _dropped(path: str, base: bytes, ours: bytes) -> FileUpdate:
    if same_content(ours, base):
        return FileUpdate(path, Outcome.REMOVED, edit=FileEdit(path, ours, None))
    return FileUpdate(
        path, Outcome.KEPT, reason="stays, since you have changed it; the template has it no more"
    )


def _found(root: Path, path: str) -> bytes | None:
    """Return what a file holds; None where there is none.

    Raises:
        EditError: What stands there can't be merged.
        OSError: The system refuses to read it.
    """
    file = root / path
    # Unlike Path.resolve, realpath has an answer for links that lead to themselves.
    real = Path(os.path.realpath(file))
    if file.is_symlink() or not real.is_relative_to(os.path.realpath(root)):
        raise EditError("it is a link, or lies behind one", path)
    if file.is_dir():
        raise EditError("it is a folder", path)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise EditError("a file stands in place of its folder", path) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise EditError("it lies behind a link that leads to itself", path) from error
        raise


def _is_without_folder(root: Path, path: str, folders: Collection[str]) -> bool:
    """Tell whether a file's folder is one of the template's that the user has removed."""
    return any(str(one) in folders and not (root / one).is_dir() for one in PurePosixPath(path).parents)
