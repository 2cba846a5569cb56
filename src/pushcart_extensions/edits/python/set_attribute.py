"""A set where a class attribute holds a list, a tuple or a single string."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from pushcart_extensions.edits.python.source import PythonSource, is_bracketed
from pushcart_extensions.edits.text import Replacement, replaced
from pushcart_extensions.errors import EditError

_COLLECTION = re.compile(r"\b(?:typing\.|t\.)?(?:list|List|tuple|Tuple|Sequence)\b")


def is_mendable(value: ast.expr) -> bool:
    """Tell whether an expression can be written as a set: strings in brackets, or one plain flag."""
    if isinstance(value, (ast.List, ast.Tuple)):
        return all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in value.elts)
    # A string with white space or commas may be meant as several flags.
    return isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.isidentifier()


def attribute_value(body: Iterable[ast.stmt], attribute: str) -> ast.expr | None:
    """Return what a class's body sets an attribute to; None where it doesn't."""
    statement = _assignment(body, attribute)
    return statement.value if statement else None


def make_set(text: str, class_name: str, attribute: str) -> str:
    """Return a module's source in which an attribute of a class is a set.

    Args:
        text: The source.
        class_name: A class at the top level.
        attribute: Its attribute; one that is a set already stays as it is.

    Raises:
        EditError: The attribute is not written out, or its annotation asks for what can't be told.
    """
    source = PythonSource(text)
    body = next(
        (one.body for one in source.tree.body if isinstance(one, ast.ClassDef) and one.name == class_name), ()
    )
    statement = _assignment(body, attribute)
    value = statement.value if statement else None
    if isinstance(value, (ast.Set, ast.Call)):
        return text
    if statement is None or value is None or not is_mendable(value):
        raise EditError(f"{attribute} of {class_name} is not written out as a list, a tuple or a flag")
    start, end = source.span(value)
    replacements: list[Replacement] = [(start, end, _as_set(source.code(value), value))]
    if isinstance(statement, ast.AnnAssign):
        replacements += _annotation(source, statement.annotation, value)
    return replaced(text, replacements)


def _assignment(body: Iterable[ast.stmt], attribute: str) -> ast.Assign | ast.AnnAssign | None:
    for statement in body:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [statement.target]
            if isinstance(statement, ast.AnnAssign)
            else []
        )
        if any(isinstance(target, ast.Name) and target.id == attribute for target in targets):
            return statement if isinstance(statement, (ast.Assign, ast.AnnAssign)) else None
    return None


def _as_set(code: str, value: ast.expr) -> str:
    if isinstance(value, (ast.List, ast.Tuple)):
        if not value.elts:
            return "set()"
        if is_bracketed(code):
            return f"{{{code[1:-1]}}}"
    return f"{{{code}}}"


def _annotation(source: PythonSource, node: ast.expr, value: ast.expr) -> list[Replacement]:
    start, end = source.span(node)
    code = source.text[start:end]
    wanted = r"\bstr\b" if isinstance(value, ast.Constant) else None
    if wanted:
        new = re.sub(wanted, "set[str]", code)
    else:
        new = _COLLECTION.sub("set", code).replace("str, ...", "str")
    if not re.fullmatch(r"(?:[\w.]*(?:ClassVar|Final)\[)?set(?:\[str\])?\]?|[\w.]*(?:ClassVar|Final)", new):
        raise EditError(f"its annotation {code} would have to change too")
    return [(start, end, new)] if new != code else []
