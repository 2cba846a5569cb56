"""Imports one package and asks the host's discovery for everything that it should offer."""

from __future__ import annotations

import builtins
import os
import sys
import time

from pushcart_extensions.check.probe.child.habits import Habits
from pushcart_extensions.check.probe.child.reading import (
    class_facts,
    defined_in,
    exports,
    failure,
    is_class,
    namespace,
)
from pushcart_extensions.contract.kinds import BY_GROUP, EXTENSION, KINDS, STAGE_KINDS
from pushcart_extensions.contract.metadata import ATTRIBUTES
from pushcart_extensions.errors import DuplicateStageError
from pushcart_extensions.runtime import bases
from pushcart_extensions.runtime.discovery import find_stage

__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from pushcart_extensions.check.probe.child.journal import Journal

_MAX_CLASSES = 100
_SITE = ("site-packages", "dist-packages")
_modules = sys.modules
_now = time.perf_counter
_BASES = {id(vars(bases)[kind.base]): kind.base for kind in STAGE_KINDS if kind.base}


class Visit:
    """One visit to one package.

    Args:
        config: What the parent sent.
        journal: Where to report.
    """

    def __init__(self, config: Mapping[str, Any], journal: Journal) -> None:
        self._package: str = config["package"]
        self._path: str = config["package_path"]
        self._targets: list[tuple[str, str, str, str]] = config["targets"]
        self._skip: set[tuple[str, str]] = set(config["skip"])
        self._only: tuple[str, str] | None = config["only"]
        self._journal = journal
        self._habits = Habits(config["root"], config["package_path"])
        sys.path[:] = _search_path(config)

    def run(self) -> None:
        """Import the package, load each stage through discovery, and look at what was exported."""
        self._habits.watch()
        self._begin("package", self._package)
        started = _now()
        error = self._import_error()
        self._journal.write("package", error=error, microseconds=int((_now() - started) * 1e6))
        for kind, key in self._stages():
            if self._is_wanted(kind, key):
                self._begin(kind, key)
                self._journal.write("stage", kind=kind, key=key, **self._stage(kind, key))
        for group, name, module, attribute in self._targets:
            if group not in BY_GROUP and self._is_wanted(group, name):
                self._begin(group, name)
                self._journal.write("target", group=group, name=name, **self._target(module, attribute))
        for key in self._modules_in(EXTENSION.folder):
            module = f"{self._package}.{EXTENSION.folder}.{key}"
            if self._is_wanted(EXTENSION.name, key):
                self._begin(EXTENSION.name, key)
                self._journal.write("extension", module=module, **self._extension(module))
        for name in (self._package, *(f"{self._package}.{kind.folder}" for kind in KINDS)):
            if name in _modules:
                self._journal.write("exports", module=name, **exports(_modules[name]))
        self._journal.write("habits", notes=self._habits.notes())
        self._journal.write("replaced", builtins=_replaced())

    def _is_wanted(self, group: str, name: str) -> bool:
        return (group, name) == self._only if self._only else (group, name) not in self._skip

    def _begin(self, group: str, name: str) -> None:
        self._journal.write("start", group=group, name=name)

    def _failure(self, error: BaseException) -> dict[str, object]:
        return failure(error, self._package, self._path)

    def _import_error(self) -> dict[str, object] | None:
        try:
            __import__(self._package)
        except BaseException as error:  # noqa: BLE001 - SystemExit at import is a result too
            return self._failure(error)
        return None

    def _stages(self) -> Iterator[tuple[str, str]]:
        """Yield kind and key of every stage that a file name or an entry point promises, once each."""
        in_folders = [(kind.name, key) for kind in STAGE_KINDS for key in self._modules_in(kind.folder)]
        registered = [
            (BY_GROUP[group].name, name) for group, name, _, _ in self._targets if group in BY_GROUP
        ]
        yield from dict.fromkeys([*in_folders, *registered])

    def _modules_in(self, folder: str) -> Iterator[str]:
        """Yield the public modules of a folder of the package, by file names alone."""
        top = f"{self._path}/{folder}"
        names = sorted(os.listdir(top)) if os.path.isdir(top) else []  # noqa: PTH112, PTH208
        for name in names:
            stem = name.removesuffix(".py")
            is_module = name.endswith(".py") or os.path.isfile(f"{top}/{name}/__init__.py")  # noqa: PTH113
            if is_module and stem.isidentifier() and not stem.startswith("_"):
                yield stem

    def _stage(self, kind: str, key: str) -> dict[str, object]:
        rivals: list[str] = []
        try:
            try:
                found = find_stage(kind, key)
            except DuplicateStageError as error:
                found, rivals = self._own_of(error)
            facts = class_facts(found.load(), _BASES, ATTRIBUTES)
        except BaseException as error:  # noqa: BLE001 - whatever it raises is the result
            return {"error": self._failure(error)}
        return {
            "error": None,
            "found_by": found.found_by,
            "distribution": found.distribution,
            "rivals": rivals,
            **facts,
        }

    def _own_of(self, error: DuplicateStageError) -> tuple[Any, list[str]]:
        """Return this package's stage of those that have one key, and the distributions of the others.

        What else is installed where the check runs is for a warning, and no fault of the package.
        """
        own = [stage for stage in error.stages if stage.module.partition(".")[0] == self._package]
        if len(own) != 1:
            raise error
        return own[0], [stage.distribution for stage in error.stages if stage is not own[0]]

    def _target(self, module: str, attribute: str) -> dict[str, object]:
        try:
            __import__(module)
            target: Any = _modules[module]
            for part in attribute.split("."):
                target = getattr(target, part)
            facts = class_facts(target, _BASES, ATTRIBUTES) if is_class(target) else {"class_name": None}
        except BaseException as error:  # noqa: BLE001 - whatever it raises is the result
            return {"error": self._failure(error)}
        return {"error": None, **facts}

    def _extension(self, module: str) -> dict[str, object]:
        try:
            __import__(module)
            classes: list[Any] = [value for value in namespace(_modules[module]).values() if is_class(value)]
            own = [one for one in classes if defined_in(one) == module]
            facts = [class_facts(one, _BASES, ATTRIBUTES) for one in own[:_MAX_CLASSES]]
        except BaseException as error:  # noqa: BLE001 - whatever it raises is the result
            return {"error": self._failure(error), "classes": []}
        return {"error": None, "classes": facts}


def _replaced() -> list[str]:
    """Return the builtins that are no longer what they were before the package was imported."""
    now, before = vars(builtins), __builtins__
    return sorted(name for name, value in before.items() if now.get(name) is not value)  # type: ignore[attr-defined]


def _search_path(config: Mapping[str, Any]) -> list[str]:
    """Return the path: the synthetic metadata first, the package between the standard library and the rest.

    In a flat layout the package's folder also holds ``tests`` and the like; a file there must not
    stand in for a module of the standard library.
    """
    path = list(sys.path)
    path.remove(config["checker"])
    # Behind the first folder of installed packages stand those that its .pth files add, editable installs
    # among them: perhaps another copy of this very package.
    first = next((at for at, entry in enumerate(path) if entry.endswith(_SITE)), len(path))
    return [config["metadata"], *path[:first], config["search_path"], *path[first:]]
