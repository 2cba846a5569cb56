"""What would mend a fault, stated as data by the rule that found it; ``fixes`` makes edits of it.

Nothing is imported here but names: a check that mends nothing must not wait for what mends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.project import Project

_PYPROJECT = "pyproject.toml"
_EDITED = (_PYPROJECT, "setup.cfg")
"""The files of metadata that are edited."""
ClassOf = tuple[str, str]
"""The name of a class, and the dotted name of the module that defines it."""


class CreateInit(NamedTuple):
    """Create the ``__init__.py`` of ``package`` in ``folder``, with ``classes`` in ``__all__``."""

    folder: str
    package: str
    classes: tuple[ClassOf, ...]


class Export(NamedTuple):
    """Import ``classes`` in the ``__init__.py`` at ``path`` and add them to its ``__all__``."""

    path: str
    package: str
    classes: tuple[ClassOf, ...]


class AddEntryPoint(NamedTuple):
    """Register ``value`` as ``name`` in ``group``."""

    group: str
    name: str
    value: str


class RenameEntryPoint(NamedTuple):
    """Register ``name`` of ``group`` as ``new_name``."""

    group: str
    name: str
    new_name: str


class RetargetEntryPoint(NamedTuple):
    """Let ``name`` of ``group`` lead to ``value``."""

    group: str
    name: str
    value: str


class RemoveEntryPoint(NamedTuple):
    """Take ``name`` out of ``group``."""

    group: str
    name: str


class MoveEntryPoint(NamedTuple):
    """Move ``name`` of ``group`` to ``new_group``, as ``new_name``."""

    group: str
    name: str
    new_group: str
    new_name: str


class RenameGroup(NamedTuple):
    """Call the entry-point group ``group`` ``new_group``."""

    group: str
    new_group: str


class AddDependency(NamedTuple):
    """Add the distribution ``name`` to the dependencies."""

    name: str


class RenameClass(NamedTuple):
    """Call the class ``old`` of the module at ``path`` ``new``, wherever it is named."""

    path: str
    module: str
    old: str
    new: str


class MakeSet(NamedTuple):
    """Write ``attribute`` of ``class_name``, in the module at ``path``, as a set."""

    path: str
    class_name: str
    attribute: str


class QuoteExports(NamedTuple):
    """Write ``names`` in ``__all__`` of the module at ``path`` in quotes, and a string as a list of one."""

    path: str
    names: tuple[str, ...]


EntryPointFix = (
    AddEntryPoint | RenameEntryPoint | RetargetEntryPoint | RemoveEntryPoint | MoveEntryPoint | RenameGroup
)
Fix = CreateInit | Export | EntryPointFix | AddDependency | RenameClass | MakeSet | QuoteExports
"""What a rule can ask for."""

STEPS: tuple[tuple[type[Fix], ...], ...] = (
    (MoveEntryPoint, RemoveEntryPoint, RenameEntryPoint, RenameGroup, RetargetEntryPoint),
    (AddDependency, AddEntryPoint, CreateInit, QuoteExports, Export, MakeSet),
    (RenameClass,),
)
"""The order of fixes: what is registered is put right before anything is registered anew, or there would be
two of it; the other fixes call a class by the name that it has, so that its renaming comes last."""


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
