"""Facts about the classes of a package, read from its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pushcart_extensions.check.evidence.facts import ClassFacts, Signature
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.resolution import OwnClass, Resolver
from pushcart_extensions.check.evidence.values import UNKNOWN, static_value
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.metadata import ATTRIBUTES

_TRANSPARENT = frozenset({"final", "override", "abstractmethod", "overload"})
"""Decorators that leave a function's or a class's signature as it is written."""
_PROPERTIES = frozenset({"property", "cached_property"})
_VALUES = (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.JoinedStr)
"""Expressions whose value can't be called."""
_NEVER = 10**6
"""The arguments that a method without ``self`` requires, for the import too: no call satisfies it."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def class_facts(resolver: Resolver, own: OwnClass) -> ClassFacts:
    """Return what the source says about a class of the package, its ancestors in the package included."""
    lineage, runtime_bases, complete = resolver.lineage(own)
    decorated = any(not _is_transparent(d) for ancestor in lineage for d in ancestor.node.decorator_list)
    methods: dict[str, Signature | None] = {}
    metadata: dict[str, object] = {}
    unknown: set[str] = set()
    places: dict[str, Place] = {}
    for ancestor in lineage:
        # In one class body the last definition of a name counts; of several classes, the nearest.
        methods = {**dict(_methods(ancestor)), **methods}
        for name, value, place in _metadata(resolver, ancestor):
            if name in places:
                continue
            places[name] = place
            if value is UNKNOWN:
                unknown.add(name)
            else:
                metadata[name] = value
    constructor = methods.pop("__init__", Signature())
    return ClassFacts(
        name=own.node.name,
        module=own.module.name,
        place=class_place(own.module, own.node),
        bases=runtime_bases,
        complete=complete,
        methods=methods,
        constructor=None if decorated or not complete or "__new__" in methods else constructor,
        metadata=metadata,
        unknown=frozenset(unknown),
        abstract=frozenset(),
        places=places,
    )


def class_place(module: Module, node: ast.ClassDef) -> Place:
    """Return where a class's name stands."""
    column = node.col_offset + len("class ") + 1
    return Place(module.path, node.lineno, column, column + len(node.name))


def _methods(own: OwnClass) -> Iterator[tuple[str, Signature | None]]:
    for statement in _body(own.node.body):
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield statement.name, _signature(own.module, statement)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    is_value = isinstance(statement.value, _VALUES)
                    place = own.module.place(statement)
                    yield target.id, Signature(is_method=False, place=place) if is_value else None


def _body(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in statements:
        if isinstance(statement, ast.If):
            yield from _body(statement.body)
            yield from _body(statement.orelse)
        else:
            yield statement


def _signature(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Signature | None:
    decorators = {_decorator_name(decorator) for decorator in node.decorator_list}
    column = node.col_offset + 1
    place = Place(module.path, node.lineno, column, column + len("def ") + len(node.name))
    if decorators & _PROPERTIES:
        return Signature(is_method=False, place=place)
    is_static = "staticmethod" in decorators
    if decorators - _TRANSPARENT - {"staticmethod", "classmethod"}:
        return None
    arguments = node.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    bound = 0 if is_static else 1
    keyword_only = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    missing_self = bound and positional == 0 and arguments.vararg is None
    return Signature(
        required=_NEVER if missing_self else max(positional - bound - len(arguments.defaults), 0),
        maximum=None if arguments.vararg else max(positional - bound, 0),
        keywords=tuple(argument.arg for argument, default in keyword_only if default is None),
        is_async=isinstance(node, ast.AsyncFunctionDef),
        is_generator=_has_yield(node.body),
        place=place,
    )


def _has_yield(nodes: Sequence[ast.AST]) -> bool:
    """Tell whether a function's own body has a ``yield``; one in a function inside it doesn't count."""
    return any(
        isinstance(node, (ast.Yield, ast.YieldFrom))
        or (not isinstance(node, _SCOPES) and _has_yield(list(ast.iter_child_nodes(node))))
        for node in nodes
    )


def _metadata(resolver: Resolver, own: OwnClass) -> Iterator[tuple[str, object, Place]]:
    for statement in _body(own.node.body):
        for name, value in _attribute(statement):
            yield name, static_value(resolver, own.module, value), own.module.place(statement)
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if statement.name in ATTRIBUTES:
                yield statement.name, UNKNOWN, own.module.place(statement)
            for node in ast.walk(statement):
                if isinstance(node, ast.Attribute) and _sets_on_self(node):
                    yield node.attr, UNKNOWN, own.module.place(node)


def _attribute(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name) and target.id in ATTRIBUTES:
                yield target.id, statement.value
    elif (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.value is not None
        and statement.target.id in ATTRIBUTES
    ):
        yield statement.target.id, statement.value


def _sets_on_self(node: ast.Attribute) -> bool:
    return (
        isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
        and node.attr in ATTRIBUTES
    )


def _is_transparent(decorator: ast.expr) -> bool:
    return _decorator_name(decorator) in _TRANSPARENT


def _decorator_name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    if isinstance(decorator, ast.Attribute):
        return decorator.attr
    return decorator.id if isinstance(decorator, ast.Name) else ""
