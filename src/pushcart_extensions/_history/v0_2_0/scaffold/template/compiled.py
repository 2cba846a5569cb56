"""Jinja's work of compiling, done once for each string.

Copier renders every part of every path, and the name of its answers file with each of them, from
strings, which Jinja compiles anew each time: some two hundred times for a package of fifteen files,
of which fifty strings are different.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import Environment


def compile_strings_once(environment: Environment) -> None:
    """Make an environment remember what it compiled from strings; templates of files stay as they are.

    Extensions still see each string each time, by Jinja's own ``preprocess``: Copier's ``yield`` counts
    on that.
    """
    compiled: dict[str, CodeType] = {}
    compile_anew = environment.compile

    def compile_once(source: Any, name: str | None = None, *arguments: Any, **options: Any) -> Any:
        if name is not None or arguments or options or not isinstance(source, str):
            return compile_anew(source, name, *arguments, **options)
        text = environment.preprocess(source)
        if text not in compiled:
            compiled[text] = compile_anew(source)
        return compiled[text]

    environment.compile = compile_once  # type: ignore[method-assign]
