"""Reads classes, exports and failures without running the package's code where that can be helped.

A metaclass may lie about anything that is asked of a class, so classes are read through ``type``'s
own descriptors, and compared by identity.
"""

from __future__ import annotations

import builtins
import os
import sys

from pushcart_extensions.contract.kinds import LIFECYCLE, STAGE_KINDS

# The functions below see this copy, whatever the package does to the builtins later.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType
    from typing import Any

_MAX_TEXT = 2_000
_MAX_ITEMS = 1_000
_MAX_BITS = 1_000
_VARIABLE_ARGUMENTS = 0x04  # inspect.CO_VARARGS
_GENERATOR = 0x20 | 0x200  # inspect.CO_GENERATOR, CO_ASYNC_GENERATOR
_COROUTINE = 0x80 | 0x200  # inspect.CO_COROUTINE, CO_ASYNC_GENERATOR
_PLAIN = (str, int, bool, float, bytes, type(None))
_NO_METHODS = (property, type(None), bool, int, float, str, bytes, list, tuple, set, frozenset, dict)
_NEVER = 10**6
"""The arguments that a method without ``self`` requires: no call satisfies it."""

_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__
_qualified_name = type.__dict__["__qualname__"].__get__
_module_namespace = vars(type(sys))["__dict__"].__get__
_cause = BaseException.__dict__["__cause__"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__
_METHODS = (*(kind.method for kind in STAGE_KINDS if kind.method), *LIFECYCLE, "__init__", "__new__")
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
        "class_name": class_name(cls),
        "module": _text(_namespace(cls).get("__module__", "")),
        "bases": sorted(bases[id(one)] for one in lineage if id(one) in bases),
        "methods": methods,
        "metadata": metadata,
        "abstract": _abstract(_namespace(cls).get("__abstractmethods__")),
    }


def _abstract(names: object) -> list[str]:
    return sorted(map(_text, names)) if type(names) in (set, frozenset, list, tuple) else []  # type: ignore[call-overload]


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


def described(error: BaseException) -> str:
    """Return an exception's type and words, as a traceback would end with them."""
    words = _words(error)
    return f"{class_name(type(error))}: {words}" if words else class_name(type(error))


def class_name(cls: type) -> str:
    """Return the name of a class."""
    return _text(_qualified_name(cls))


def failure(error: BaseException, package: str, package_path: str) -> dict[str, object]:
    """Return the root of an exception as a record: its type, its words, the package's line that raised it.

    Args:
        error: What was raised.
        package: The import package.
        package_path: Its folder.
    """
    while _cause(error) is not None and _is_ours(error):
        error = _cause(error)
    file, line = raised_at(error, lambda file: file.startswith(package_path + os.sep))
    return {
        "type": class_name(type(error)),
        "message": _words(error),
        "file": file,
        "line": line,
        "needs": None,
        # What the runtime says when the package's own code asks it is the package's failure.
        "ours": _is_ours(error) and file is None,
        **_told_by(error, package),
    }


def raised_at(error: BaseException, concerns: Callable[[str], bool]) -> tuple[str | None, int | None]:
    """Return the innermost line that an exception went through in a file that is of concern.

    Args:
        error: What was raised.
        concerns: Tells which files are.
    """
    place: tuple[str | None, int | None] = None, None
    # No contextlib.suppress here and below: it would ask the builtins that the package may have replaced.
    try:
        traceback = _traceback(error)
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if concerns(file):
                place = file, traceback.tb_lineno
            traceback = traceback.tb_next
    except BaseException:  # noqa: BLE001, S110 - an audit hook of the package's hears of each frame
        pass
    return place


def _is_ours(error: BaseException) -> bool:
    return f"{defined_in(type(error))}.".startswith(f"{_RUNTIME}.errors.")


def _told_by(error: BaseException, package: str) -> dict[str, object]:
    """Return what the attributes of Python's own exceptions add: the line of bad syntax, a missing module."""
    try:
        if issubclass(type(error), SyntaxError):
            file, line = error.filename, error.lineno  # type: ignore[attr-defined]
            return {"file": file, "line": line} if type(file) is str and type(line) is int else {}
        if issubclass(type(error), ModuleNotFoundError) and type(error.name) is str:  # type: ignore[attr-defined]
            needs = _missing(error.name)  # type: ignore[attr-defined]
            top = needs.partition(".")[0]
            known = top in (package, _RUNTIME) or top in sys.stdlib_module_names
            return {"needs": needs} if needs and not known else {}
    except BaseException:  # noqa: BLE001, S110 - an exception class of the package's may do anything
        pass
    return {}


def _missing(name: str) -> str:
    """Return what would have to be installed for a module; empty where that is installed, and lacks it."""
    top = name.partition(".")[0]
    parent = sys.modules.get(name.rpartition(".")[0])
    if parent is None:
        return top
    # Several distributions may share a namespace package, which has no file.
    return "" if namespace(parent).get("__file__") else name


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
    if type(value) is int and value.bit_length() > _MAX_BITS:
        return ["int", -1 if value < 0 else 1]  # in decimal it would take more digits than Python writes
    if value is None or type(value) in (bool, int):
        return [type(value).__name__, value]
    if type(value) is str:
        return ["str", _text(value)]
    if type(value) in (set, frozenset, list, tuple):
        items = [_text(item) if type(item) is str else [_text(_qualified_name(type(item)))] for item in value]
        return [type(value).__name__, items[:_MAX_ITEMS]]
    if type(value) is dict:
        # What else it holds would have to be asked for its own words.
        plain = all(type(part) in _PLAIN for pair in value.items() for part in pair)
        return ["dict", repr(value)[:_MAX_TEXT] if plain else "{...}"]
    return [type(value).__name__, repr(value)[:_MAX_TEXT]] if type(value) in (float, bytes) else None


def _words(error: BaseException) -> str:
    try:
        return _text(error.msg if issubclass(type(error), SyntaxError) else str(error))  # type: ignore[attr-defined]
    except BaseException:  # noqa: BLE001 - an exception class of the package's may do anything when it is asked
        return "(its message can't be printed)"


def _text(text: object) -> str:
    return text[:_MAX_TEXT] if type(text) is str else ""
