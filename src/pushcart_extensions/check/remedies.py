"""What would mend a fault, stated as data by the rule that found it; ``fixes`` makes edits of it.

Nothing is imported here but names: a check that mends nothing must not wait for what mends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.project import Project

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


EntryPointFix = (
    AddEntryPoint | RenameEntryPoint | RetargetEntryPoint | RemoveEntryPoint | MoveEntryPoint | RenameGroup
)
Fix = CreateInit | Export | EntryPointFix | AddDependency | RenameClass | MakeSet
"""What a rule can ask for."""


def is_possible(fix: Fix, project: Project) -> bool:
    """Tell whether a fix is one for this package: its metadata must be stated in pyproject.toml."""
    if isinstance(fix, (CreateInit, Export, MakeSet)):
        return True
    field = "dependencies" if isinstance(fix, AddDependency) else "entry-points"
    return project.file == "pyproject.toml" and not project.problem and field not in project.unknown
