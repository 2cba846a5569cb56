"""Reads classes, exports and failures without running the package's code where that can be helped.

A metaclass may lie about anything that is asked of a class, so classes are read through ``type``'s
own descriptors, and compared by identity.
"""

from __future__ import annotations

import builtins
import sys

# The functions below see this copy, whatever the package does to the builtins later.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType
    from typing import Any

_MAX_TEXT = 2_000
_MAX_ITEMS = 1_000
_VARIABLE_ARGUMENTS = 0x04  # inspect.CO_VARARGS
_GENERATOR = 0x20 | 0x200  # inspect.CO_GENERATOR, CO_ASYNC_GENERATOR
_COROUTINE = 0x80 | 0x200  # inspect.CO_COROUTINE, CO_ASYNC_GENERATOR
_NO_METHODS = (property, type(None), bool, int, float, str, bytes, list, tuple, set, frozenset, dict)
_NEVER = 10**6
"""The arguments that a method without ``self`` requires: no call satisfies it."""

_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__
_qualified_name = type.__dict__["__qualname__"].__get__
_module_namespace = vars(type(sys))["__dict__"].__get__
_cause = BaseException.__dict__["__cause__"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__
_METHODS = ("get_increment", "transform", "write", "open", "close", "__init__", "__new__")
_Function = type(lambda: None)
_RUNTIME = "pushcart_extensions"


def is_class(value: object) -> bool:
    """Tell whether something is a class, whatever it says of itself."""
    return issubclass(type(value), type)


def namespace(module: ModuleType) -> Mapping[str, object]:
    """Return what a module holds; empty for an object that took a module's place."""
    return _module_namespace(module) if issubclass(type(module), type(sys)) else {}


def class_facts(cls: type, bases: Mapping[int, str], attributes: tuple[str, ...]) -> dict[str, object]:
    """Return what a class is, as a record of the journal.

    Args:
        cls: The class.
        bases: The runtime's base classes, name by identity.
        attributes: The metadata attributes to read.
    """
    lineage = _mro(cls)
    own = [_namespace(one) for one in lineage if id(one) not in bases and one is not object]
    methods: dict[str, object] = {}
    metadata: dict[str, object] = {}
    for space in own:
        for name in _METHODS:
            if name in space and name not in methods:
                methods[name] = _signature(space[name])
        for name in attributes:
            if name in space and name not in metadata:
                metadata[name] = _value(space[name])
    return {
        "class_name": _text(_qualified_name(cls)),
        "module": _text(_namespace(cls).get("__module__", "")),
        "bases": sorted(bases[id(one)] for one in lineage if id(one) in bases),
        "methods": methods,
        "metadata": metadata,
        "abstract": sorted(map(_text, _namespace(cls).get("__abstractmethods__", ()))),
    }


def defined_in(cls: type) -> str:
    """Return the module that a class says it was defined in."""
    return _text(_namespace(cls).get("__module__", ""))


def exports(module: ModuleType) -> dict[str, object]:
    """Return what a module's ``__all__`` holds and which of its names lead nowhere, as a record."""
    names = namespace(module).get("__all__")
    if type(names) not in (list, tuple, set, frozenset):
        return {"all": None, "unbound": []}
    listed = [name for name in names if type(name) is str][:_MAX_ITEMS]  # type: ignore[attr-defined]
    return {"all": listed, "unbound": [name for name in listed if not _is_bound(module, name)]}


def failure(error: BaseException, package: str, package_path: str) -> dict[str, object]:
    """Return the root of an exception as a record: its type, its words, the package's line that raised it.

    Args:
        error: What was raised.
        package: The import package.
        package_path: Its folder.
    """
    try:
        return _failure(error, package, package_path)
    except BaseException:  # noqa: BLE001 - an exception class of the package's may do anything when it is asked
        return _record(_text(_qualified_name(type(error))), "(its message can't be printed)")


def _failure(error: BaseException, package: str, package_path: str) -> dict[str, object]:
    while _cause(error) is not None and defined_in(type(error)) == f"{_RUNTIME}.errors":
        error = _cause(error)
    record = _record(_text(_qualified_name(type(error))), _words(error))
    record["ours"] = defined_in(type(error)) == f"{_RUNTIME}.errors"
    traceback = _traceback(error)
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.startswith(package_path):
            record["file"], record["line"] = file, traceback.tb_lineno
        traceback = traceback.tb_next
    if issubclass(type(error), SyntaxError) and type(error.filename) is str:  # type: ignore[attr-defined]
        record["file"], record["line"] = error.filename, error.lineno  # type: ignore[attr-defined]
    if issubclass(type(error), ModuleNotFoundError) and type(error.name) is str:  # type: ignore[attr-defined]
        top = error.name.partition(".")[0]  # type: ignore[attr-defined]
        outside = top not in (package, _RUNTIME) and top not in sys.stdlib_module_names
        record["needs"] = top if outside else None
    return record


def _record(type_name: str, message: str) -> dict[str, object]:
    return {"type": type_name, "message": message, "ours": False, "file": None, "line": None, "needs": None}


def _is_bound(module: ModuleType, name: str) -> bool:
    try:
        getattr(module, name)
    except BaseException:  # noqa: BLE001 - a module's __getattr__ may raise anything
        return False
    return True


def _signature(attribute: object) -> list[object] | None:
    """Return required, maximum, keyword-only without default, is-async, is-generator, is-method.

    None where it can't be told.
    """
    wrapper = type(attribute)
    if wrapper in _NO_METHODS:
        return [0, 0, [], False, False, False]
    bound = 0 if wrapper is staticmethod else 1
    function: Any = attribute.__func__ if wrapper in (staticmethod, classmethod) else attribute  # type: ignore[attr-defined]
    if type(function) is not _Function:
        return None
    code = function.__code__
    defaults, keyword_defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    variable = bool(code.co_flags & _VARIABLE_ARGUMENTS)
    callable_at_all = code.co_argcount or variable or not bound
    return [
        max(code.co_argcount - bound - len(defaults), 0) if callable_at_all else _NEVER,
        None if variable else max(code.co_argcount - bound, 0),
        [_text(name) for name in keyword_only if name not in keyword_defaults],
        bool(code.co_flags & _COROUTINE),
        bool(code.co_flags & _GENERATOR),
        True,
    ]


def _value(value: Any) -> list[object] | None:
    """Return a metadata value as type name and content; None where only its own code would tell."""
    if value is None or type(value) in (bool, int):
        return [type(value).__name__, value]
    if type(value) is str:
        return ["str", _text(value)]
    if type(value) in (set, frozenset, list, tuple):
        items = [_text(item) if type(item) is str else [_text(_qualified_name(type(item)))] for item in value]
        return [type(value).__name__, items[:_MAX_ITEMS]]
    return [type(value).__name__, repr(value)[:_MAX_TEXT]] if type(value) in (dict, float, bytes) else None


def _words(error: BaseException) -> str:
    return _text(error.msg if issubclass(type(error), SyntaxError) else str(error))  # type: ignore[attr-defined]


def _text(text: object) -> str:
    return text[:_MAX_TEXT] if type(text) is str else ""
