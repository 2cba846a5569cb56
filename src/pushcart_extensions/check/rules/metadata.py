"""Rules about feature-flag metadata and its registration."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.remedies import AddEntryPoint, Fix, MakeSet, RemoveEntryPoint, RenameEntryPoint
from pushcart_extensions.contract.kinds import EXTENSION, FLAG_GROUP
from pushcart_extensions.contract.metadata import SETS, flags, problems
from pushcart_extensions.contract.names import default_flag
from pushcart_extensions.contract.suggestions import closest


def wrong_type(component: Component) -> Iterator[Fault]:
    """A metadata attribute holds a value of the wrong type.

    ``provides``, ``uses``, ``needs``, ``excludes``, ``extensions`` and ``signals`` are sets of
    strings, ``always``, ``never``, ``first`` and ``last`` are True or False. A string where a set
    belongs would be read letter by letter.
    """
    yield from _problems(component, contradiction=False)


def contradiction(component: Component) -> Iterator[Fault]:
    """Metadata contradict each other.

    ``always`` with ``never``, ``first`` with ``last``, a need or an exclusion of one's own flag, or
    of one flag both: no order and no choice satisfies them. Take one out.
    """
    yield from _problems(component, contradiction=True)


def list_for_set(component: Component) -> Iterator[Fault]:
    """A metadata attribute is a list or a tuple where a set says what is meant.

    Order and repetition mean nothing in these attributes. Write a set.
    """
    facts = component.facts
    if facts is None:
        return
    for name in SETS:
        value = facts.metadata.get(name)
        if isinstance(value, (list, tuple)):
            yield Fault(
                f"{name} of {facts.name} is a {type(value).__name__}, and a set is what is meant.",
                facts.places.get(name, facts.place),
                f"Write {_example(component, name)}.",
                fix=_as_set(component, name),
            )


def flag_not_registered(component: Component) -> Iterator[Fault]:
    """A flag in ``provides`` is not registered in the group ``web.extension``.

    Each flag is an entry point that leads to the class; a host resolves needs by these alone.
    Register it.
    """
    facts = component.facts
    if not facts or not component.registration_known:
        return
    # Of an entry point that leads nowhere another rule tells.
    registered = {point.name for point in (*component.flags, *component.lost)}
    for flag in sorted(flags(facts.metadata, "provides") - registered):
        yield Fault(
            f"{facts.name} provides {flag!r}, which is not registered in {FLAG_GROUP}.",
            facts.places.get("provides", facts.place),
            _way_to_register(component, flag),
            fix=_registering(component, flag),
        )


def flag_registered_not_provided(package: Package) -> Iterator[Fault]:
    """A flag is registered for a class whose ``provides`` doesn't hold it.

    The registration and the class must say the same. Add the flag to ``provides``, or remove the
    entry point.
    """
    for component in package.components:
        facts = component.facts
        if not facts or "provides" in facts.unknown or not (facts.complete or "provides" in facts.metadata):
            continue
        if isinstance(facts.metadata.get("provides"), (str, int, dict)):
            # Of a wrong type, which another rule says; what it means to provide can't be told.
            continue
        provided = flags(facts.metadata, "provides")
        for point in component.flags:
            if point.name not in provided:
                yield Fault(
                    f"{point.name} is registered for {facts.name}, which doesn't provide it.",
                    point.place,
                    f"Add {point.name!r} to provides of {facts.name}, or remove the entry point.",
                    fix=_deregistering(component, point.name),
                )


def flag_provided_twice(package: Package) -> Iterator[Fault]:
    """Two classes of the package provide one flag.

    A flag must lead to one provider, or whoever needs it can't tell which is meant. Rename one.
    """
    first: dict[str, str] = {}
    for component in package.components:
        facts = component.facts
        if facts is None:
            continue
        for flag in sorted(flags(facts.metadata, "provides")):
            if first.setdefault(flag, facts.name) != facts.name:
                yield Fault(
                    f"{facts.name} provides {flag!r}, which {first[flag]} provides too.",
                    facts.places.get("provides", facts.place),
                    "Give one of them another flag.",
                )


def always_on_stage(component: Component) -> Iterator[Fault]:
    """A stage sets ``always``.

    ``always`` enables an extension that nobody named; a stage takes part only where a workflow
    names it. Remove it, or make a component of kind extension.
    """
    facts = component.facts
    if facts and component.kind is not EXTENSION and facts.metadata.get("always") is True:
        yield Fault(
            f"always has no effect on {facts.name}: a stage runs where a workflow names it.",
            facts.places.get("always", facts.place),
            "Remove it.",
        )


def _problems(component: Component, *, contradiction: bool) -> Iterator[Fault]:
    facts = component.facts
    if facts is None:
        return
    for problem in problems(facts.metadata):
        if problem.contradiction is contradiction:
            way_out = f"Write {_example(component, problem.attribute)}."
            yield Fault(
                f"{facts.name}: {problem.message}.",
                facts.places.get(problem.attribute, facts.place),
                "Take one of the two out." if contradiction else way_out,
                fix=None if contradiction else _as_set(component, problem.attribute),
            )


def _as_set(component: Component, attribute: str) -> MakeSet | None:
    """Return the fix for an attribute that the class itself writes out as a list, a tuple or a flag."""
    facts = component.facts
    node = component.module.bindings.get(facts.name) if facts else None
    if facts is None or attribute not in SETS or not isinstance(node, ast.ClassDef):
        return None
    from pushcart_extensions.edits.python.set_attribute import (  # only a fault needs it
        attribute_value,
        is_mendable,
    )

    value = attribute_value(node.body, attribute)
    mendable = value is not None and is_mendable(value)
    return MakeSet(component.module.path, facts.name, attribute) if mendable else None


def _way_to_register(component: Component, flag: str) -> str:
    """Say how a flag is registered, or that it can't be."""
    # https://packaging.python.org/specifications/entry-points: what a name can't hold
    if flag != flag.strip() or flag.startswith(("[", "#", ";")) or "=" in flag or not flag.isprintable():
        return "Give it another name: an entry point can't be called so."
    is_bare = _is_plain(flag) and "." not in flag
    return f'Register it: {flag if is_bare else _quoted(flag)} = "{component.target}"'


