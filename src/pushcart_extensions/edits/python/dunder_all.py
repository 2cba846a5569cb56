"""``__all__``: one name more, or a new list."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pushcart_extensions.edits.python.source import PythonSource, is_bracketed
from pushcart_extensions.edits.sequences import SequencePlace, with_item
from pushcart_extensions.edits.sorting import place_in_order
from pushcart_extensions.edits.text import line_end, newline_of
from pushcart_extensions.errors import EditError

Display = ast.List | ast.Tuple | ast.Set
"""A sequence that is written out."""

_WIDTH = 88


def display_in_all(body: Sequence[ast.stmt]) -> Display | None:
    """Return the written-out sequence of ``__all__`` that a further name can go into.

    With several, as after ``+=``, it is the last one.

    Args:
        body: The top-level statements of a module.
    """
    displays = [display for statement in body for display in displays_of(operand_of(statement))]
    return displays[-1] if displays else None


def add_to_all(text: str, name: str) -> str:
    """Return a module's source with a name in its ``__all__``.

    The name goes to its place where the list is in order, else to the end; where there is no
    ``__all__`` yet, one is put behind the imports.

    Args:
        text: The source.
        name: The name; one that is there already stays as it is.

    Raises:
        EditError: ``__all__`` is made in a way that no name can be written into.
    """
    source = PythonSource(text)
    operands = [operand for statement in source.tree.body if (operand := operand_of(statement)) is not None]
    displays = [display for operand in operands for display in displays_of(operand)]
    if any(_string(item) == name for display in displays for item in display.elts):
        return text
    if not displays:
        if operands or _mentions_all(source.tree):
            raise EditError("its __all__ is computed, so that no name can be written into it")
        return _with_new_all(source, [name])
    display = displays[-1]
    quote = _quote(source, display)
    result = with_item(text, _sequence(source, display), f"{quote}{name}{quote}", _rank(display, name))
    if not _holds(result, name):
        raise EditError("its __all__ is written in a way that no name can be put into")
    return result


def add_empty_all(text: str) -> str:
    """Return a module's source with an empty ``__all__`` behind its imports; one that is there stays.

    Raises:
        EditError: The source is not valid Python.
    """
    source = PythonSource(text)
    return text if _mentions_all(source.tree) else _with_new_all(source, [])


def all_line(names: Sequence[str], newline: str = "\n", quote: str = '"') -> str:
    """Return the statement that sets ``__all__`` to some names, on several lines where it is long."""
    if not names:
        return f"__all__: list[str] = []{newline}"
    items = [f"{quote}{name}{quote}" for name in names]
    line = f"__all__ = [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        return line + newline
    return newline.join(("__all__ = [", *(f"    {item}," for item in items), "]", ""))


def _with_new_all(source: PythonSource, names: Sequence[str]) -> str:
    text, newline = source.text, newline_of(source.text)
    statement = all_line(names, newline, source.quote)
    imports = (
        *source.header(),
        *(s for s in source.tree.body if isinstance(s, (ast.Import, ast.ImportFrom))),
    )
    if not imports:
        return statement + (newline + text if text.strip() else text)
    at = line_end(text, max(source.span(one)[1] for one in imports))
    gap = "" if text[:at].endswith("\n") else newline
    behind = text[at:]
    # As formatters have it: two blank lines before a definition, one before anything else.
    blank = len(behind) - len(behind.lstrip("\r\n"))
    wanted = 2 if behind[blank:].startswith(("def ", "class ", "async def ", "@")) else 1
    after = newline * (wanted - behind[:blank].count("\n")) if behind.strip() else ""
    return f"{text[:at]}{gap}{newline}{statement}{after}{behind}"


def operand_of(statement: ast.stmt) -> ast.expr | None:
    """Return what a statement sets ``__all__`` to, or adds to it."""
    if isinstance(statement, ast.Assign) and any(map(_is_all, statement.targets)):
        return statement.value
    if isinstance(statement, (ast.AnnAssign, ast.AugAssign)) and _is_all(statement.target):
        return statement.value
    call = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _is_all(call.func.value):
        return call.args[0] if call.args else None
    return None


def displays_of(operand: ast.expr | None) -> Iterator[Display]:
    """Yield the sequences that are written out in what ``__all__`` is set to."""
    if isinstance(operand, (ast.List, ast.Tuple, ast.Set)):
        yield operand
    elif isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.Add):
        yield from displays_of(operand.left)
        yield from displays_of(operand.right)
    elif (
        isinstance(operand, ast.Call)
        and isinstance(operand.func, ast.Name)
        and operand.func.id in {"list", "tuple", "sorted", "set", "frozenset"}
        and len(operand.args) == 1
    ):
        yield from displays_of(operand.args[0])


def _sequence(source: PythonSource, display: Display) -> SequencePlace:
    start, end = source.span(display)
    if not isinstance(display, ast.Tuple) or is_bracketed(source.code(display)):
        start, end = start + 1, end - 1
    items = tuple(source.span(item) for item in display.elts)
    return SequencePlace(start, end, items, one_needs_comma=isinstance(display, ast.Tuple))


def _rank(display: Display, name: str) -> int | None:
    """Return the position of the item that a name goes before, where the names are in order."""
    names = [_string(item) for item in display.elts]
    known = [one for one in names if one is not None]
    return place_in_order(known, name) if len(known) == len(names) else None


def _quote(source: PythonSource, display: Display) -> str:
    strings = [item for item in display.elts if _string(item) is not None]
    first = source.code(strings[0])[:1] if strings else source.quote
    return first if first in ("'", '"') else '"'


def _holds(text: str, name: str) -> bool:
    display = display_in_all(PythonSource(text).tree.body)
    return display is not None and any(_string(item) == name for item in display.elts)


def _mentions_all(tree: ast.Module) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == "__all__")
        or (isinstance(node, ast.alias) and "__all__" in (node.name, node.asname))
        for node in ast.walk(tree)
    )


def _is_all(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__all__"


def _string(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
