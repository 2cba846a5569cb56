"""What to do about a name that an import, or a module when it is imported, asks for and doesn't find."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator

from pushcart_extensions import __all__ as public_names
from pushcart_extensions.check.evidence.import_report import Failure
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.resolution import RUNTIME
from pushcart_extensions.contract.suggestions import closest

_NO_BASE = "ExtensionBase"
"""What people look for beside the stages' base classes."""
_IMPORTED = re.compile(r"cannot import name '([^']+)' from (partially initialized module )?'([^']+)'")
_ATTRIBUTE = re.compile(r"(partially initialized )?module '([^']+)' has no attribute '([^']+)'")
_MODULE = re.compile(r"No module named '([^']+)'")
_NAME = re.compile(r"name '([^']+)' is not defined")
_NEAR = 0.8


def way_out(package: Package, failure: Failure) -> str | None:
    """Say what may have been meant by a name that is not there; None where nothing is known.

    Args:
        package: The package that asks for it.
        failure: How Python said that it is not there.
    """
    if found := _IMPORTED.match(failure.message):
        name, begun, module = found.groups()
        return _of_module(package, module, name, begun=bool(begun))
    if found := _ATTRIBUTE.match(failure.message):
        begun, module, name = found.groups()
        return _of_module(package, module, name, begun=bool(begun))
    if failure.type == "ModuleNotFoundError" and (found := _MODULE.match(failure.message)):
        return _no_module(package, found[1], failure)
    if failure.type == "NameError" and (found := _NAME.match(failure.message)):
        return _undefined(package, found[1], failure)
    return None


def _of_module(package: Package, module: str, name: str, *, begun: bool) -> str | None:
    """Say what was meant by a name that a module doesn't have."""
    own = package.tree.modules.get(module)
    if own and name in own.bindings:
        circular = f"{module} imports this module in turn: import {name} inside the function that needs it."
        return circular if begun else None
    if (module, name) == (RUNTIME, _NO_BASE):
        return "A component of kind extension derives from no base class: take it out."
    if home := _home(package, name):
        return f"Write {_statement(home, name)}."
    near = closest(name, _names(package, module), _NEAR)
    return f"Perhaps {near} is meant." if near else None


def _no_module(package: Package, module: str, failure: Failure) -> str | None:
    """Say what was meant by a module that the package, or the runtime, doesn't have."""
    if package.resolver.actual(module) != module:
        return None  # the folder's name is at fault, and another rule says so
    homes = {name: home for name in _asked(package, failure) if (home := _home(package, name))}
    if homes:
        return f"Write {' and '.join(_statement(home, name) for name, home in homes.items())}."
    parent, _, last = module.rpartition(".")
    own = [name for name in package.tree.modules if name != module]
    same = sorted(name for name in own if name.rpartition(".")[2] == last)
    near = same[0] if same else closest(module, [name for name in own if name.rpartition(".")[0] == parent])
    return f"Perhaps {near} is meant." if near else None


def _undefined(package: Package, name: str, failure: Failure) -> str | None:
    """Say where a name is to be imported from that a module uses and doesn't define."""
    module, home = _failing(package, failure), _home(package, name)
    if name in sys.stdlib_module_names:
        return f"Write import {name}."
    if home and not (module and module.name == home):
        return f"Write {_statement(home, name)}."
    names = [one for one in (module.bindings if module else ()) if one != name]
    near = closest(name, [*names, *public_names, *vars(builtins)], _NEAR)
    return f"Perhaps {near} is meant." if near else f"Define or import {name} before it is used."


def _home(package: Package, name: str) -> str | None:
    """Return the module that defines a name; None where none does, or several do."""
    if name in public_names:
        return RUNTIME
    homes = [
        module.name
        for module in package.tree.modules.values()
        if isinstance(module.bindings.get(name), (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return homes[0] if len(homes) == 1 else None


def _names(package: Package, module: str) -> list[str]:
    """Return what a module has: of one of the package, of the runtime, or of the standard library."""
    if module == RUNTIME:
        return public_names
    if own := package.tree.modules.get(module):
        prefix = f"{module}."
        inside = (name.removeprefix(prefix) for name in package.tree.modules if name.startswith(prefix))
        return [*own.bindings, *(name for name in inside if "." not in name)]
    is_standard = module.partition(".")[0] in sys.stdlib_module_names
    # What the checker has not imported itself, it doesn't import for this.
    return list(vars(sys.modules[module])) if is_standard and module in sys.modules else []


def _failing(package: Package, failure: Failure) -> Module | None:
    path = failure.place.path if failure.place else None
    return next((one for one in package.tree.modules.values() if one.path == path), None)


def _asked(package: Package, failure: Failure) -> Iterator[str]:
    """Yield the names that the failing ``from … import`` asks for."""
    module, line = _failing(package, failure), failure.place.line if failure.place else None
    for node in module.statements if module else ():
        if isinstance(node, ast.ImportFrom) and node.lineno == line:
            yield from (alias.name for alias in node.names)


def _statement(home: str, name: str) -> str:
    return f"from {home} import {name}"
