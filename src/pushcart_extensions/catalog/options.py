"""The options of a stage or an extension: its constructor's signature, hints and docstring."""

from __future__ import annotations

import inspect
import json
import sys
import typing
from typing import Any

from pushcart_extensions.catalog.docstrings import read_docstring
from pushcart_extensions.catalog.hints import schema_of
from pushcart_extensions.catalog.records import Option
from pushcart_extensions.errors.wording import printable, shown
from pushcart_extensions.runtime.option_checks import parameters_of

_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
_BY_POSITION = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)

_STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def describe_options(cls: type) -> tuple[Option, ...]:
    """Return the options of a class, in the order of its constructor.

    Descriptions are those of ``Args`` in the constructor's docstring, else in the class's own.
    A constructor whose signature can't be had (one in C) takes anything.
    """
    parameters = parameters_of(cls)
    if parameters is None:
        return (Option("**options", None, "", "", {}, by_name=True, by_position=True),)
    constructor: Any = getattr(cls, "__init__" if "__init__" in _defined(cls) else "__new__")
    documented = {
        **read_docstring(_text(cls)).arguments,
        **read_docstring(_text(constructor)).arguments,
    }
    return tuple(_option(parameter, constructor, documented) for parameter in parameters)


def _text(owner: object) -> str | None:
    text = getattr(owner, "__doc__", None)
    return printable(str.__str__(text)) if isinstance(text, str) else None


def _defined(cls: type) -> set[str]:
    return {name for base in cls.__mro__ if base is not object for name in vars(base)}


def _option(parameter: inspect.Parameter, constructor: Any, documented: dict[str, str]) -> Option:
    stars = _STARS.get(parameter.kind, "")
    annotation = parameter.annotation
    schema: dict[str, Any] = {}
    text = None
    if annotation is not parameter.empty:
        text = _annotation_text(annotation)
        schema = _schema(annotation, constructor)
    default = None if parameter.default is parameter.empty else shown(parameter.default)
    if not stars:
        schema = _with_default(schema, parameter.default)
    description = documented.get(parameter.name, "")
    return Option(
        name=f"{stars}{parameter.name}",
        type=text and printable(text),
        default="" if stars else default,
        description=description,
        schema={**schema, "description": description} if description and not stars else schema,
        by_name=parameter.kind in _BY_NAME,
        by_position=parameter.kind in _BY_POSITION,
    )


def _resolved(annotation: object, constructor: Any) -> object:
    """Return the type that an annotation stands for; ``object`` where it can't be known."""
    if not isinstance(annotation, str):
        return annotation
    names = getattr(inspect.unwrap(constructor), "__globals__", None)
    module = sys.modules.get(getattr(constructor, "__module__", None) or "")
    probe = type("_Probe", (), {"__annotations__": {"option": annotation}})
    try:
        hints = typing.get_type_hints(
            probe, globalns=names or vars(module or typing), localns={}, include_extras=True
        )
    except Exception:  # noqa: BLE001 - a hint may name what only a type checker imports
        return object
    return hints["option"]


def _annotation_text(annotation: object) -> str:
    if isinstance(annotation, str):
        return str.__str__(annotation)
    try:
        return inspect.formatannotation(annotation)
    except Exception:  # noqa: BLE001 - a repr of anyone's making
        return shown(annotation)


def _schema(annotation: object, constructor: Any) -> dict[str, Any]:
    """Return the schema of an annotation; one that allows anything where it is no type hint at all."""
    try:
        return schema_of(_resolved(annotation, constructor))
    except Exception:  # noqa: BLE001 - an annotation may be any object: a list, which has no hash, say
        return {}


def _with_default(schema: dict[str, Any], default: object) -> dict[str, Any]:
    """Return a schema that also allows the default, and names it where YAML can hold it."""
    if default is inspect.Parameter.empty:
        return schema
    if default is None:
        if not schema:
            return schema
        choices = schema.get("anyOf", [schema])
        return schema if {"type": "null"} in choices else {"anyOf": [*choices, {"type": "null"}]}
    if isinstance(default, (str, bool, int, float)) and _is_plain(default):
        return {**schema, "default": default}
    return schema


def _is_plain(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return type(value) in (str, bool, int, float)
