"""Another name for a class, in its module and wherever its package imports it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pushcart_extensions.edits.python.imports import absolute_name
from pushcart_extensions.edits.python.source import PythonSource
from pushcart_extensions.edits.text import Replacement, replaced
from pushcart_extensions.errors import EditError

_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class ModuleText(NamedTuple):
    """The source of one module.

    Attributes:
        text: Its source, without BOM.
        is_package: Whether it is an ``__init__.py``.
    """

    text: str
    is_package: bool = False


class Renamed(NamedTuple):
    """What a rename comes to.

    Attributes:
        texts: The new source of each module that changes.
        carriers: The modules that have the class under its new name.
    """

    texts: Mapping[str, str]
    carriers: frozenset[str]


def rename_class(modules: Mapping[str, ModuleText], module: str, old: str, new: str) -> Renamed:
    """Give a class another name.

    Only names that are sure to stand for the class are changed: its definition, its uses, its
    imports, attributes of modules that have it, annotations in quotes, and ``__all__``.

    Args:
        modules: Every module that could name the class, by dotted name.
        module: The module that defines it.
        old: Its name.
        new: The name that it is to have.

    Raises:
        EditError: Some place could mean the class or something else, or the new name is taken.
    """
    # Most modules name neither; parsing those would be most of the work.
    sources = {
        name: (PythonSource(one.text), one.is_package)
        for name, one in modules.items()
        if old in one.text or name == module or _may_star(one.text)
    }
    carriers = _carriers(sources, module, old)
    texts: dict[str, str] = {}
    for name, (source, is_package) in sources.items():
        scope = _Scope(source, name, is_package, carriers, old)
        replacements = _replacements(scope, new, defines=name == module)
        if replacements:
            texts[name] = replaced(source.text, replacements)
    return Renamed(texts, carriers)


class _Scope(NamedTuple):
    """One module, and what it knows of the class."""

    source: PythonSource
    name: str
    is_package: bool
    carriers: frozenset[str]
    old: str

    def imported_from(self, statement: ast.ImportFrom) -> str:
        return absolute_name(statement, _package(self.name, is_package=self.is_package))


def _carriers(sources: Mapping[str, tuple[PythonSource, bool]], module: str, old: str) -> frozenset[str]:
    """Return the modules in which the old name stands for the class, followed through imports."""
    carriers = {module}
    grown = True
    while grown:
        grown = False
        for name, (source, is_package) in sources.items():
            if name in carriers:
                continue
            package = _package(name, is_package=is_package)
            for node in ast.walk(source.tree):
                if (
                    isinstance(node, ast.ImportFrom)
                    and absolute_name(node, package) in carriers
                    and any(alias.name == "*" or (alias.asname or alias.name) == old for alias in node.names)
                    and any(alias.name in (old, "*") for alias in node.names)
                ):
                    carriers.add(name)
                    grown = True
                    break
    return frozenset(carriers)


def _replacements(scope: _Scope, new: str, *, defines: bool) -> list[Replacement]:
    source, old = scope.source, scope.old
    # Pieces of an f-string have no places of their own.
    pieces = {
        id(one) for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr) for one in node.values
    }
    replacements: list[Replacement] = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            replacements += _in_import(scope, node, new)
        elif defines and node in source.tree.body and isinstance(node, ast.ClassDef) and node.name == old:
            replacements.append(_definition(source, node, new))
        elif isinstance(node, ast.Attribute) and node.attr == old:
            replacements += _in_attribute(scope, node, new)
        elif isinstance(node, ast.Constant):
            replacements += _in_constant(scope, node, new) if id(node) not in pieces else ()
        elif scope.name in scope.carriers:
            replacements += _in_name(scope, node, new)
    if replacements:
        _refuse_taken(scope, new)
    return replacements


def _in_constant(scope: _Scope, node: ast.Constant, new: str) -> Iterator[Replacement]:
    if not isinstance(node.value, str) or scope.old not in node.value:
        return
    if any(node is one for one in _annotations(scope.source.tree)):
        if scope.name in scope.carriers:
            yield from _in_annotation(scope, node, new)
    elif node.value == scope.old:
        exported = any(node is one for one in _in_all(scope.source.tree))
        yield from _in_string(scope, node, new, exported=exported)


def _in_import(scope: _Scope, node: ast.ImportFrom, new: str) -> Iterator[Replacement]:
    if scope.imported_from(node) not in scope.carriers:
        if scope.name in scope.carriers and any(
            (alias.asname or alias.name) == scope.old for alias in node.names
        ):
            raise EditError(f"{scope.old} has a second meaning in {scope.name}")
        return
    for alias in node.names:
        if alias.name == scope.old:
            start, _ = scope.source.span(alias)
            yield start, start + len(scope.old), new


def _definition(source: PythonSource, node: ast.ClassDef, new: str) -> Replacement:
    start, _ = source.span(node)
    keyword = re.match(r"class[\s\\]+", source.text[start:])
    at = start + (keyword.end() if keyword else 0)
    if source.text[at : at + len(node.name)] != node.name:
        raise EditError(f"the definition of {node.name} is written in an odd way")
    return at, at + len(node.name), new


def _in_attribute(scope: _Scope, node: ast.Attribute, new: str) -> Iterator[Replacement]:
    owner = _dotted(node.value)
    target = _bound_modules(scope).get(owner or "")
    if target is None and scope.name in scope.carriers:
        raise EditError(f"{scope.name} has an attribute {scope.old} that could be the class")
    if target in scope.carriers:
        _, end = scope.source.span(node)
        yield end - len(scope.old), end, new


def _in_annotation(scope: _Scope, node: ast.Constant, new: str) -> Iterator[Replacement]:
    start, end = scope.source.span(node)
    for found in re.finditer(rf"(?<![\w.]){re.escape(scope.old)}(?!\w)", scope.source.text[start:end]):
        yield start + found.start(), start + found.end(), new


def _in_string(scope: _Scope, node: ast.Constant, new: str, *, exported: bool) -> Iterator[Replacement]:
    if not exported:
        raise EditError(f"{scope.name} has the string {scope.old!r}, which could mean the class")
    if scope.name in scope.carriers:
        start, end = scope.source.span(node)
        code = scope.source.text[start:end]
        if code[1:-1] != scope.old:
            raise EditError(f"__all__ of {scope.name} is written in an odd way")
        yield start + 1, end - 1, new


def _in_name(scope: _Scope, node: ast.AST, new: str) -> Iterator[Replacement]:
    if isinstance(node, ast.Name) and node.id == scope.old:
        if not isinstance(node.ctx, ast.Load):
            raise EditError(f"{scope.old} has a second meaning in {scope.name}")
        yield (*scope.source.span(node), new)
    elif scope.old in _binds(node):
        raise EditError(f"{scope.old} has a second meaning in {scope.name}")


def _refuse_taken(scope: _Scope, new: str) -> None:
    for node in ast.walk(scope.source.tree):
        taken = new in _binds(node) or (isinstance(node, ast.Name) and node.id == new)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            taken = any((alias.asname or alias.name) == new for alias in node.names)
        if taken:
            raise EditError(f"{scope.name} has a {new} already")
    if f"_{scope.old.lstrip('_')}__" in scope.source.text:
        raise EditError(f"{scope.name} names private attributes of {scope.old}")


def _binds(node: ast.AST) -> tuple[str | None, ...]:
    """Return the names that a node other than ``Name`` and ``import from`` gives a meaning."""
    if isinstance(node, (*_DEFINITIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        return (node.name,)
    if isinstance(node, (ast.arg, ast.MatchMapping)):
        return (node.arg if isinstance(node, ast.arg) else node.rest,)
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return tuple(node.names)
    if isinstance(node, ast.Import):
        return tuple(alias.asname or alias.name.partition(".")[0] for alias in node.names)
    return ()


def _annotations(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            annotation = getattr(node, field, None)
            if isinstance(annotation, ast.AST):
                yield from ast.walk(annotation)


def _in_all(tree: ast.Module) -> Iterator[ast.AST]:
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id == "__all__":
                yield from ast.walk(statement)
                break


def _bound_modules(scope: _Scope) -> dict[str, str]:
    """Return the dotted expressions that stand for modules, by the imports of a module."""
    bound: dict[str, str] = {}
    for node in ast.walk(scope.source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound[alias.asname or alias.name] = alias.name
                if not alias.asname:  # `import a.b.c` gives a and a.b too
                    parts = alias.name.split(".")
                    bound |= {part: part for n in range(1, len(parts)) if (part := ".".join(parts[:n]))}
        elif isinstance(node, ast.ImportFrom):
            origin = scope.imported_from(node)
            bound |= {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in node.names}
    for name in list(bound):
        bound |= {
            f"{name}{carrier.removeprefix(bound[name])}": carrier
            for carrier in scope.carriers
            if carrier.startswith(f"{bound[name]}.")
        }
    return bound


def _package(module: str, *, is_package: bool) -> str:
    """Return the dotted name of what a module's relative imports start from."""
    return module if is_package else module.rpartition(".")[0]


def _dotted(node: ast.expr) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def _may_star(text: str) -> bool:
    return "import *" in text or "import  *" in text
