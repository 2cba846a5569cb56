"""An import of a class in an ``__init__.py``, beside its siblings and written as they are."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pushcart_extensions.edits.python.dunder_all import all_line
from pushcart_extensions.edits.python.source import PythonSource, is_bracketed
from pushcart_extensions.edits.sequences import SequencePlace, with_item
from pushcart_extensions.edits.sorting import place_in_order
from pushcart_extensions.edits.text import line_start, newline_of, with_lines_behind
from pushcart_extensions.errors import EditError


def add_import(text: str, module: str, name: str, package: str, width: int = 0) -> str:
    """Return the source of an ``__init__.py`` that imports a name.

    The import is relative where those of the package's own modules are; it goes to its place where
    they are in order, else behind them; without any, behind docstring, future and other imports.

    Args:
        text: The source.
        module: The dotted name of the module that has the name, absolute.
        name: What to import; where it is imported already, nothing changes.
        package: The dotted name of the package that the ``__init__.py`` makes.
        width: The longest line; a new statement that is longer is broken. 0 for any.

    Raises:
        EditError: The name stands for something else there.
    """
    source = PythonSource(text)
    if _is_bound(source, name):
        return text
    siblings = [
        statement
        for statement in source.tree.body
        if isinstance(statement, ast.ImportFrom)
        and absolute_name(statement, package).partition(".")[0] == package.partition(".")[0]
    ]
    for sibling in siblings:
        if absolute_name(sibling, package) == module and sibling.names[0].name != "*":
            return _with_name(source, sibling, name)
    relative = sum(1 for one in siblings if one.level) * 2 > len(siblings)
    written = _relative(module, package) if relative else module
    line = f"from {written} import {name}"
    if 0 < width < len(line):
        newline = newline_of(text)
        line = f"from {written} import ({newline}    {name},{newline})"
    return _with_statement(source, siblings, written, line)


def imported_from(text: str, package: str, module: str) -> str:
    """Return the module to import a class from: its own, or the stage folder's where that is the custom.

    Args:
        text: The source of an ``__init__.py``.
        package: The dotted name of the package that it makes.
        module: The dotted name of the module that defines the class.
    """
    folder = ".".join(module.split(".")[: package.count(".") + 2])
    if folder == module or not folder.startswith(f"{package}."):
        return module
    inner = folder.removeprefix(package)
    return folder if any(f"from {start}{inner} import" in text for start in ("", package)) else module


def new_init(imports: Mapping[str, str], docstring: str = "", newline: str = "\n") -> str:
    """Return the source of an ``__init__.py`` that exports classes.

    Args:
        imports: The modules that define them, absolute or relative, by class name.
        docstring: The docstring's text; none where it is empty.
        newline: The line ending.
    """
    lines = sorted(f"from {module} import {name}{newline}" for name, module in imports.items())
    parts = [f'"""{docstring}"""{newline}'] if docstring else []
    parts += ["".join(lines)] if lines else []
    return newline.join([*parts, all_line(sorted(imports), newline)])


def absolute_name(statement: ast.ImportFrom, package: str) -> str:
    """Return the dotted name of what ``from … import`` imports from.

    Args:
        statement: The statement.
        package: The dotted name of the package whose ``__init__.py`` or direct module it stands in.
    """
    if not statement.level:
        return statement.module or ""
    base = package.split(".")
    base = base[: len(base) - statement.level + 1]
    return ".".join([*base, *([statement.module] if statement.module else [])])


def _relative(module: str, package: str) -> str:
    if module.startswith(f"{package}."):
        return module.removeprefix(package)
    dots, parent = ".", package
    while parent and not module.startswith(f"{parent}."):
        parent, dots = parent.rpartition(".")[0], f"{dots}."
    return f"{dots}{module.removeprefix(f'{parent}.')}" if parent else module


def _is_bound(source: PythonSource, name: str) -> bool:
    """Tell whether a name is imported already.

    Raises:
        EditError: It is bound to something that is not imported.
    """
    imported = False
    for node in ast.walk(source.tree):
        if isinstance(node, ast.alias):
            imported = imported or (node.asname or node.name) == name
        elif (isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name) or (
            isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        ):
            raise EditError(f"{name} stands for something else there")
    return imported


def _with_name(source: PythonSource, statement: ast.ImportFrom, name: str) -> str:
    text, (start, end) = source.text, source.span(statement)
    items = tuple(source.span(alias) for alias in statement.names)
    written = text[start : items[0][0]]
    bracketed = "(" in written and is_bracketed(text[start + written.rindex("(") : end])
    if not bracketed and "\n" in text[start:end]:
        raise EditError("it has an import with backslashes")
    names = [alias.name for alias in statement.names]
    rank = place_in_order(names, name)
    opened = start + written.rindex("(") + 1 if bracketed else items[0][0]
    return with_item(text, SequencePlace(opened, end - 1 if bracketed else end, items), name, rank)


def _with_statement(source: PythonSource, siblings: list[ast.ImportFrom], module: str, line: str) -> str:
    text, newline = source.text, newline_of(source.text)
    if siblings:
        modules = [f"{'.' * one.level}{one.module or ''}" for one in siblings]
        place = place_in_order(modules, module)
        at = source.span(siblings[place])[0] if place is not None else 0
        if place is not None and not text[line_start(text, at) : at].strip():
            return f"{text[:at]}{line}{newline}{text[at:]}"
        return with_lines_behind(text, source.span(siblings[-1])[1], line)
    imports = [one for one in source.tree.body if isinstance(one, (ast.Import, ast.ImportFrom))]
    above = [*source.header(), *imports]
    if above:
        return with_lines_behind(text, max(source.span(one)[1] for one in above), newline + line)
    if not source.tree.body:
        gap = newline if text.strip() else ""
        return f"{text}{'' if text.endswith(newline) or not text else newline}{gap}{line}{newline}"
    at = line_start(text, source.span(source.tree.body[0])[0])
    return f"{text[:at]}{line}{newline}{newline}{text[at:]}"
