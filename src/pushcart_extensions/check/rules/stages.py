"""Rules about a stage's class: its base, its methods, its constructor."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.source_tree import TESTS
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import EXTENSION, INCREMENTS, LIFECYCLE
from pushcart_extensions.contract.suggestions import closest

_OF_OTHER_USE = frozenset({*LIFECYCLE, *INCREMENTS, "__init__", "__new__"})
_SLIPS = {
    "get_increment": ("get_data", "get_rows", "get", "read", "fetch", "extract", "load", "run"),
    "transform": ("apply", "process", "map", "convert", "run", "__call__"),
    "write": ("write_data", "save", "store", "load", "put", "send", "export", "run"),
}
"""What people call the method that the host calls, the likeliest first."""


def module_without_stage(package: Package) -> Iterator[Fault]:
    """A public module in a stage folder holds no stage.

    Its name looks like a key and leads to nothing. Put an underscore in front of a module that
    only helps others, and tests beside the package: here they would be installed with it.
    """
    for component in package.components:
        if component.facts is None and not component.module.problem and not component.dynamic:
            path, key, folder = component.module.path, component.key, component.kind.folder
            if _is_test(key):
                message = f"{path} is no {component.kind.name}, and its name in {folder}/ is a key."
                hint = "Move the tests out of the import package, to tests/ in the package's own folder."
            else:
                message = f"{path} holds no {component.kind.name}."
                private = f"_{key}/" if component.module.is_package else f"_{key}.py"
                hint = f"Define {component.expected_class} there, or rename it to {private}."
            yield Fault(message, Place(path), hint, component.about)


def wrong_base_class(component: Component) -> Iterator[Fault]:
    """A stage's class doesn't derive from the base class of its kind.

    Discovery takes subclasses of ``SourceBase``, ``TransformationBase`` or ``DestinationBase`` only,
    directly or through classes between. Derive from the base class of the folder that it stands in.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.base is None or kind.base in facts.bases or not facts.complete:
        return
    other = f" but from {', '.join(sorted(facts.bases))}" if facts.bases else ""
    yield Fault(
        f"{facts.name} doesn't derive from {kind.base}{other}.",
        facts.place,
        f"Write class {facts.name}({kind.base}), with from pushcart_extensions import {kind.base}.",
    )


def missing_method(component: Component) -> Iterator[Fault]:
    """A stage lacks the method that the host calls.

    A source has ``get_increment(self)``, a transformation ``transform(self, data)``, a destination
    ``write(self, data)``; an abstract method that nothing implements keeps a class from being
    instantiated. A method that is nearly called so, or that slid out of the class by its indentation, is
    named.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.method is None or (kind.base not in facts.bases):
        return
    abstract = set(facts.abstract)
    if facts.complete and kind.method not in facts.methods:
        abstract.add(kind.method)
    for method in sorted(abstract):
        yield Fault(f"{facts.name} has no {method}().", facts.place, _way_to_method(component, facts, method))


def uncallable_method(component: Component) -> Iterator[Fault]:
    """A method of a stage can't be called the way the host calls it.

    The host calls ``get_increment()``, ``transform(data)``, ``write(data)``, ``open()`` and
    ``close()``. Further parameters need defaults; the name of ``data`` is free.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.method is None:
        return
    for method, arity in ((kind.method, kind.arity), *((name, 0) for name in LIFECYCLE)):
        signature = facts.methods.get(method)
        if signature and not signature.is_method:
            yield Fault(
                f"{facts.name}.{method} is no method, and the host calls it.",
                signature.place or facts.place,
                f"Define it with def {method}(self{', data' if arity else ''}).",
            )
        elif signature and not signature.accepts(arity):
            call = f"{method}({'data' if arity else ''})"
            wanted = f"{method}(self{', data' if arity else ''})"
            yield Fault(
                f"{facts.name}.{method} can't be called as {call}, which is what the host does.",
                signature.place or facts.place,
                f"Define it as {wanted}; give further parameters a default.",
            )


def async_method(component: Component) -> Iterator[Fault]:
    """A method that the host calls is ``async``.

    The host doesn't await: it would pass a coroutine on as data. Run the loop inside, with
    ``asyncio.run(...)``.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.method is None:
        return
    for method in (kind.method, *LIFECYCLE):
        signature = facts.methods.get(method)
        if signature and signature.is_async:
            yield Fault(
                f"{facts.name}.{method} is async, and the host doesn't await it.",
                signature.place or facts.place,
                "Make it a plain method that calls asyncio.run(...).",
            )


def generator_method(component: Component) -> Iterator[Fault]:
    """A method that the host calls for what it does has a ``yield``.

    Calling it then only makes a generator, which nobody iterates: nothing is written. A source or a
    transformation may yield, since what it returns is what counts. Take the ``yield`` out.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.method is None:
        return
    done = LIFECYCLE if kind.gives else (*LIFECYCLE, kind.method)
    for method in done:
        signature = facts.methods.get(method)
        if signature and signature.is_generator and not signature.is_async:
            yield Fault(
                f"{facts.name}.{method} has a yield, so that calling it does nothing.",
                signature.place or facts.place,
                "Take the yield out.",
            )


def constructor_needs_configuration(component: Component) -> Iterator[Fault]:
    """A component can't be instantiated without configuration.

    Every option should have a sensible default, so that naming the stage is enough to use it, and it can
    be made without any to be looked at. Where there can be none, let it be None, and let ``open``, or
    ``start`` of an extension, raise an error that says which option must be given.
    """
    facts = component.facts
    if not facts or facts.constructor is None or facts.constructor.accepts(0):
        return
    what, where = ("options", "open()") if component.kind is not EXTENSION else ("arguments", "start()")
    yield Fault(
        f"{facts.name} can't be made without {what}.",
        facts.constructor.place or facts.place,
        f"Give every parameter of __init__ a default: None for what must be given, and an error in {where} "
        "that says so.",
    )


def _way_to_method(component: Component, facts: ClassFacts, method: str) -> str:
    """Say how a class gets a method that it lacks: from one that was meant to be it, else anew."""
    kind, is_host_s = component.kind, method == component.kind.method
    wanted = f"{method}({'self, data' if is_host_s and kind.arity else 'self'})"
    if (line := _slid_out(component.module, method)) is not None:
        return f"Indent def {method} in line {line}: there it is no part of the class."
    others = [name for name in facts.methods if name not in _OF_OTHER_USE and name != method]
    if near := closest(method, others, 0.75):
        return f"Rename {near}() to {wanted}."
    meant = [name for name in _SLIPS.get(method, ()) if name in others] if is_host_s else []
    return f"Define {wanted}, or rename {meant[0]}() to it if it does that." if meant else f"Define {wanted}."


def _slid_out(module: Module, name: str) -> int | None:
    """Return the line of a function that its indentation put behind a class, and not into it."""
    node = module.bindings.get(name)
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    parameters = [*node.args.posonlyargs, *node.args.args]
    return node.lineno if parameters and parameters[0].arg == "self" else None


def _is_test(name: str) -> bool:
    """Tell whether a module's name is one that pytest looks for, or that of a folder of tests."""
    return name in TESTS or name.startswith("test_") or name.endswith("_test")
