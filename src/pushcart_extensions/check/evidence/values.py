"""Values that can be told from the source: metadata and ``__all__``."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from pushcart_extensions.check.evidence.module import Binding, Import, Module
from pushcart_extensions.check.evidence.resolution import OwnClass, OwnModule, OwnValue, Resolver

UNKNOWN: Final = object()
"""Stands for a value that only running the code would tell."""

_COLLECTIONS: dict[str, type] = {"set": set, "frozenset": frozenset, "list": list, "tuple": tuple}
_MAX_DEPTH = 20


def static_value(resolver: Resolver, module: Module, node: ast.expr, depth: int = 0) -> object:
    """Return the value of an expression, or ``UNKNOWN``.

    Literals, ``set()`` and its kin around them, unions with ``|``, and names of module
    constants are followed.
    """
    read = _READERS.get(type(node), _literal)
    return UNKNOWN if depth > _MAX_DEPTH else read(resolver, module, node, depth + 1)


def exported_names(resolver: Resolver, module: Module, depth: int = 0) -> tuple[str, ...] | None:
    """Return what a module's ``__all__`` holds; None where it has none, or one that only running tells.

    Assigned as list or tuple, annotated, with ``+=``, ``extend`` and ``append``, concatenated, and
    unpacked from other modules of the package.
    """
    if depth > _MAX_DEPTH:
        return None
    if isinstance(binding := module.bindings.get("__all__"), Import):
        return _named_strings(resolver, module, binding, depth)
    names: tuple[str, ...] | None = None
    for statement in module.statements:
        step = _all_step(statement)
        if step is None:
            continue
        operation, node = step
        added = _strings(resolver, module, node, depth)
        if operation == "=":
            names = added
        elif names is not None:
            names = None if added is None else names + added
        if added is None:
            return None
    return names


def unquoted_export(resolver: Resolver, module: Module) -> ast.expr | None:
    """Return what stands in a module's ``__all__`` and is no string, or the string that is no list."""
    for statement in module.statements:
        step = _all_step(statement)
        if step is None:
            continue
        _, node = step
        if isinstance(node, ast.Constant):
            return node
        for item in node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else ():
            is_class = isinstance(item, ast.Name) and isinstance(resolver.name(module, item.id), OwnClass)
            if is_class or (isinstance(item, ast.Constant) and not isinstance(item.value, str)):
                return item
    return None


def has_all(module: Module) -> bool:
    """Tell whether a module sets ``__all__`` in any way, or has it from another by an import."""
    return "__all__" in module.bindings or any(_all_step(statement) for statement in module.statements)


def _all_step(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """Return what a statement does to ``__all__``: ``=`` or ``+``, and the expression."""
    if isinstance(statement, ast.Assign) and any(_is_all(target) for target in statement.targets):
        return "=", statement.value
    if isinstance(statement, ast.AnnAssign) and _is_all(statement.target) and statement.value is not None:
        return "=", statement.value
    if isinstance(statement, ast.AugAssign) and _is_all(statement.target):
        return "+", statement.value
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        if isinstance(call.func, ast.Attribute) and _is_all(call.func.value) and len(call.args) == 1:
            if call.func.attr == "append":
                return "+", ast.List(elts=[call.args[0]], ctx=ast.Load())
            return "+", call.args[0]
    return None


def _strings(resolver: Resolver, module: Module, node: ast.expr, depth: int) -> tuple[str, ...] | None:
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        parts = [
            _strings(resolver, module, item.value, depth)
            if isinstance(item, ast.Starred)
            else (item.value,)
            if isinstance(item, ast.Constant) and isinstance(item.value, str)
            else None
            for item in node.elts
        ]
        return None if None in parts else tuple(name for part in parts for name in part or ())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (_strings(resolver, module, side, depth) for side in (node.left, node.right))
        return None if left is None or right is None else left + right
    if isinstance(node, ast.Call) and _is_collection_call(node):
        return _strings(resolver, module, node.args[0], depth)
    if isinstance(node, ast.Attribute) and node.attr == "__all__":
        other = resolver.expression(module, node.value)
        return exported_names(resolver, other.module, depth + 1) if isinstance(other, OwnModule) else None
    if isinstance(node, ast.Name):
        return _named_strings(resolver, module, module.bindings.get(node.id), depth)
    return None


def _named_strings(
    resolver: Resolver, module: Module, binding: Binding | None, depth: int
) -> tuple[str, ...] | None:
    if isinstance(binding, Import) and binding.target.endswith(".__all__"):
        other = resolver.tree.modules.get(binding.target.removesuffix(".__all__"))
        return exported_names(resolver, other, depth + 1) if other else None
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


def _literal(_resolver: Resolver, _module: Module, node: ast.expr, _depth: int) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return UNKNOWN


def _display(resolver: Resolver, module: Module, node: Any, depth: int) -> object:
    items = [static_value(resolver, module, item, depth) for item in node.elts]
    try:
        return UNKNOWN if UNKNOWN in items else _DISPLAYS[type(node)](items)
    except TypeError:
        return UNKNOWN


def _union(resolver: Resolver, module: Module, node: Any, depth: int) -> object:
    operation = _OPERATIONS.get(type(node.op))
    left, right = (static_value(resolver, module, side, depth) for side in (node.left, node.right))
    try:
        return operation(left, right) if operation else UNKNOWN
    except TypeError:
        return UNKNOWN


def _named(resolver: Resolver, module: Module, node: ast.expr, depth: int) -> object:
    found = resolver.expression(module, node)
    if isinstance(found, OwnValue) and isinstance(found.node, ast.expr) and found.node is not node:
        return static_value(resolver, found.module, found.node, depth)
    return UNKNOWN


def _collection(resolver: Resolver, module: Module, node: Any, depth: int) -> object:
    if not isinstance(node.func, ast.Name) or node.func.id not in _COLLECTIONS or node.keywords:
        return UNKNOWN
    values = [static_value(resolver, module, argument, depth) for argument in node.args]
    if len(values) == 1 and isinstance(values[0], str):
        # set("flag") is a set of letters, which nobody means: the string is the fault to tell.
        return values[0]
    try:
        return UNKNOWN if UNKNOWN in values else _COLLECTIONS[node.func.id](*values)
    except TypeError:
        return UNKNOWN


_DISPLAYS: dict[type, type] = {ast.Set: set, ast.List: list, ast.Tuple: tuple}
_OPERATIONS: dict[type, Callable[[Any, Any], object]] = {ast.BitOr: operator.or_, ast.Add: operator.add}
_READERS: dict[type, Callable[[Resolver, Module, Any, int], object]] = {
    ast.Call: _collection,
    ast.BinOp: _union,
    ast.Name: _named,
    ast.Attribute: _named,
    **dict.fromkeys(_DISPLAYS, _display),
}
