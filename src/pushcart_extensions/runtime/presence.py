"""Which components may be together: needs, excludes and flags that two of them provide."""

from __future__ import annotations

from pushcart_extensions.contract.metadata import MetadataProblem, problems
from pushcart_extensions.errors import OrderingProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pushcart_extensions.runtime.components import Component

    Providers = dict[str, list[Component]]


def metadata_problems(components: Sequence[Component]) -> Iterator[OrderingProblem]:
    """Yield what is wrong with each component's metadata by itself; a class is told of once."""
    seen: set[int] = set()
    for component in components:
        if component.target is not component.cls and id(component.cls) in seen:
            continue
        found: Iterable[MetadataProblem] = problems(component.metadata)
        if component.unreadable:
            found = [*found, *_unreadable(component)]
        for problem in found:
            yield OrderingProblem("metadata", (component,), f"{component.name}: {problem.message}")
            seen.add(id(component.cls))


def _unreadable(component: Component) -> Iterator[MetadataProblem]:
    for name, why in component.unreadable.items():
        yield MetadataProblem(name, f"{name} can't be read: {why}")


def providers(components: Sequence[Component]) -> Providers:
    """Return the components that provide each flag."""
    found: Providers = {}
    for component in components:
        for flag in component.provides:
            found.setdefault(flag, []).append(component)
    return found


def presence_problems(components: Sequence[Component]) -> Iterator[OrderingProblem]:
    """Yield each unmet need, each exclusion that isn't kept, and each flag with two providers.

    Components of one class (a stage that stands twice in a workflow) may provide a flag together.
    Where a component's flags are known to its instances alone, no need is called unmet.
    """
    by_flag = providers(components)
    complete = not any("provides" in component.computed for component in components)
    for flag in sorted((flag for flag, rivals in by_flag.items() if len(rivals) > 1), key=str):
        classes = {id(rival.cls): rival for rival in by_flag[flag]}
        if len(classes) > 1:
            names = " and ".join(rival.name for rival in classes.values())
            yield OrderingProblem(
                "provides",
                tuple(classes.values()),
                f"the flag {flag!r} is provided by {names}; leave one out",
                flag,
            )
    for component in components:
        if not component.needs and not component.excludes:
            continue
        for flag in sorted(component.needs, key=str):
            if complete and flag not in by_flag:
                hint = _who_provides(flag, components)
                yield OrderingProblem(
                    "needs",
                    (component,),
                    f"{component.name} needs {flag!r}, and nothing here provides it; {hint}",
                    flag,
                )
        for flag in sorted(component.excludes, key=str):
            others = [other for other in by_flag.get(flag, ()) if other is not component]
            if others:
                yield OrderingProblem(
                    "excludes",
                    (component, *others),
                    f"{component.name} can't be with {flag!r}, which {others[0].name} provides",
                    flag,
                )


def _who_provides(flag: str, components: Sequence[Component]) -> str:
    """Return the way out of an unmet need: the installed package that registers the flag."""
    from pushcart_extensions.contract.metadata import flags
    from pushcart_extensions.contract.suggestions import closest
    from pushcart_extensions.runtime.flags import known_flags, registrations

    namespaces = {group for one in components for group in flags(one.metadata, "extensions")}
    found = registrations(flag, namespaces)
    if found:
        return f"{' and '.join(sorted({each.distribution for each in found}))} would: add it"
    close = closest(flag, known_flags())
    return "no installed package would" + (f"; perhaps {close!r} is meant" if close else "")
