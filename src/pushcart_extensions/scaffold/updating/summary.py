"""What to tell of an update."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.scaffold.update import Update
from pushcart_extensions.scaffold.updating.files import FileUpdate

_ADVICE = "In each conflict, keep the lines that you want and remove the marks: <<<<<<<, ======= and >>>>>>>."


def told(update: Update) -> str:
    """Return an update in words: what was done, or what would be, file by file."""
    return "\n".join(_lines(update))


def facts(update: Update) -> dict[str, object]:
    """Return an update as plain data for JSON."""
    return {
        "version": 1,
        "path": str(update.path),
        "name": update.distribution,
        "from": update.old_version,
        "to": update.new_version,
        "behind": update.is_behind,
        "written": update.written,
        "complete": not update.left,
        "files": [
            {
                "path": file.path,
                "outcome": file.outcome.value,
                "conflicts": list(file.conflicts),
                "reason": file.reason,
            }
            for file in update.files
        ],
    }


def _lines(update: Update) -> Iterator[str]:
    if not update.is_behind:
        yield f"{update.distribution} is up to date with template {update.new_version}"
        return
    if update.written:
        what = f"what can be merged of {update.distribution}" if update.left else update.distribution
        yield f"Brought {what} from template {update.old_version} to {update.new_version}"
    else:
        what = "changes:" if update.files else "changes nothing but the record of it"
        yield f"{update.distribution} is made from template {update.old_version}; {update.new_version} {what}"
    if update.files:
        yield ""
        yield from (f"  {file.outcome.value:<8}  {file.path}{_behind(file)}" for file in update.files)
    if any(file.conflicts and (update.written or not file.edit) for file in update.files):
        yield ""
        yield _ADVICE
    if update.left:
        yield ""
        yield _left(update)


def _left(update: Update) -> str:
    names = ", ".join(file.path for file in update.left)
    return (
        f"The record stays at template {update.old_version}, since the change of {names} is still to come: "
        "make it a text file of the package, or delete it, and update again."
    )


def _behind(file: FileUpdate) -> str:
    if file.reason:
        return f": {file.reason}"
    if not file.conflicts:
        return ""
    lines = ", ".join(map(str, file.conflicts))
    return f": line {lines}" if len(file.conflicts) == 1 else f": lines {lines}"
