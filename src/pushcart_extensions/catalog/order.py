"""The order in which installed components would come, and why each stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.contract.metadata import SETS
from pushcart_extensions.errors import OrderingError
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.ordering import arrange
from pushcart_extensions.runtime.presence import presence_problems, providers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pushcart_extensions.catalog.records import Described


class Step(NamedTuple):
    """One component in the order.

    Attributes:
        component: The component.
        position: Counted from 1; None for one that is never enabled.
        reasons: Why it stands there, each a clause.
    """

    component: Described
    position: int | None
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --order --format json`` prints."""
        return {
            "position": self.position,
            "kind": self.component.kind,
            "key": self.component.key,
            "distribution": self.component.distribution,
            "reasons": list(self.reasons),
        }


class Order(NamedTuple):
    """The order of all that is installed.

    Attributes:
        steps: Kind by kind, the components in their order; those never enabled after the others.
        problems: Why not all of them can be enabled together, each a sentence without its full stop.
    """

    steps: tuple[Step, ...]
    problems: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return what ``pushcart-list --order --format json`` prints."""
        steps = [step.as_dict() for step in self.steps]
        return {"version": 1, "order": steps, "problems": list(self.problems)}


def order_of(components: Sequence[Described]) -> Order:
    """Return the order of installed components.

    As in a workflow, who may be with whom is judged over all of them together, the order is that
    within each kind, and where metadata leave a choice the given order stays (in a workflow, that
    of its file). What keeps them from being enabled together is a problem and no error: a workflow
    that names some of them may be fine.
    """
    classes: dict[str, type] = {}
    chosen = [
        _Enabled(one, Component(classes.setdefault(one.target, _stand_in(one))))
        for one in components
        if not _is_never(one)
    ]
    everything = [each.known for each in chosen]
    problems = [problem.message for problem in presence_problems(everything)]
    by_flag = {
        flag: [next(each.one for each in chosen if each.known is known) for known in every]
        for flag, every in providers(everything).items()
    }
    steps: list[Step] = []
    for kind in KINDS:
        group = [each for each in chosen if each.one.kind == kind.name]
        try:
            positions = arrange([each.known for each in group])
        except OrderingError as error:
            problems.append(str(error))
            positions = []
        for place, position in enumerate(positions, 1):
            one = group[position].one
            steps.append(Step(one, place, tuple(_reasons(one, by_flag))))
        never = [one for one in components if one.kind == kind.name and _is_never(one)]
        steps += [Step(one, None, ("never enabled",)) for one in never]
    return Order(tuple(steps), tuple(problems))


class _Enabled(NamedTuple):
    one: Described
    known: Component


def _stand_in(one: Described) -> type:
    """Return a class that says of itself what a described one does; that one may be in another process."""
    said: dict[str, object] = {
        name: frozenset(value) if name in SETS else value for name, value in one.metadata.items()
    }
    said |= {name: property() for name in one.computed}
    return type(one.class_name, (), {"__module__": one.module, "__qualname__": one.class_name, **said})


def _is_never(one: Described) -> bool:
    return one.metadata.get("never") is True


def _reasons(one: Described, by_flag: dict[str, list[Described]]) -> Iterator[str]:
    if one.metadata.get("first") is True:
        yield "first: before all that are not"
    if one.metadata.get("last") is True:
        yield "last: after all that are not"
    for attribute in ("needs", "uses"):
        for flag in one.flags(attribute):
            others = [
                other.key for other in by_flag.get(flag, ()) if other is not one and other.kind == one.kind
            ]
            if others:
                yield f"after {' and '.join(others)}, since it {attribute} {flag!r}"
            elif attribute == "uses" and flag not in by_flag:
                yield f"uses {flag!r}, which nothing here provides"
    if one.metadata.get("always") is True:
        yield "always enabled"
