"""What to write by hand where a fault is plain and no edit can mend it."""

from __future__ import annotations

from collections.abc import Mapping

from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.remedies import (
    AddDependency,
    AddEntryPoint,
    CreateInit,
    EntryPointFix,
    Export,
    Fix,
    MakeSet,
    MoveEntryPoint,
    QuoteExports,
    RemoveEntryPoint,
    RenameClass,
    RenameEntryPoint,
    RenameGroup,
    RetargetEntryPoint,
)

_PYPROJECT = "pyproject.toml"
_EDITED = (_PYPROJECT, "setup.cfg")
"""The files of metadata that are edited."""


def by_hand(fix: Fix, project: Project) -> str | None:
    """Return what to write by hand where no edit can make a fix; None where one can.

    That is where only a program or a build backend knows what is to be changed.

    Args:
        fix: The fix.
        project: The metadata of its package.

    Returns:
        A clause that says why, and what to write.
    """
    if isinstance(fix, (CreateInit, Export, MakeSet, QuoteExports)):
        return None
    field = "dependencies" if isinstance(fix, AddDependency) else "entry-points"
    computed = project.unknown | project.asked
    if project.file in _EDITED and not project.problem and field not in computed:
        return None
    if project.problem:
        return f"{project.file} can't be read"
    if project.file == _PYPROJECT:
        why = f"its {field.replace('-', ' ')} are dynamic, and what makes them is not edited"
    else:
        why = "setup.py is a program, which is not edited"
    values = {(point.group, point.name): point.value for point in project.entry_points}
    return f"{why}; {_instruction(fix, values)}"


def _instruction(  # noqa: PLR0911 - one for each fix
    fix: EntryPointFix | AddDependency | RenameClass, values: Mapping[tuple[str, str], str]
) -> str:
    match fix:
        case AddEntryPoint(group, name, value):
            return f"write there {_written(group, name, value)}"
        case RetargetEntryPoint(group, name, value):
            return f"write there {_written(group, name, value)} in place of the other {name}"
        case RenameEntryPoint(group, name, new_name):
            return f"write there {_written(group, new_name, values.get((group, name)))} in place of {name}"
        case MoveEntryPoint(group, name, new_group, new_name):
            written = _written(new_group, new_name, values.get((group, name)))
            return f"write there {written} in place of {name} in {group}"
        case RemoveEntryPoint(group, name):
            return f"take {name} out of {group} there"
        case RenameGroup(group, new_group):
            return f"write there {new_group} in place of {group}"
        case AddDependency(name):
            return f'write there install_requires=["{name}"]'
        case RenameClass(path, _, old, new):  # pragma: no branch - mypy tells of a fix that is missing here
            return f"write {new} in place of {old} there and in {path}"


def _written(group: str, name: str, value: str | None) -> str:
    return f'entry_points={{"{group}": ["{name} = {value or "…"}"]}}'
