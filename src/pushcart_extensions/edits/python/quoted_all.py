"""Quotes around what stands bare in ``__all__``, and a list around a single string."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Sequence

from pushcart_extensions.edits.python.dunder_all import displays_of, operand_of
from pushcart_extensions.edits.python.source import PythonSource
from pushcart_extensions.edits.text import Replacement, replaced
from pushcart_extensions.errors import EditError

_FITTING = re.compile(
    r".*\b(?:list|tuple|set|List|Tuple|Sequence|Iterable)\b(?:\[.*\bstr\b.*)?|(?:\w+\.)?Final"
)


def bare_names(body: Sequence[ast.stmt]) -> tuple[str, ...] | None:
    """Return the names that stand in ``__all__`` without quotes.

    Args:
        body: The top-level statements of a module.

    Returns:
        The names; empty where it is a single string that is to be a list. None where something stands in
        it that is neither a name nor a string, so that quotes would not help.
    """
    names: list[str] = []
    for statement in body:
        operand = operand_of(statement)
        if _is_lone_string(statement, operand):
            continue
        items = [item for display in displays_of(operand) for item in display.elts]
        for item in [operand] if _is_append(statement) and operand is not None else items:
            if isinstance(item, ast.Name):
                names.append(item.id)
            elif not isinstance(item, ast.Starred) and not _is_string(item):
                return None
        if isinstance(operand, ast.Constant) and not _is_append(statement):
            return None
    return tuple(dict.fromkeys(names))


def quote_in_all(text: str, names: Collection[str]) -> str:
    """Return a module's source whose ``__all__`` holds names as strings.

    Args:
        text: The source.
        names: What is to be in quotes where it stands bare; other names stay, since they may hold strings.

    Raises:
        EditError: The annotation of ``__all__`` asks for something else.
    """
    source = PythonSource(text)
    quote = source.quote
    replacements: list[Replacement] = []
    for statement in source.tree.body:
        operand = operand_of(statement)
        if operand is None:
            continue
        items = [item for display in displays_of(operand) for item in display.elts]
        bare = [
            (*source.span(item), f"{quote}{item.id}{quote}")
            for item in ([operand] if _is_append(statement) else items)
            if isinstance(item, ast.Name) and item.id in names
        ]
        if _is_lone_string(statement, operand):
            bare = [(*source.span(operand), f"[{source.code(operand)}]")]
        annotation = source.code(statement.annotation) if isinstance(statement, ast.AnnAssign) else ""
        if bare and annotation and not _FITTING.fullmatch(annotation):
            raise EditError(f"the annotation {annotation} of its __all__ would have to change too")
        replacements += bare
    return replaced(text, replacements)


def _is_string(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_append(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "append"


def _is_lone_string(statement: ast.stmt, operand: ast.expr | None) -> bool:
    value = operand.value if isinstance(operand, ast.Constant) else None
    return isinstance(value, str) and value.isidentifier() and not _is_append(statement)
