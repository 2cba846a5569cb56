"""Rules about a stage's class: its base, its methods, its constructor."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault, Place
from pushcart_extensions.contract.kinds import EXTENSION, LIFECYCLE

_TESTS = frozenset({"conftest", "test", "testing", "tests"})


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
    instantiated.
    """
    kind, facts = component.kind, component.facts
    if not facts or kind.method is None or (kind.base not in facts.bases):
        return
    abstract = set(facts.abstract)
    if facts.complete and kind.method not in facts.methods:
        abstract.add(kind.method)
    for method in sorted(abstract):
        arguments = "self, data" if method == kind.method and kind.arity else "self"
        yield Fault(f"{facts.name} has no {method}().", facts.place, f"Define {method}({arguments}).")


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

    Every option should have a sensible default, so that naming the stage is enough to use it.
    Where there can be none, check for it in ``open`` with a message that helps.
    """
    facts = component.facts
    if not facts or facts.constructor is None or facts.constructor.accepts(0):
        return
    what = "options" if component.kind is not EXTENSION else "arguments"
    yield Fault(
        f"{facts.name} can't be made without {what}.",
        facts.constructor.place or facts.place,
        "Give every parameter of __init__ a default.",
    )


def _is_test(name: str) -> bool:
    """Tell whether a module's name is one that pytest looks for, or that of a folder of tests."""
    return name in _TESTS or name.startswith("test_") or name.endswith("_test")
