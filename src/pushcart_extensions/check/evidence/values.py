"""Values that can be told from the source."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.resolution import OwnValue, Resolver

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
