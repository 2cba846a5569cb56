"""What the ``__all__`` of an ``__init__.py`` holds, by its source and by its import."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.module import Binding, Import, Module
from pushcart_extensions.check.evidence.resolution import OwnClass, OwnModule, Resolver
from pushcart_extensions.check.place import Place

_COLLECTIONS = frozenset({"set", "frozenset", "list", "tuple"})
_MAX_DEPTH = 20


class Exporter(NamedTuple):
    """An ``__init__.py`` that must name stages in its ``__all__``.

    Attributes:
        module: The module.
        stated: Whether it sets ``__all__`` at all.
        names: What ``__all__`` holds; None where neither source nor import told.
        source_names: What the source alone says that it holds; None where it doesn't tell.
        unbound: Names in ``__all__`` that the module doesn't have.
        unquoted: Where something that is no string stands in it; None where nothing does.
        place: Where ``__all__`` stands; the file where there is none.
    """

    module: Module
    stated: bool
    names: tuple[str, ...] | None
    source_names: tuple[str, ...] | None
    unbound: tuple[str, ...]
    unquoted: Place | None
    place: Place


def exporter(resolver: Resolver, module: Module, report: ImportReport | None) -> Exporter:
    """Return what is known of the ``__all__`` of a module.

    Args:
        resolver: The package.
        module: The module, an ``__init__.py``.
        report: The package's import; None where nothing was imported.
    """
    read = _exported_names(resolver, module)
    seen = report.exports.get(module.name) if report else None
    names = read if read is not None else seen.names if seen else None
    return Exporter(
        module=module,
        stated=_has_all(module) or names is not None,
        names=names,
        source_names=read,
        unbound=seen.unbound if seen else _unbound(resolver, module, names or ()),
        unquoted=module.place(unquoted) if (unquoted := _unquoted(resolver, module)) else None,
        place=_all_place(module),
    )


def _exported_names(resolver: Resolver, module: Module, depth: int = 0) -> tuple[str, ...] | None:
    """Return what a module's ``__all__`` holds; None where it has none, or one that only running tells.

    Assigned as list or tuple, annotated, with ``+=``, ``extend`` and ``append``, concatenated, and
    unpacked from other modules of the package.
    """
    if depth > _MAX_DEPTH:
        return None
    names: tuple[str, ...] | None = None
    if isinstance(binding := module.bindings.get("__all__"), Import):
        names = _named_strings(resolver, module, binding, depth)
    for operation, node in _steps(module):
        added = _strings(resolver, module, node, depth)
        if added is None:
            return None
        if operation == "=":
            names = added
        elif names is not None:
            names += added
    return names


def _unquoted(resolver: Resolver, module: Module) -> ast.expr | None:
    """Return what stands in a module's ``__all__`` and is no string, or the string that is no list."""
    for _, node in _steps(module):
        if isinstance(node, ast.Constant):
            return node
        for item in node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else ():
            is_class = isinstance(item, ast.Name) and isinstance(resolver.name(module, item.id), OwnClass)
            if is_class or (isinstance(item, ast.Constant) and not isinstance(item.value, str)):
                return item
    return None


def _has_all(module: Module) -> bool:
    """Tell whether a module sets ``__all__`` in any way, or has it from another by an import."""
    return "__all__" in module.bindings or any(True for _ in _steps(module))


def _steps(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield what the statements of a module do to its ``__all__``: ``=`` or ``+``, and the expression."""
    for statement in module.statements:
        if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            if statement.value is not None and any(map(_is_all, _targets(statement))):
                yield "+" if isinstance(statement, ast.AugAssign) else "=", statement.value
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            if isinstance(call.func, ast.Attribute) and _is_all(call.func.value) and len(call.args) == 1:
                is_item = call.func.attr == "append"
                yield "+", ast.List(elts=call.args, ctx=ast.Load()) if is_item else call.args[0]


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, (ast.AnnAssign, ast.AugAssign)) else []


def _all_place(module: Module) -> Place:
    targets = (target for statement in module.statements for target in _targets(statement))
    return next((module.place(target) for target in targets if _is_all(target)), Place(module.path))


def _unbound(resolver: Resolver, module: Module, names: tuple[str, ...]) -> tuple[str, ...]:
    modules = resolver.tree.modules
    if module.is_lazy or any(star not in modules for star in module.stars):
        return ()
    return tuple(
        name
        for name in names
        if name not in module.bindings
        and f"{module.name}.{name}" not in modules
        and not any(name in modules[star].bindings or modules[star].stars for star in module.stars)
    )


def _strings(resolver: Resolver, module: Module, node: ast.expr, depth: int) -> tuple[str, ...] | None:
    """Return the strings that an expression holds; None where only running it tells."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return _joined(_item(resolver, module, item, depth) for item in node.elts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined(_strings(resolver, module, side, depth) for side in (node.left, node.right))
    if isinstance(node, ast.Call) and _is_collection_call(node):
        return _strings(resolver, module, node.args[0], depth)
    if isinstance(node, ast.Attribute) and node.attr == "__all__":
        other = resolver.expression(module, node.value)
        return _exported_names(resolver, other.module, depth + 1) if isinstance(other, OwnModule) else None
    if isinstance(node, ast.Name):
        return _named_strings(resolver, module, module.bindings.get(node.id), depth)
    return None


def _item(resolver: Resolver, module: Module, node: ast.expr, depth: int) -> tuple[str, ...] | None:
    if isinstance(node, ast.Starred):
        return _strings(resolver, module, node.value, depth)
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _joined(parts: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Return several parts as one; None where one of them is unknown."""
    joined: tuple[str, ...] = ()
    for part in parts:
        if part is None:
            return None
        joined += part
    return joined


def _named_strings(
    resolver: Resolver, module: Module, binding: Binding | None, depth: int
) -> tuple[str, ...] | None:
    if isinstance(binding, Import) and binding.target.endswith(".__all__"):
        other = resolver.tree.modules.get(binding.target.removesuffix(".__all__"))
        return _exported_names(resolver, other, depth + 1) if other else None
    if isinstance(binding, ast.expr) and depth < _MAX_DEPTH:
        return _strings(resolver, module, binding, depth + 1)
    return None


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


def _is_collection_call(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Name)
        and node.func.id in _COLLECTIONS
        and len(node.args) == 1
        and not node.keywords
    )
