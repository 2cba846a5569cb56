"""The child process: import one package, ask the host's discovery for each stage, write a journal.

Run as a script by ``probe/run.py`` under ``python -I -B``. It imports as little as it can, since
its start-up is most of what a check costs, and holds every function that it needs before any code
of the package runs. It reports through records in a journal file, each with the nonce that came
in on standard input; what the package prints is never read as a result.
"""

from __future__ import annotations

import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType
    from typing import Any

_MAX_TEXT = 2_000
_MAX_ITEMS = 1_000
_VARIABLE_ARGUMENTS = 0x04  # inspect.CO_VARARGS
_SURROGATES = 0x10000  # JSON escapes what lies beyond as a pair
_COROUTINE = 0x80 | 0x200  # inspect.CO_COROUTINE, CO_ASYNC_GENERATOR
# Held before the package's code runs, which may replace them in their modules.
_write, _exit = os.write, os._exit
_HERE = os.path.dirname(__file__)  # noqa: PTH120 - here and below, pathlib would cost more than all the rest
_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__


class Journal:
    """Writes records that the parent believes: numbered, each with the nonce."""

    def __init__(self, descriptor: int, nonce: str) -> None:
        self._descriptor = descriptor
        self._nonce = nonce
        self._count = 0

    def write(self, event: str, **fields: object) -> None:
        """Append one record as a line of JSON."""
        record = {"nonce": self._nonce, "number": self._count, "event": event, **fields}
        _write(self._descriptor, (_json(record) + "\n").encode("ascii"))
        self._count += 1


def main() -> None:
    """Read the configuration from standard input, do the work, leave with the status it asks for."""
    config = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - the parent wrote it
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    journal = Journal(os.open(config["journal"], flags, 0o600), config["nonce"])
    _watch(config)
    discovery, kinds, bases = _bring_runtime(config["runtime"])
    sys.path[:] = _search_path(config)
    probe = Probe(config, journal, discovery, kinds, bases)
    probe.run()
    journal.write("end")
    _exit(config["status"])


def _watch(config: Mapping[str, Any]) -> None:
    """Have the interpreter write where it hangs, just before the time is up, and where it crashes."""
    import faulthandler

    faulthandler.enable(file=2)
    faulthandler.dump_traceback_later(config["timeout"] * 0.9, exit=False, file=2)


def _bring_runtime(folder: str) -> tuple[Any, Any, dict[type, str]]:
    """Import the checker's own runtime, whatever the interpreter has installed, and nothing beside it."""
    from importlib.util import module_from_spec, spec_from_file_location

    name = "pushcart_extensions"
    spec = spec_from_file_location(name, f"{folder}/__init__.py", submodule_search_locations=[folder])
    if spec is None or spec.loader is None:
        raise ImportError(folder)
    package = module_from_spec(spec)
    sys.modules[name] = package
    spec.loader.exec_module(package)
    from pushcart_extensions.contract import kinds
    from pushcart_extensions.runtime import bases, discovery

    names = [kind.base for kind in kinds.STAGE_KINDS if kind.base]
    return discovery, kinds, {vars(bases)[name]: name for name in names}


