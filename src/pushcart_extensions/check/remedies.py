"""What would mend a fault, stated as data by the rule that found it; ``fixes`` makes edits of it.

Nothing is imported here but names: a check that mends nothing must not wait for what mends.
"""

from __future__ import annotations

from typing import NamedTuple

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
