"""The template's files as texts, without Copier and without a disk: for changes of packages that are there.

Importing Copier takes as long as all else that ``pushcart-add`` does. What Copier does to make a package
is little: each file of ``template/`` is rendered, and so is each part of its path. Copier's one tag in
paths, ``yield``, repeats a part for each item of a list.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold.template.location import template_root

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.environment import TemplateExpression

ANSWERS_FILE = ".copier-answers.yml"
"""The file in a package that holds the answers that it was made with."""

_SUFFIX = ".jinja"
_YIELD = re.compile(r"\{% yield (\w+) from (.+?) %\}(.*)\{% endyield %\}(.*)")
_COMPILED = (".pyc", ".pyo")
_INCLUDED = ("_kinds", "_flavours")
"""The folders of what the template's files include or import; ``copier.yml`` excludes them."""
_Context = dict[str, object]


def render_files(
    answers: Mapping[str, object],
    wanted: Callable[[str], bool] = lambda _path: True,
    root: Path | None = None,
    environment: Environment | None = None,
) -> dict[str, str]:
    """Return the files that the template makes of answers, by their paths.

    Args:
        answers: Answers to the template's questions, valid, and what Copier records beside them.
        wanted: Tells of a path whether its file is to be rendered.
        root: The folder that holds ``template/``; by default the one that this distribution ships.
        environment: What renders it; by default the present template's environment.

    Raises:
        TemplateError: The template can't be rendered with these answers.
    """
    import jinja2

    root = root or template_root()
    folder = root / "template"
    environment = environment or template_environment(root)
    context: _Context = {
        **answers,
        "_copier_conf": SimpleNamespace(answers_file=ANSWERS_FILE),
        "_copier_answers": dict(answers),
    }
    files = {}
    try:
        for source in _template_files(folder):
            parts = source.relative_to(folder).parts
            if parts[0] in _INCLUDED:
                continue
            for path, inner in _paths(environment, parts, context):
                if not wanted(path.removesuffix(_SUFFIX)):
                    continue
                text = source.read_bytes().decode()
                if path.endswith(_SUFFIX):
                    text = environment.from_string(text).render(inner)
                files[path.removesuffix(_SUFFIX)] = text
    except (jinja2.TemplateError, OSError) as error:
        raise TemplateError(f"{type(error).__name__}: {error}") from error
    return files


def template_environment(root: Path | None = None) -> Environment:
    """Return Jinja's environment with the settings that ``copier.yml`` asks of Copier's.

    Args:
        root: The folder that files of the template import others from.
    """
    import jinja2

    from pushcart_extensions.scaffold.jinja_names import ContractNames

    return jinja2.Environment(
        autoescape=False,  # noqa: S701 - what comes out is source code, not HTML
        optimized=False,  # each template is rendered once or twice, so compiling is most of the work
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(root or template_root()),
        extensions=[ContractNames],
    )


def _template_files(folder: Path) -> list[Path]:
    return sorted(
        Path(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if not name.endswith(_COMPILED)
    )


def _paths(
    environment: Environment, parts: tuple[str, ...], context: _Context
) -> Iterator[tuple[str, _Context]]:
    """Yield the paths that a path of the template stands for, each with what its file is rendered with."""
    if not parts:
        yield "", context
        return
    for name, inner in _names(environment, parts[0], context):
        for rest, innermost in _paths(environment, parts[1:], inner):
            yield f"{name}/{rest}" if rest else name, innermost


def _names(environment: Environment, part: str, context: _Context) -> Iterator[tuple[str, _Context]]:
    found = _YIELD.fullmatch(part)
    if found is None:
        yield environment.from_string(part).render(context) if "{" in part else part, context
        return
    variable, sequence, name, behind = found.groups()
    for item in _expression(environment, sequence)(**context) or ():
        inner = context | {variable: item}
        yield environment.from_string(name + behind).render(inner), inner


@lru_cache
def _expression(environment: Environment, text: str) -> TemplateExpression:
    return environment.compile_expression(text)