def _registering(component: Component, flag: str) -> Fix | None:
    """Return the fix that registers a flag anew; none where an entry point is renamed to it."""
    facts = component.facts
    # What else an entry point's name may hold, installers read in different ways.
    if facts is None or component.moves_to or not _is_plain(flag) or flag in _meant(component).values():
        return None
    return AddEntryPoint(FLAG_GROUP, flag, f"{facts.module}:{facts.name}")


def _deregistering(component: Component, name: str) -> Fix | None:
    """Return the fix for a registered flag that the class doesn't provide, where it is plain.

    One that was meant to be a provided flag is renamed. Else it goes, unless it is what the component
    would be called: then ``provides`` is what lacks it.
    """
    facts = component.facts
    if facts is None or not facts.complete or name == default_flag(component.key, component.kind):
        return None
    meant = _meant(component).get(name)
    if meant is not None:
        return RenameEntryPoint(FLAG_GROUP, name, meant) if _is_plain(meant) else None
    # An extension is found by its flags alone: its last one stays.
    provided = flags(facts.metadata, "provides") & {point.name for point in component.flags}
    kept = component.kind is not EXTENSION or provided
    return RemoveEntryPoint(FLAG_GROUP, name) if kept else None


def _meant(component: Component) -> dict[str, str]:
    """Return the provided flags that entry points of a component were meant to name, by their names.

    A name that nothing provides stands for the unregistered flag that is like it; a single such name
    stands for a single unregistered flag.
    """
    facts = component.facts
    if facts is None or not facts.complete:
        return {}
    provided, registered = flags(facts.metadata, "provides"), [point.name for point in component.flags]
    wrong = [
        name
        for name in registered
        if name not in provided and name != default_flag(component.key, component.kind)
    ]
    lacking = sorted(provided - {*registered, *(point.name for point in component.lost)})
    meant: dict[str, str] = {}
    for name in wrong:
        near = closest(name, [flag for flag in lacking if flag not in meant.values()], 0.8)
        if near is not None:
            meant[name] = near
    return {wrong[0]: lacking[0]} if len(wrong) == len(lacking) == 1 else meant


def _is_plain(flag: str) -> bool:
    return flag.isascii() and flag.replace("_", "").replace("-", "").replace(".", "").isalnum()


def _example(component: Component, attribute: str) -> str:
    """Return an attribute as it should be written, with the flags that it holds where they can be told."""
    if attribute not in SETS:
        return f"{attribute} = True or False"
    value = component.facts.metadata.get(attribute) if component.facts else None
    # Several flags in one string are parted by commas or blanks, as nothing that is called so has them.
    meant = value.replace(",", " ").split() if isinstance(value, str) else value
    if meant in ([], (), {}) and not isinstance(value, str):
        return f"{attribute} = set()"
    items = sorted(meant, key=repr) if isinstance(meant, (set, frozenset)) else meant
    named = items if isinstance(items, (list, tuple, dict)) else ()
    held = list(dict.fromkeys(item for item in named if isinstance(item, str) and item.strip()))
    usual = default_flag(component.key, component.kind) if attribute == "provides" else "flag"
    return f"{attribute} = {{{', '.join(_quoted(item) for item in held or [usual])}}}"


def _quoted(flag: str) -> str:
    import json  # only a fault needs it

    # Of text that is printed JSON's quotes are Python's, and TOML's.
    return json.dumps(flag, ensure_ascii=False)