def _search_path(config: Mapping[str, Any]) -> list[str]:
    """Return the path: the synthetic metadata first, the package between the standard library and the rest.

    In a flat layout the package's folder also holds ``tests`` and the like; a file there must not
    stand in for a module of the standard library.
    """
    site = [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    library = [entry for entry in sys.path if entry not in site and entry != _HERE]
    return [config["metadata"], *library, config["search_path"], *site]


class Probe:
    """Asks for everything that one package should offer."""

    def __init__(
        self, config: Mapping[str, Any], journal: Journal, discovery: Any, kinds: Any, bases: dict[type, str]
    ) -> None:
        self._config = config
        self._journal = journal
        self._discovery = discovery
        self._kinds = kinds
        self._bases = bases

    def run(self) -> None:
        """Import the package, load each stage through discovery, and look at what was exported."""
        package = self._config["package"]
        self._journal.write("start", task=f"import {package}", module=package)
        try:
            __import__(package)
        except BaseException as error:  # noqa: BLE001 - SystemExit at import is a result too
            self._journal.write("package", error=self._failure(error))
        else:
            self._journal.write("package", error=None)
        for kind, key, module in self._stages():
            self._journal.write("start", task=f"load {kind} {key}", module=module)
            self._journal.write("stage", kind=kind, key=key, **self._stage(kind, key))
        for group, name, module, attribute in self._config["targets"]:
            self._journal.write("start", task=f"load {group} {name}", module=module)
            self._journal.write("target", group=group, name=name, **self._target(module, attribute))
        for kind_folder in self._extension_modules():
            self._journal.write("start", task=f"import {kind_folder}", module=kind_folder)
            self._journal.write("extension", module=kind_folder, **self._extension(kind_folder))
        for name in self._packages():
            if name in sys.modules:
                self._journal.write("exports", module=name, **_exports(sys.modules[name]))

    def _stages(self) -> Iterator[tuple[str, str, str]]:
        seen = set()
        for kind in self._kinds.STAGE_KINDS:
            for key in self._modules(kind.folder):
                seen.add((kind.name, key))
                yield kind.name, key, f"{self._config['package']}.{kind.folder}.{key}"
        for group, key, module, _ in self._config["targets"]:
            kind = self._kinds.BY_GROUP.get(group)
            if kind is not None and (kind.name, key) not in seen:
                yield kind.name, key, module

    def _modules(self, folder: str) -> list[str]:
        """Return the public modules of a folder of the package, found by file names alone."""
        top = f"{self._config['package_path']}/{folder}"
        try:
            names = sorted(os.listdir(top))  # noqa: PTH208
        except OSError:
            return []
        keys = []
        for name in names:
            stem = name.removesuffix(".py")
            is_package = os.path.isfile(f"{top}/{name}/__init__.py")  # noqa: PTH113
            if stem.isidentifier() and not stem.startswith("_") and (name.endswith(".py") or is_package):
                keys.append(stem)
        return keys

    def _extension_modules(self) -> list[str]:
        folder = self._kinds.EXTENSION.folder
        return [f"{self._config['package']}.{folder}.{key}" for key in self._modules(folder)]

    def _packages(self) -> list[str]:
        package = self._config["package"]
        return [package, *(f"{package}.{kind.folder}" for kind in self._kinds.KINDS)]

    def _stage(self, kind: str, key: str) -> dict[str, object]:
        try:
            found = self._discovery.find_stage(kind, key)
            loaded = found.load()
        except BaseException as error:  # noqa: BLE001
            return {"error": self._failure(error), "missing": type(error).__name__ == "UnknownStageError"}
        facts = self._facts(loaded)
        return {"error": None, "found_by": found.found_by, "distribution": found.distribution, **facts}

    def _target(self, module: str, attribute: str) -> dict[str, object]:
        try:
            target: Any = __import__(module, fromlist=["*"])
            for part in attribute.split("."):
                target = getattr(target, part)
        except BaseException as error:  # noqa: BLE001
            return {"error": self._failure(error)}
        return {"error": None, **(self._facts(target) if isinstance(target, type) else {"class_name": None})}

    def _extension(self, module: str) -> dict[str, object]:
        try:
            loaded = __import__(module, fromlist=["*"])
        except BaseException as error:  # noqa: BLE001
            return {"error": self._failure(error), "classes": []}
        own = [
            value for value in vars(loaded).values() if isinstance(value, type) and value.__module__ == module
        ]
        return {"error": None, "classes": [self._facts(value) for value in own[:_MAX_ITEMS]]}

    def _facts(self, loaded: type) -> dict[str, object]:
        """Return what the class is, read through ``type``'s own descriptors: its code doesn't run."""
        lineage = _mro(loaded)
        own = [_namespace(cls) for cls in lineage if cls not in self._bases and cls is not object]
        methods: dict[str, object] = {}
        metadata: dict[str, object] = {}
        for space in own:
            for name in ("get_increment", "transform", "write", "open", "close", "__init__", "__new__"):
                if name in space and name not in methods:
                    methods[name] = _signature(space[name])
            for name in self._config["attributes"]:
                if name in space and name not in metadata:
                    metadata[name] = _value(space[name])
        abstract = _namespace(loaded).get("__abstractmethods__", ())
        return {
            "class_name": _text(_namespace(type)["__qualname__"].__get__(loaded)),
            "module": _text(_namespace(loaded).get("__module__", "")),
            "line": _first_line(own[0]) if own else None,
            "bases": sorted(self._bases[cls] for cls in lineage if cls in self._bases),
            "methods": methods,
            "metadata": metadata,
            "abstract": sorted(_text(name) for name in abstract),
        }

    def _failure(self, error: BaseException) -> dict[str, object]:
        """Return the root of an exception: its type, its words, and the package's line that raised it."""
        while error.__cause__ is not None and type(error).__module__ == "pushcart_extensions.errors":
            error = error.__cause__
        failure: dict[str, object] = {
            "type": _text(type(error).__name__),
            "message": _words(error),
            "ours": type(error).__module__ == "pushcart_extensions.errors",
            "file": None,
            "line": None,
            "needs": None,
        }
        traceback = error.__traceback__
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if file.startswith(self._config["package_path"]):
                failure["file"], failure["line"] = file, traceback.tb_lineno
            traceback = traceback.tb_next
        if isinstance(error, SyntaxError) and isinstance(error.filename, str):
            failure["file"], failure["line"] = error.filename, error.lineno
        if isinstance(error, ModuleNotFoundError) and isinstance(error.name, str):
            top = error.name.partition(".")[0]
            own = {self._config["package"], "pushcart_extensions"}
            failure["needs"] = top if top not in own and top not in sys.stdlib_module_names else None
        return failure


def _exports(module: ModuleType) -> dict[str, object]:
    names = vars(module).get("__all__")
    if not isinstance(names, (list, tuple, set, frozenset)):
        return {"all": None, "unbound": []}
    listed = [name for name in names if isinstance(name, str)][:_MAX_ITEMS]
    return {"all": listed, "unbound": [name for name in listed if not _is_bound(module, name)]}


def _is_bound(module: ModuleType, name: str) -> bool:
    try:
        getattr(module, name)
    except BaseException:  # noqa: BLE001 - a module's __getattr__ may raise anything
        return False
    return True


def _signature(attribute: object) -> list[object] | None:
    """Return required, maximum, keyword-only without default, is-async, line; None where it can't be told."""
    bound = 0 if isinstance(attribute, staticmethod) else 1
    function: Any = attribute.__func__ if isinstance(attribute, (staticmethod, classmethod)) else attribute
    return _function_signature(function, bound) if type(function) is type(_signature) else None


def _function_signature(function: Any, bound: int) -> list[object]:
    code = function.__code__
    defaults, keyword_defaults = function.__defaults__ or (), function.__kwdefaults__ or {}
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    variable = bool(code.co_flags & _VARIABLE_ARGUMENTS)
    return [
        max(code.co_argcount - bound - len(defaults), 0)
        if code.co_argcount or variable or not bound
        else 10**6,
        None if variable else max(code.co_argcount - bound, 0),
        [_text(name) for name in keyword_only if name not in keyword_defaults],
        bool(code.co_flags & _COROUTINE),
        code.co_firstlineno,
    ]


def _first_line(space: Mapping[str, object]) -> int | None:
    lines = [value.__code__.co_firstlineno for value in space.values() if type(value) is type(_signature)]
    return min(lines, default=None)


def _value(value: Any) -> list[object] | None:
    """Return a metadata value as type name and content; None where only its own code would tell."""
    if value is None or type(value) in (bool, int):
        return [type(value).__name__, value]
    if type(value) is str:
        return ["str", _text(value)]
    if type(value) in (set, frozenset, list, tuple):
        items = [_text(item) if type(item) is str else [type(item).__name__] for item in value]
        return [type(value).__name__, items[:_MAX_ITEMS]]
    return [type(value).__name__, repr(value)[:_MAX_TEXT]] if type(value) in (dict, float, bytes) else None


def _words(error: BaseException) -> str:
    try:
        return _text(error.msg if isinstance(error, SyntaxError) else str(error))
    except BaseException:  # noqa: BLE001 - an exception's __str__ may raise
        return "(its message can't be printed)"


def _text(text: object) -> str:
    return text[:_MAX_TEXT] if isinstance(text, str) else ""


def _json(value: object) -> str:
    """Return ``value`` as ASCII JSON; the json module would cost more to import than all the rest."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, str):
        return '"' + "".join(_escaped(character) for character in value) + '"'
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json(str(name))}:{_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_json(item) for item in value) + "]"
    raise TypeError(type(value).__name__)


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if " " <= character <= "~":
        return character
    code = ord(character)
    if code >= _SURROGATES:
        code -= _SURROGATES
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


if __name__ == "__main__":
    main()
