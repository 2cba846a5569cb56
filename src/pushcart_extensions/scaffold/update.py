"""A generated package, brought to the present template; what the user made of it stays."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pushcart_extensions.contract.names import distribution_name
from pushcart_extensions.edits.plan import FileEdit, Plan
from pushcart_extensions.errors import ConflictsLeftError, EditError
from pushcart_extensions.scaffold.record.origin import Origin, read_origin
from pushcart_extensions.scaffold.record.renewal import partial_record, renewed_record
from pushcart_extensions.scaffold.template.history import present_template
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import read_questionnaire
from pushcart_extensions.scaffold.updating.files import FileUpdate, Outcome, file_updates, marked_files
from pushcart_extensions.scaffold.updating.renderings import Renderings, renderings_of


@dataclass(frozen=True)
class Update:
    """What bringing a package to the present template comes to.

    Attributes:
        path: The package's folder, as it was given.
        distribution: The package's name.
        old_version: The version of the template that it was made from.
        new_version: The present version.
        files: What becomes of each file that the template has changed, by path.
        plan: The changes, in the order in which they are made.
        written: Whether files were changed; False after a dry run.
    """

    path: Path
    distribution: str
    old_version: str
    new_version: str
    files: tuple[FileUpdate, ...]
    plan: Plan
    written: bool

    @property
    def is_behind(self) -> bool:
        """Whether the package was made from an older version than the present one."""
        return self.old_version != self.new_version

    @property
    def conflicts(self) -> tuple[FileUpdate, ...]:
        """The files that need a decision of the user."""
        return tuple(file for file in self.files if file.outcome is Outcome.CONFLICT)

    @property
    def left(self) -> tuple[FileUpdate, ...]:
        """The files that could not be merged at all; while there are any, the recorded version stays."""
        return tuple(file for file in self.files if file.is_left)


def update(path: str | os.PathLike[str] = ".", *, dry_run: bool = False) -> Update:
    """Bring a generated package to the present template, without a network and without git.

    A file that the user left alone becomes that of the new template; in one that they changed, the
    changes of both are merged, and where they collide, both stand there between marks. What the user
    deleted stays deleted, what they added is not touched. Where a file can't be merged at all, the record
    keeps the old version, and says which files have been merged, so that the next update tries the others.

    Args:
        path: The package's folder.
        dry_run: Whether to find out what would change, and write nothing.

    Returns:
        What was done, file by file.

    Raises:
        InvalidInputError: The package records no template, or one that is not known here.
        ConflictsLeftError: The conflicts of an earlier update are not resolved yet.
        TemplateError: A version of the template can't be rendered.
        EditError: A file can't be read, has changed since it was read, or is read-only.
        CannotWriteError: The system refuses to write; nothing is changed.
    """
    if dry_run:
        return preview_update(path)
    try:
        planned = preview_update(path)
    except ConflictsLeftError:
        # They may be those of a run that was killed when all was written but nothing tidied up.
        _remove_remains(Path(path))
        raise
    return write_update(planned)


def preview_update(path: str | os.PathLike[str]) -> Update:
    """Return what an update comes to, and write nothing.

    Raises:
        InvalidInputError: The package records no template, or one that is not known here.
        ConflictsLeftError: The conflicts of an earlier update are not resolved yet.
        TemplateError: A version of the template can't be rendered.
        EditError: A file can't be read, or the record of the template can't be edited safely.
    """
    try:
        return _planned(path, read_origin(path))
    except OSError as error:
        raise EditError(f"{error.filename or 'a file'} can't be read: {error.strerror}", str(path)) from error


def _planned(path: str | os.PathLike[str], origin: Origin) -> Update:
    root, present = Path(path), present_template()
    renderings = renderings_of(root, origin)
    _refuse_marked(path, renderings, is_behind=origin.template.version != present.version)
    files = tuple(file_updates(root, renderings))
    return Update(
        path=root,
        distribution=distribution_name(str(origin.answers["name"])),
        old_version=origin.template.version,
        new_version=present.version,
        files=files,
        # Last comes the record: until it is written, the same update can be made again.
        plan=(*(file.edit for file in files if file.edit), *_record(origin, renderings, files)),
        written=False,
    )


def write_update(planned: Update) -> Update:
    """Make the changes of an update, all or none.

    After a ``kill -9`` each file is as it was or as it is to be; the same update then does the rest.

    Raises:
        EditError: A file has changed since it was read, or is read-only.
        CannotWriteError: The system refuses to write.
    """
    from pushcart_extensions.edits.apply import apply_plan

    _remove_remains(planned.path)
    apply_plan(planned.plan, planned.path)
    return replace(planned, written=bool(planned.plan))


def _remove_remains(root: Path) -> None:
    """Remove what killed runs left, in the hidden folders of the template too, such as ``.github``."""
    from pushcart_extensions.edits.abandoned import remove_all_abandoned

    remove_all_abandoned(root)
    for folder in (present_template().root / "template").iterdir():
        if folder.name.startswith(".") and folder.is_dir():
            remove_all_abandoned(root / folder.name)


def _refuse_marked(path: str | os.PathLike[str], renderings: Renderings, *, is_behind: bool) -> None:
    marked = set(marked_files(Path(path), renderings.paths))
    # Marks of the very update that is to be made are those of a run that was not completed.
    ours = set(marked_files(Path(path), marked, renderings.version)) if is_behind else set()
    if marked - ours:
        raise ConflictsLeftError(os.fspath(path), tuple(sorted(marked - ours)))


def _record(origin: Origin, renderings: Renderings, files: Iterable[FileUpdate]) -> Plan:
    """Return the change of the file that records the template and the answers."""
    left = {file.path for file in files if file.is_left}
    data = _partial_record(origin, renderings, left) if left else _whole_record(origin)
    return (FileEdit(ANSWERS_FILE, origin.data, data),) if data != origin.data else ()


def _whole_record(origin: Origin) -> bytes:
    """Return the record of a package of which every file has the present version."""
    present = present_template()
    if origin.template == present:
        return origin.data
    old, new = read_questionnaire(origin.template.root), read_questionnaire(present.root)
    asked = [name for name in new.questions if name not in old.questions and name not in origin.answers]
    answers = new.completed(origin.answers, new.environment()) if asked else origin.answers
    return renewed_record(origin.data, present.version, answers, asked)


def _partial_record(origin: Origin, renderings: Renderings, left: Collection[str]) -> bytes:
    """Return the record of a package of which some files could not be merged.

    The present version would say of them that they have been; the old one alone, that no file has.
    """
    known = {path: template.version for path, template in origin.merged.items()}
    now = {path for path in renderings.paths if renderings.differ(path) and path not in left}
    merged = known | dict.fromkeys(now, renderings.version)
    return partial_record(origin.data, merged) if merged != known else origin.data
