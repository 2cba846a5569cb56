"""Rules about names and places: folders, modules, classes."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator

from pushcart_extensions.check.evidence.belonging import right_key
from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.remedies import RenameClass
from pushcart_extensions.contract.kinds import KINDS, Kind
from pushcart_extensions.contract.names import is_key


def misnamed_folder(package: Package) -> Iterator[Fault]:
    """A folder is named almost like the folder of a kind.

    Stages stand in ``sources/``, ``transformations/`` and ``destinations/``, extensions in
    ``extensions/``; ``source/`` or ``Sinks/`` is not searched. Rename the folder.
    """
    for folder, kind in package.tree.misnamed_folders():
        place = Place(f"{package.tree.package_path}/{folder}")
        yield Fault(
            f"{folder}/ is not a folder that discovery knows.", place, f"Rename it to {kind.folder}/."
        )


def misnamed_module(package: Package) -> Iterator[Fault]:
    """The name of a stage's module can't be a key.

    A module's name is the key that a workflow uses: lower-case letters and digits in parts joined
    by one underscore, starting with a letter, and no keyword of Python. Rename the module.
    """
    in_folders = {module.name for kind in KINDS for module in package.tree.stage_modules(kind)}
    for component in package.components:
        key, module = component.key, component.module
        if module.name in in_folders and not is_key(key):
            better, suffix = right_key(package.tree, component), "/" if module.is_package else ".py"
            hint = f"Rename it to {better}{suffix}." if better else f"Rename it, such as rest_api{suffix}."
            reason = "is a keyword of Python" if keyword.iskeyword(key) else "can't be a key"
            yield Fault(f"The module name {key!r} {reason}.", Place(module.path), hint, component.about)


def unparsable_module(package: Package) -> Iterator[Fault]:
    """A module can't be read or parsed.

    Importing it raises, so none of its stages can be loaded, and neither can a package that
    imports it. Mend the line that is named.
    """
    for module in package.tree.modules.values():
        if module.problem:
            what, place = module.problem
            yield Fault(f"{place.path} {what}.", place, "Mend it; importing it raises.")


def misnamed_class(component: Component) -> Iterator[Fault]:
    """A stage's class is not named after its module.

    The class is the module's name with each part capitalised, then the kind: ``rest_api`` in
    ``sources/`` holds ``RestApiSource``. Rename the class, or the module.
    """
    facts = component.facts
    if facts and is_key(component.key) and facts.name != component.expected_class:
        yield Fault(
            f"The {component.kind.name} under the key {component.key!r} must be called "
            f"{component.expected_class}, not {facts.name}.",
            facts.place,
            f"Rename the class to {component.expected_class}.",
            fix=_renaming(component),
        )


def misplaced_module(component: Component) -> Iterator[Fault]:
    """A stage stands outside the folder of its kind.

    Sources stand in ``sources/``, transformations in ``transformations/``, destinations in
    ``destinations/``, extensions in ``extensions/``, and not in a folder below. Move the module.
    """
    if not component.in_folder and component.facts:
        kind, module = component.kind, component.module
        _, *place = module.name.split(".")
        path = "/".join(place)
        right = f"{kind.folder}/{(component.moves_to or component.key).rpartition('.')[2]}"
        what = "the class" if module.is_package else f"{path}.py"
        yield Fault(
            f"{component.facts.name} is a {kind.name} and stands {_where(place, kind)} {kind.folder}/.",
            component.facts.place,
            f"Move {what} to {right}.py." if path != right else "Give it a module of its own.",
        )


def second_stage_in_module(component: Component) -> Iterator[Fault]:
    """A module holds more than one stage.

    A key leads to one class, so a second stage in the same module can't be asked for. Give each
    stage a module of its own; put an underscore before the name of a class that is only a base.
    """
    for place in component.rivals:
        yield Fault(
            f"No key leads to this second {component.kind.name} of {component.module.path}.",
            place,
            "Give it a module of its own, or an underscore in front if it is only a base class.",
        )


def _where(place: list[str], kind: Kind) -> str:
    if kind.folder not in place[:1]:
        return "outside"
    return "too deep in" if place[2:] else "hidden in"


def _renaming(component: Component) -> RenameClass | None:
    """Return the renaming of a class, where its module states it and has the right name free."""
    facts, module, new = component.facts, component.module, component.expected_class
    if component.moves_to:
        # What imports it from where it belongs would keep the old name.
        return None
    if facts is None or facts.name not in module.bindings or new in module.bindings:
        return None
    if facts.module != module.name or not isinstance(module.bindings[facts.name], ast.ClassDef):
        return None
    return RenameClass(module.path, module.name, facts.name, new)
