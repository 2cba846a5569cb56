"""What makes a component one of its package: exported by two ``__init__.py``, registered by entry points."""

from __future__ import annotations

import ast
from functools import partial

from pushcart_extensions import __version__
from pushcart_extensions.contract.kinds import FLAG_GROUP, KINDS
from pushcart_extensions.edits.metadata import METADATA_EDITS
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.python.dunder_all import add_to_all
from pushcart_extensions.edits.python.imports import absolute_name, add_import, imported_from
from pushcart_extensions.edits.python.source import PythonSource
from pushcart_extensions.edits.setuptools_packages import list_in_pyproject, list_in_setup_cfg
from pushcart_extensions.edits.toml.places import table_at
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.adding.component_files import Placed
from pushcart_extensions.scaffold.adding.existing import PYPROJECT, SETUP_CFG, ExistingPackage
from pushcart_extensions.scaffold.template.package import Component

_RUNTIME = "pushcart-extensions"
_USUAL_WIDTH = 88
_RANKS = {kind.folder: rank for rank, kind in enumerate(KINDS)}


def export(draft: Draft, existing: ExistingPackage, place: Placed, inside: str) -> None:
    """Export a component from an ``__init__.py`` of its package.

    Args:
        draft: The package's files as they are to be.
        existing: The package.
        place: The component.
        inside: The way to the ``__init__.py`` from the package's: ``/sources``, or empty for its own.

    Raises:
        EditError: It is missing, or can't be edited safely.
    """
    name, module = place.component.class_name, place.component.module
    path = f"{existing.folder}{inside}/__init__.py"
    package = f"{existing.module}{inside.replace('/', '.')}"
    text = draft.text(path)
    _refuse_namesake(text, path, name, package, module)
    origin = imported_from(text, package, module)
    draft.edit(path, partial(add_import, module=origin, name=name, package=package, width=_width(existing)))
    draft.edit(path, partial(add_to_all, name=name))


def register(draft: Draft, existing: ExistingPackage, place: Placed) -> None:
    """Register a component's key and its flags as entry points.

    Raises:
        EditError: One is registered for something else, or they are not stated in a file that can be edited.
    """
    component, edits = place.component, METADATA_EDITS[existing.metadata]
    later = [kind.group for kind in KINDS[_RANKS[component.folder] + 1 :] if kind.group]

    def with_key(text: str) -> str:
        group = component.group or ""
        groups = [*later, FLAG_GROUP]
        return edits.add_entry_point(text, group, component.key, component.target, before_groups=groups)

    def with_flags(text: str) -> str:
        # Flags stand in the order of the kinds.
        known = edits.stated_entry_points(text).get(FLAG_GROUP, {})
        before = [flag for flag, value in known.items() if _rank(value) > _RANKS[component.folder]]
        for flag in place.flags:
            text = edits.add_entry_point(text, FLAG_GROUP, flag, component.target, before=before)
        return text

    if component.group:
        draft.edit(existing.metadata, with_key)
    draft.edit(existing.metadata, with_flags)


def list_subpackage(draft: Draft, existing: ExistingPackage, component: Component) -> None:
    """Add a component's folder to the packages of a distribution that lists each of them for setuptools.

    Raises:
        EditError: The list can't be edited safely.
    """
    name = component.module.rpartition(".")[0]
    for path, edit in ((PYPROJECT, list_in_pyproject), (SETUP_CFG, list_in_setup_cfg)):
        if draft.read(path) is not None:
            draft.edit(path, partial(edit, top=existing.module, name=name))


def require_runtime(draft: Draft, existing: ExistingPackage) -> None:
    """Add this distribution to a package's dependencies, in the version that stubs are made for.

    Raises:
        EditError: They are not stated in a file that can be edited.
    """
    edits = METADATA_EDITS[existing.metadata]
    draft.edit(existing.metadata, lambda text: edits.add_dependency(text, _RUNTIME, f">={__version__}"))


def _refuse_namesake(text: str, path: str, name: str, package: str, module: str) -> None:
    """Refuse an ``__init__.py`` that has another class of the same name, from elsewhere."""
    for node in ast.walk(_tree(text, path)):
        if isinstance(node, ast.ImportFrom) and name in {alias.asname or alias.name for alias in node.names}:
            origin = absolute_name(node, package)
            # The module itself, what is inside of it, or what passes it on.
            if not (f"{module}.".startswith(f"{origin}.") or origin.startswith(f"{module}.")):
                raise EditError(f"{name} stands there for what comes from {origin}", path)


def _tree(text: str, path: str) -> ast.Module:
    try:
        return PythonSource(text).tree
    except EditError as error:
        raise EditError(error.reason, path) from error


def _rank(target: str) -> int:
    """Return the rank of the kind in whose folder the module of an entry point's value stands; -1 in none."""
    return _RANKS.get("".join(target.partition(":")[0].split(".")[-2:-1]), -1)


def _width(existing: ExistingPackage) -> int:
    """Return the longest line that the package's formatter leaves, as far as it is told in pyproject.toml."""
    for tool in ("ruff", "black"):
        width = table_at(existing.pyproject, ("tool", tool)).get("line-length")
        if isinstance(width, int):
            return width
    return _USUAL_WIDTH
