"""From a type hint to JSON Schema: what YAML can hold of it.

Where a hint says nothing that YAML knows, the schema allows anything: an editor must not complain
of a workflow that runs.
"""

from __future__ import annotations

import collections.abc
import os
import pathlib
import types
import typing
from collections.abc import Callable
from typing import Any

REFERENCE: dict[str, Any] = {"type": "string", "pattern": r"\$\{"}
"""A reference to the environment may stand where another scalar is meant."""

_SCALARS: dict[object, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
}
_TEXTS = (str, bytes, os.PathLike, pathlib.PurePath)
_LISTS = (
    *(list, tuple, set, frozenset),
    *(collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection, collections.abc.Set),
    *(collections.abc.MutableSequence, collections.abc.Iterator),
)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)


def schema_of(hint: object) -> dict[str, Any]:
    """Return the JSON Schema of a resolved type hint; empty, which allows anything, where there is none."""
    while isinstance(hint, typing.NewType) or typing.get_origin(hint) is typing.Annotated:
        hint = hint.__supertype__ if isinstance(hint, typing.NewType) else typing.get_args(hint)[0]
    if hint is None or hint is types.NoneType:
        return {"type": "null"}
    if hint in _SCALARS:
        return {"anyOf": [_SCALARS[hint], REFERENCE]}
    origin = typing.get_origin(hint) or hint
    for known, schema in _BY_ORIGIN:
        if origin in known:
            return schema(origin, typing.get_args(hint))
    if isinstance(origin, type) and issubclass(origin, _TEXTS):
        return {"type": "string"}
    return _typed_dict(hint) if typing.is_typeddict(hint) else {}


def _literal(_origin: object, values: tuple[Any, ...]) -> dict[str, Any]:
    plain = [value for value in values if value is None or isinstance(value, (str, int, float))]
    return {"anyOf": [{"enum": plain}, REFERENCE]} if len(plain) == len(values) else {}


def _union(_origin: object, arguments: tuple[Any, ...]) -> dict[str, Any]:
    choices: list[dict[str, Any]] = []
    for argument in arguments:
        inner = schema_of(argument)
        if not inner:
            return {}
        for choice in inner.get("anyOf", [inner]):
            if choice not in choices:
                choices.append(choice)
    if {"type": "string"} in choices and REFERENCE in choices:
        choices.remove(REFERENCE)
    return {"anyOf": choices} if len(choices) > 1 else choices[0]


def _list(origin: object, arguments: tuple[Any, ...]) -> dict[str, Any]:
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        count = len(arguments)
        return {
            "type": "array",
            "items": [schema_of(argument) for argument in arguments],
            "minItems": count,
            "maxItems": count,
        }
    items = schema_of(arguments[0]) if arguments else {}
    return {"type": "array", "items": items} if items else {"type": "array"}


def _mapping(_origin: object, arguments: tuple[Any, ...]) -> dict[str, Any]:
    items = schema_of(arguments[1]) if len(arguments) == len(("key", "value")) else {}
    return {"type": "object", "additionalProperties": items} if items else {"type": "object"}


def _typed_dict(hint: Any) -> dict[str, Any]:
    try:
        hints = typing.get_type_hints(hint)
    except Exception:  # noqa: BLE001 - a hint may name what only a type checker imports
        return {"type": "object"}
    return {
        "type": "object",
        "properties": {name: schema_of(inner) for name, inner in hints.items()},
        "required": sorted(hint.__required_keys__),
    }


_BY_ORIGIN: tuple[tuple[tuple[object, ...], Callable[[object, tuple[Any, ...]], dict[str, Any]]], ...] = (
    ((typing.Literal,), _literal),
    ((typing.Union, types.UnionType), _union),
    (_LISTS, _list),
    (_MAPPINGS, _mapping),
)
