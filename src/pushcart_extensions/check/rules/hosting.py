"""Rules about what a host does with a component beyond its required method: options, state, signals."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import EXTENSION, INCREMENTS, SOURCE
from pushcart_extensions.contract.metadata import flags


def unreachable_option(component: Component) -> Iterator[Fault]:
    """An option of a stage can't be given in a workflow.

    The host passes the options of a stage as keyword arguments, ``type`` taken out, since that names
    the stage. So a parameter called ``type``, or one in front of a ``/``, never gets a value. Rename
    it, or take the ``/`` out.
    """
    if component.kind is EXTENSION or component.facts is None:
        return
    for argument, is_positional in _constructor_parameters(component):
        if is_positional or argument.arg == "type":
            column = component.module.column(argument.lineno, argument.col_offset)
            place = Place(component.module.path, argument.lineno, column, column + len(argument.arg))
            way_out = "Take the / behind it out" if is_positional else "Call it something else"
            yield Fault(
                f"A workflow can't give {argument.arg!r} to {component.facts.name}.", place, f"{way_out}."
            )


def uncallable_state_method(component: Component) -> Iterator[Fault]:
    """A source's ``get_state`` or ``set_state`` can't be called the way the host calls it.

    A source that remembers where it ended is asked with ``get_state()`` after its data are written,
    and told with ``set_state(state)`` before it reads again. Neither is awaited.
    """
    facts = component.facts
    if component.kind is not SOURCE or facts is None or not all(name in facts.methods for name in INCREMENTS):
        return
    yield from _uncallable(component, {name: arity for arity, name in enumerate(INCREMENTS)}, "state")


def lone_state_method(component: Component) -> Iterator[Fault]:
    """A source has one of ``get_state`` and ``set_state`` without the other.

    The host remembers where a source ended only if it can also tell it so; with one of the two every
    run is a full load. Define both, or neither.
    """
    facts = component.facts
    if component.kind is not SOURCE or facts is None or not facts.complete:
        return
    there = [name for name in INCREMENTS if name in facts.methods]
    if len(there) == 1:
        (other,) = (name for name in INCREMENTS if name not in there)
        signature = facts.methods[there[0]]
        place = (signature.place if signature else None) or facts.place
        yield Fault(f"{facts.name} has {there[0]} and no {other}.", place, f"Define {other} too.")


def uncallable_signal_method(component: Component) -> Iterator[Fault]:
    """An extension's method for a signal can't be called the way a workflow calls it.

    A workflow calls ``start(workflow)``, ``before(stage)``, ``after(stage)`` and ``stop(workflow)`` of
    each extension that has such a method, and awaits none. Take one argument, whatever its name;
    further ones need defaults.
    """
    if component.kind is not EXTENSION or component.facts is None:
        return
    from pushcart_extensions.runtime.signals import WORKFLOW_SIGNALS

    names = (signal.removeprefix("-") for signal in WORKFLOW_SIGNALS)
    yield from _uncallable(component, dict.fromkeys(names, 1), "about")


def wrong_signal(component: Component) -> Iterator[Fault]:
    """A name in ``signals`` can't be a signal.

    Who listens has a method of the signal's name, so it must be an identifier of Python, behind at
    most one hyphen that has the callbacks called in reverse. One signal can't be called in both
    orders, and those of the workflow, ``start``, ``before``, ``-after`` and ``-stop``, have theirs.
    """
    facts = component.facts
    signals = sorted(flags(facts.metadata, "signals")) if facts else ()
    if not facts or not signals:
        return
    from pushcart_extensions.runtime.signals import WORKFLOW_SIGNALS

    orders = {signal.removeprefix("-"): signal for signal in WORKFLOW_SIGNALS}
    place = facts.places.get("signals", facts.place)
    for signal in signals:
        name = signal.removeprefix("-")
        if not name.isidentifier() or keyword.iskeyword(name):
            yield Fault(
                f"{signal!r} in signals of {facts.name} can't be a method's name.",
                place,
                "Name it with letters and underscores.",
            )
        elif orders.setdefault(name, signal) != signal:
            message = f"{signal!r} in signals of {facts.name} is declared as {orders[name]!r} too."
            yield Fault(message, place, "Decide on one order.")


def extension_without_flag(component: Component) -> Iterator[Fault]:
    """A component of kind extension provides no flag.

    An extension has no key: a workflow names it by a flag, and only its flags are registered. Without
    one nothing can enable it, not even ``always``. Give it one, such as its class's name in snake
    case, and register that in ``web.extension``.
    """
    facts = component.facts
    if component.kind is not EXTENSION or facts is None or component.flags or "provides" in facts.unknown:
        return
    if (facts.complete or "provides" in facts.metadata) and not flags(facts.metadata, "provides"):
        flag = f"{component.key}_extension"
        yield Fault(
            f"{facts.name} provides no flag, so nothing can enable it.",
            facts.places.get("provides", facts.place),
            f'Write provides = {{"{flag}"}} and register {flag} in web.extension.',
        )


def never_on_stage(component: Component) -> Iterator[Fault]:
    """A stage sets ``never``.

    ``never`` keeps an extension from being enabled; a workflow that names such a stage is refused, and
    nothing else uses stages. Remove it, or the stage.
    """
    facts = component.facts
    if facts and component.kind is not EXTENSION and facts.metadata.get("never") is True:
        yield Fault(
            f"No workflow can use {facts.name}: it says never.",
            facts.places.get("never", facts.place),
            "Remove it, or the stage.",
        )


def _uncallable(component: Component, arities: dict[str, int], argument: str) -> Iterator[Fault]:
    """Yield a fault for each method that is there and can't be called with so many arguments."""
    facts = component.facts
    for method, arity in arities.items():
        signature = facts.methods.get(method) if facts else None
        if facts and signature and (signature.is_async or not signature.accepts(arity)):
            yield Fault(
                f"{facts.name}.{method} can't be called as {method}({argument if arity else ''}), "
                "which is what the host does.",
                signature.place or facts.place,
                f"Define it as def {method}(self{f', {argument}' if arity else ''}).",
            )


def _constructor_parameters(component: Component) -> Iterator[tuple[ast.arg, bool]]:
    """Yield the parameters of the constructor in a class's own body, and whether they are positional-only."""
    node = component.module.bindings.get(component.facts.name) if component.facts else None
    for statement in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            arguments = statement.args
            # The first is the instance, wherever it stands.
            positional = [(argument, True) for argument in arguments.posonlyargs]
            usual = [(argument, False) for argument in arguments.args]
            yield from [*positional, *usual][1:]
            yield from ((argument, False) for argument in arguments.kwonlyargs)
