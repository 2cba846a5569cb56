"""Where a component belongs that stands in a wrong place, or under a wrong name."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.source_tree import SourceTree
from pushcart_extensions.contract.names import is_key, module_name, normalize_key


def right_module(tree: SourceTree, component: Component) -> str | None:
    """Return what the module of a component must be called; None where it is, or where that is taken.

    Args:
        tree: The package.
        component: What its source shows.
    """
    key, folder = right_key(tree, component), tree.package_name
    if key is None or folder is None or component.facts is None:
        return None
    there = tree.modules.get(module_name(folder, key, component.kind))
    right = module_name(tree.importable_name or folder, key, component.kind)
    is_free = there is None or there is component.module
    return right if is_free and right != component.module.name else None


def right_key(tree: SourceTree, component: Component) -> str | None:
    """Return the key that a component has, or that it was meant to have; None where nothing tells.

    What an entry point says is asked first, then the name of the class, then that of the module.

    Args:
        tree: The package.
        component: What its source shows.
    """
    if is_key(component.key):
        return component.key
    return next(
        (
            key
            for key in _likely_keys(tree, component)
            if is_key(key) and module_name(str(tree.package_name), key, component.kind) not in tree.modules
        ),
        None,
    )


def _likely_keys(tree: SourceTree, component: Component) -> Iterator[str]:
    name = component.facts.name if component.facts else None
    for point in tree.project.entry_points if name else ():
        if point.group == component.kind.group and point.attribute == name:
            yield point.name
    if name:
        yield _snake_case(name.removesuffix(component.kind.suffix))
    yield normalize_key(component.key).strip("_")


def _snake_case(name: str) -> str:
    """Return the words of a class's name in small letters, by underscores: ``RESTApi`` as ``rest_api``."""
    letters = ""
    for at, letter in enumerate(name):
        before, behind = name[at - 1 : at], name[at + 1 : at + 2]
        if letter.isupper() and before and (not before.isupper() or behind.islower()):
            letters += "_"
        letters += letter.lower()
    return letters.replace("__", "_")
