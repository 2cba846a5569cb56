"""One module as its syntax tree shows it: what it binds, what it imports."""

from __future__ import annotations

import ast
import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pushcart_extensions.check.evidence.instructions import Suppression, python_suppressions
from pushcart_extensions.check.place import Place


class Import(NamedTuple):
    """A name bound by an import statement; ``target`` is dotted and absolute."""

    target: str
    place: Place


Binding = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.expr | Import
"""What a name at the top level of a module stands for."""


class Module(NamedTuple):
    """One parsed module.

    Attributes:
        name: Its dotted name.
        path: Relative to the package's folder, with forward slashes.
        is_package: Whether it is an ``__init__.py``.
        text: Its lines as bytes where they hold more than ASCII; empty otherwise.
        statements: Its top-level statements, those under ``if``, ``try`` and ``with`` included.
        bindings: What its top-level names stand for.
        stars: Modules from which it imports ``*``, dotted and absolute.
        problem: Why it can't be parsed; everything else is empty then.
        suppressions: The codes of its ``# noqa`` comments.
    """

    name: str
    path: str
    is_package: bool
    text: tuple[bytes, ...] = ()
    statements: tuple[ast.stmt, ...] = ()
    bindings: Mapping[str, Binding] = MappingProxyType({})
    stars: tuple[str, ...] = ()
    problem: tuple[str, Place] | None = None
    suppressions: tuple[Suppression, ...] = ()

    @property
    def is_lazy(self) -> bool:
        """Whether a module ``__getattr__`` (PEP 562) may bring names that the source doesn't bind."""
        return "__getattr__" in self.bindings

    def place(self, node: ast.stmt | ast.expr) -> Place:
        """Return where a node of this module starts; its end too where it fits on one line."""
        end = None
        if node.end_lineno == node.lineno and node.end_col_offset is not None:
            end = self.column(node.lineno, node.end_col_offset)
        return Place(self.path, node.lineno, self.column(node.lineno, node.col_offset), end)

    def column(self, line: int, offset: int) -> int:
        """Return the column, in characters from 1, of an offset that ``ast`` gives, in bytes from 0."""
        if line > len(self.text):
            return offset + 1
        return len(self.text[line - 1][:offset].decode("utf-8", "replace")) + 1


def read_module(root: Path, path: str, name: str) -> Module:
    """Parse one file; a file that can't be parsed gives a Module with ``problem``.

    Args:
        root: The package's folder.
        path: The file, relative to ``root``, with forward slashes.
        name: The module's dotted name.
    """
    is_package = path.endswith("__init__.py")
    try:
        source = _content(root / path)
        tree = ast.parse(source, filename=path)
    except OSError as error:
        return Module(name, path, is_package, problem=(f"can't be read: {error.strerror}", Place(path)))
    except SyntaxError as error:
        # Offsets may be 0 or lie past the end; a caret needs at least column 1.
        place = Place(path, error.lineno or 1, max(error.offset or 1, 1))
        if b"\0" in source:
            # Of a null byte Python says that there is one, and not where.
            place = Place(path, source.partition(b"\0")[0].count(b"\n") + 1)
        return Module(name, path, is_package, problem=(f"is not valid Python: {error.msg}", place))
    except (ValueError, RecursionError, MemoryError) as error:
        return Module(name, path, is_package, problem=(f"can't be parsed: {error}", Place(path)))
    text = () if source.isascii() else tuple(source.removeprefix(codecs.BOM_UTF8).splitlines())
    module = Module(name, path, is_package, text, tuple(_flat(tree.body)))
    return module._replace(
        bindings=_bindings(module),
        stars=tuple(_stars(module)),
        suppressions=python_suppressions(path, source),
    )


def _content(path: Path) -> bytes:
    # Reading a pipe would not end, and neither would a device.
    if not path.is_file() and path.exists():
        raise OSError(None, "it is no regular file")
    return path.read_bytes()


def absolute_import(module: Module, node: ast.ImportFrom) -> str:
    """Return the dotted name that ``from … import`` names, relative imports resolved."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    drop = node.level - 1 if module.is_package else node.level
    base = parts[: len(parts) - drop] if drop else parts
    return ".".join([*base, *([node.module] if node.module else [])])


def _flat(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements with those of branches in place; what only a type checker sees is left out."""
    for statement in statements:
        if isinstance(statement, ast.If):
            if not _is_type_checking(statement.test):
                yield from _flat(statement.body)
            yield from _flat(statement.orelse)
        elif isinstance(statement, (ast.Try, ast.TryStar)):
            # The first binding wins below, so a fallback in `except ImportError` doesn't hide the import.
            yield from _flat(statement.body)
            for handler in statement.handlers:
                yield from _flat(handler.body)
            yield from _flat(statement.orelse)
            yield from _flat(statement.finalbody)
        elif isinstance(statement, (ast.With, ast.For, ast.While)):
            yield from _flat(statement.body)
        else:
            yield statement


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _bindings(module: Module) -> dict[str, Binding]:
    """Return names with what they stand for; the first binding of a name counts."""
    bindings: dict[str, Binding] = {}
    for statement in module.statements:
        for name, binding in _bound_by(module, statement):
            bindings.setdefault(name, binding)
    return bindings


def _bound_by(module: Module, statement: ast.stmt) -> Iterator[tuple[str, Binding]]:
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        yield statement.name, statement
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from _imported(module, statement)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from _assigned(target, statement.value)
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        yield from _assigned(statement.target, statement.value)


def _imported(module: Module, statement: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Import]]:
    place = module.place(statement)
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom):
            if alias.name != "*":
                target = f"{absolute_import(module, statement)}.{alias.name}"
                yield alias.asname or alias.name, Import(target, place)
        elif alias.asname:
            yield alias.asname, Import(alias.name, place)
        else:
            top = alias.name.partition(".")[0]
            yield top, Import(top, place)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, (ast.Tuple, ast.List)):
        for item in target.elts:
            yield from _assigned(item, value)


def _stars(module: Module) -> Iterator[str]:
    for statement in module.statements:
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            yield absolute_import(module, statement)
