"""Writes a plan: every file whole, all files or none."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from pushcart_extensions.edits.abandoned import PREFIX, remove_abandoned
from pushcart_extensions.edits.interrupts import uninterrupted
from pushcart_extensions.edits.plan import FileEdit, Plan
from pushcart_extensions.edits.syncing import sync_files
from pushcart_extensions.errors import CannotWriteError, EditError


def apply_plan(plan: Plan, root: Path) -> tuple[str, ...]:
    """Make the changes of a plan.

    New contents are written beside their targets first and then renamed over them; modes are kept.
    A file that holds already what it is to hold is done. Whatever goes wrong, also an interrupt,
    leaves every file as it was; a process that is killed leaves each file either old or new, and the
    same plan can be applied again.

    Args:
        plan: The changes.
        root: The folder that its paths are relative to.

    Returns:
        The paths that were written.

    Raises:
        EditError: A file is no longer what the plan was made from, is a link, or lies outside ``root``.
        CannotWriteError: The system refuses to write.
    """
    pending = tuple(edit for edit in plan if not _is_done(edit, root))
    writing = _Writing(root)
    try:
        for edit in pending:
            writing.prepare(edit)
        writing.sync()
        with uninterrupted():
            for edit in pending:
                writing.commit(edit)
            writing.finish()
    except BaseException as error:
        with uninterrupted():
            left = writing.undo()
        if isinstance(error, OSError):
            also = f"; {' and '.join(left)} could not be put back" if left else ""
            raise CannotWriteError(error.filename or str(root), f"{error.strerror}{also}") from error
        raise
    return tuple(edit.path for edit in pending)


def _is_done(edit: FileEdit, root: Path) -> bool:
    """Tell whether a file is as it is to be.

    Raises:
        EditError: It is neither that nor as the plan found it.
    """
    path = root / edit.path
    try:
        if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
            raise EditError("it is a link, or lies behind one", edit.path)
        found = path.read_bytes()
    except FileNotFoundError:
        found = None
    except OSError as error:
        raise EditError(f"it can't be read: {error.strerror}", edit.path) from error
    if found == edit.after:
        return True
    if found != edit.before:
        raise EditError("it has changed since it was read", edit.path)
    if found is not None and not os.access(path, os.W_OK):
        raise EditError("it is read-only", edit.path)
    return False


class _Writing:
    """One plan on its way to the disk.

    Beside each target stand its new content and a second link to its old one, so that both going on
    and going back are renames, which need no space and can't stop half-way.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._run = f"{PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
        self._folders: list[Path] = []
        self._committed: list[FileEdit] = []
        self._beside: list[Path] = []
        self._unsynced: list[Path] = []

    def prepare(self, edit: FileEdit) -> None:
        target = self._root / edit.path
        self._make_folders(target.parent)
        remove_abandoned(target.parent)
        if edit.before is not None:
            self._keep_old(target)
        if edit.after is not None:
            new = self._name(target, "new")
            self._beside.append(new)
            with new.open("xb") as file:
                file.write(edit.after)
            self._unsynced.append(new)
            if edit.before is not None:
                shutil.copymode(target, new)

    def sync(self) -> None:
        """Have the new contents on the disk before any of them gets its name."""
        sync_files(self._unsynced)

    def commit(self, edit: FileEdit) -> None:
        target = self._root / edit.path
        self._committed.append(edit)
        if edit.after is None:
            target.unlink()
        else:
            self._name(target, "new").replace(target)

    def finish(self) -> None:
        """Forget what was there before; nothing can be put back from here on."""
        self._committed.clear()
        self._folders.clear()
        self._tidy()

    def undo(self) -> list[str]:
        """Put everything back; return the paths for which the system refused that too."""
        left = []
        for edit in reversed(self._committed):
            target = self._root / edit.path
            try:
                if edit.before is None:
                    target.unlink(missing_ok=True)
                else:
                    self._name(target, "old").replace(target)
            except OSError:
                left.append(edit.path)
        self._tidy()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()
        return left

    def _tidy(self) -> None:
        for path in self._beside:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _keep_old(self, target: Path) -> None:
        old = self._name(target, "old")
        self._beside.append(old)
        try:
            os.link(target, old)
        except OSError:  # not every file system has hard links
            shutil.copy2(target, old)

    def _make_folders(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            self._folders.append(new)
            new.mkdir()

    def _name(self, target: Path, what: str) -> Path:
        # The target's own name may be as long as a name can be, so it isn't part of this one.
        return target.parent / f"{self._run}-{_number(target)}.{what}"


def _number(target: Path) -> str:
    import hashlib

    return hashlib.sha256(os.fsencode(target)).hexdigest()[:12]
