"""What a name in a module stands for, followed through the package's own imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pushcart_extensions.check.evidence.module import Import, Module
from pushcart_extensions.check.evidence.source_tree import SourceTree
from pushcart_extensions.contract.kinds import STAGE_KINDS

RUNTIME = "pushcart_extensions"
_NEUTRAL = frozenset(
    {
        "object",
        "abc.ABC",
        "typing.Generic",
        "typing.Protocol",
        "typing_extensions.Generic",
        "typing_extensions.Protocol",
    }
)
_RUNTIME_BASES = frozenset(kind.base for kind in STAGE_KINDS if kind.base)
_MAX_STEPS = 50


class OwnClass(NamedTuple):
    """A class that a module of the package defines."""

    module: Module
    node: ast.ClassDef


class RuntimeBase(NamedTuple):
    """One of the runtime's base classes."""

    name: str


class Outside(NamedTuple):
    """Something of another distribution; ``neutral`` where it can't bring a stage's base or methods."""

    name: str
    neutral: bool


class OwnModule(NamedTuple):
    """A module of the package."""

    module: Module


class OwnValue(NamedTuple):
    """A function of the package, or an expression that one of its modules assigns."""

    module: Module
    node: ast.expr | ast.FunctionDef | ast.AsyncFunctionDef


Resolved = OwnClass | RuntimeBase | Outside | OwnModule | OwnValue
"""What a name stands for."""


class Resolver:
    """Follows names through one source tree.

    Args:
        tree: The package.
    """

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree

    @cached_property
    def classes(self) -> tuple[OwnClass, ...]:
        """Every class at the top level of a module of the package."""
        return tuple(
            OwnClass(module, node)
            for module in self.tree.modules.values()
            for node in module.bindings.values()
            if isinstance(node, ast.ClassDef)
        )

    @cached_property
    def ancestors(self) -> frozenset[int]:
        """Identities of the class nodes from which another class of the package derives."""
        bases = (base for own in self.classes for base in self.bases(own))
        return frozenset(id(base.node) for base in bases if isinstance(base, OwnClass))

    def expression(self, module: Module, node: ast.expr, steps: int = 0) -> Resolved | None:
        """Return what an expression in a module stands for; None where that can't be told."""
        if isinstance(node, ast.Subscript):
            return self.expression(module, node.value, steps)
        if isinstance(node, ast.Name):
            neutral = Outside(node.id, neutral=True) if node.id in _NEUTRAL else None
            return self.name(module, node.id, steps) or neutral
        head, _, rest = (_dotted(node) or "").partition(".")
        binding = module.bindings.get(head)
        return self.dotted(f"{binding.target}.{rest}", steps + 1) if isinstance(binding, Import) else None

    def name(self, module: Module, name: str, steps: int = 0) -> Resolved | None:
        """Return what a top-level name of a module stands for; None where that can't be told."""
        binding = module.bindings.get(name) if steps <= _MAX_STEPS else None
        if isinstance(binding, ast.ClassDef):
            return OwnClass(module, binding)
        if isinstance(binding, Import):
            return self.dotted(binding.target, steps + 1)
        if isinstance(binding, (ast.Name, ast.Attribute, ast.Subscript)):
            return self.expression(module, binding, steps + 1) or OwnValue(module, binding)
        if binding is not None:
            return OwnValue(module, binding)
        stars = module.stars if steps <= _MAX_STEPS else ()
        starred = (self.dotted(f"{star}.{name}", steps + 1) for star in stars)
        return next((found for found in starred if found), None)

    def dotted(self, target: str, steps: int = 0) -> Resolved | None:
        """Return what an absolute dotted name stands for; None where that can't be told."""
        if steps > _MAX_STEPS:
            return None
        target = self.actual(target)
        top, _, attribute = target.rpartition(".")
        if target.partition(".")[0] == RUNTIME and attribute in _RUNTIME_BASES:
            return RuntimeBase(attribute)
        if target.partition(".")[0] != self.tree.package_name:
            return Outside(target, neutral=target in _NEUTRAL)
        module, parent = self.tree.modules.get(target), self.tree.modules.get(top)
        # `from package import name` prefers the attribute; a submodule is what is left, or what it names.
        bound = parent.bindings.get(attribute) if parent else None
        itself = isinstance(bound, Import) and bound.target == target
        if module and (bound is None or itself or steps == 0):
            return OwnModule(module)
        return self.name(parent, attribute, steps + 1) if parent else None

    def actual(self, target: str) -> str:
        """Return where a dotted name leads when folders have other names than they should.

        A misnamed folder is one fault; what names it rightly, such as an entry point, is not another.
        """
        package, *rest = target.split(".")
        if package not in (self.tree.package, self.tree.package_name):
            return target
        renamed = {kind.folder: folder for folder, kind in self.tree.misnamed_folders()}
        if rest and f"{self.tree.package_name}.{rest[0]}" not in self.tree.modules:
            rest[0] = renamed.get(rest[0], rest[0])
        return ".".join([self.tree.package_name or package, *rest])

    def bases(self, own: OwnClass) -> Iterator[Resolved | None]:
        """Yield what each base of a class stands for."""
        for base in own.node.bases:
            yield self.expression(own.module, base)

    def lineage(self, own: OwnClass) -> tuple[tuple[OwnClass, ...], frozenset[str], bool]:
        """Follow the bases of a class as far as the package's source goes.

        Returns:
            The class and its ancestors in the package, nearest first; the names of the runtime's
            base classes among its ancestors; whether every ancestor is known.
        """
        ancestors: list[OwnClass] = []
        runtime_bases: set[str] = set()
        complete = True
        pending: list[Resolved | None] = [own]
        while pending:
            item = pending.pop(0)
            if isinstance(item, OwnClass):
                if any(item.node is seen.node for seen in ancestors):
                    continue
                ancestors.append(item)
                pending.extend(self.bases(item))
                complete = complete and not _has_foreign_metaclass(item.node)
            elif isinstance(item, RuntimeBase):
                runtime_bases.add(item.name)
            elif not (isinstance(item, Outside) and item.neutral):
                complete = False
        return tuple(ancestors), frozenset(runtime_bases), complete


def _has_foreign_metaclass(node: ast.ClassDef) -> bool:
    return any(
        keyword.arg == "metaclass" and not (_dotted(keyword.value) or "").endswith("ABCMeta")
        for keyword in node.keywords
    )


def _dotted(node: ast.expr) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None
