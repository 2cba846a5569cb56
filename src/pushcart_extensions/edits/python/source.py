"""Python source with its syntax tree, and where the tree's nodes stand in the text."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import accumulate

from pushcart_extensions.errors import EditError

_DEPTH = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
Positioned = ast.stmt | ast.expr | ast.alias | ast.arg
"""A node that knows where it stands."""


class PythonSource:
    """One module.

    Args:
        text: Its source, without BOM.

    Raises:
        EditError: It is no valid Python.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        if re.search(r"\r(?!\n)", text):
            raise EditError("it has carriage returns inside its lines")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a doubtful escape is for the package's own linter
                self.tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise EditError("it is not valid Python") from error
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def offset(self, line: int, column: int) -> int:
        """Return the offset in the text of a line, from 1, and a column, from 0, in bytes of UTF-8."""
        content = self._lines[line - 1]
        if not content.isascii():
            column = len(content.encode()[:column].decode())
        return self._starts[line - 1] + column

    def span(self, node: Positioned) -> tuple[int, int]:
        """Return where a node starts and ends in the text."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self.offset(node.lineno, node.col_offset), self.offset(end_line, end_column)

    def code(self, node: Positioned) -> str:
        """Return a node as it is written."""
        start, end = self.span(node)
        return self.text[start:end]

    @property
    def quote(self) -> str:
        """The quote that its plain strings use most."""
        strings = [
            self.code(node)[:1]
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        return "'" if strings.count("'") > strings.count('"') else '"'

    def header(self) -> Iterator[ast.stmt]:
        """Yield the statements that nothing may stand before: the docstring and future imports."""
        for number, statement in enumerate(self.tree.body):
            docstring = (
                number == 0
                and isinstance(statement, ast.Expr)
                and isinstance(statement.value, ast.Constant)
                and isinstance(statement.value.value, str)
            )
            future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            if not (docstring or future):
                return
            yield statement


def is_bracketed(code: str) -> bool:
    """Tell whether the bracket that an expression begins with is closed by its last character.

    Args:
        code: An expression; ``("a"), ("b")`` begins with a bracket and is not bracketed.
    """
    import io
    import tokenize

    if code[:1] not in tuple(_DEPTH)[:3]:
        return False
    # In brackets, or a line break in it would end the expression.
    text = f"({code})"
    _, *tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    depths = accumulate(_DEPTH.get(token.string, 0) for token in tokens)
    row, column = next(token.end for token, depth in zip(tokens, depths, strict=True) if depth == 0)
    return sum(map(len, text.split("\n")[: row - 1])) + row - 1 + column == len(text) - 1
