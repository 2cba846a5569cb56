"""The order of stages and extensions, from their feature-flag metadata.

The attributes and their meaning are those of WebCore's "Extension Conventions and Best
Practices". The order is the given one wherever the metadata leave a choice.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from pushcart_extensions.errors import OrderingError, OrderingProblem
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.presence import metadata_problems, presence_problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    T = TypeVar("T")

_AFTER_FIRST = -2
_BEFORE_LAST = -1


def order(extensions: Iterable[T]) -> list[T]:
    """Return extensions in the order that their metadata ask for.

    Args:
        extensions: Classes or instances. Those with ``never`` are dropped, with all their flags.

    Returns:
        The same objects. Where the given order satisfies everything, it is unchanged; otherwise
        the next one is always the earliest given of those that may come next.

    Raises:
        OrderingError: Metadata of a wrong type or in contradiction, an unmet need, an exclusion,
            two classes that provide one flag (all of these at once), or a cycle.
    """
    # never wins over always, and what is never enabled can do no harm: it isn't judged at all.
    components = [
        component for component in map(Component, extensions) if component.metadata.get("never") is not True
    ]
    problems = [*metadata_problems(components), *presence_problems(components)]
    if problems:
        raise OrderingError(problems)
    # The targets are the objects given.
    return [components[index].target for index in arrange(components)]  # type: ignore[misc]


def arrange(components: Sequence[Component]) -> list[int]:
    """Return the positions of components in their order; flags that none of them provides count for nothing.

    Raises:
        OrderingError: There is a cycle.
    """
    graph = _graph(components)
    waits: dict[int, int] = {}
    after: dict[int, list[int]] = {node: [] for node in graph}
    ready = []
    for node, before in graph.items():
        waits[node] = len(before)
        if not before:
            ready.append(node)
        for one in before:
            after[one].append(node)
    heapify(ready)
    arranged: list[int] = []
    while ready:
        node = heappop(ready)
        # A barrier is smaller than every component: it falls as soon as it may.
        if node >= 0:
            arranged.append(node)
        for one in after[node]:
            waits[one] -= 1
            if not waits[one]:
                heappush(ready, one)
    if len(arranged) < len(components):
        raise OrderingError([_cycle(components, graph)])
    return arranged


def _graph(components: Sequence[Component]) -> dict[int, set[int]]:
    """Return what each component comes after.

    A barrier stands between all that are first and all that aren't, another before all that are
    last: edges for each pair would be quadratic.
    """
    by_flag: dict[str, list[int]] = {}
    for index, component in enumerate(components):
        for flag in component.provides:
            by_flag.setdefault(flag, []).append(index)
    graph: dict[int, set[int]] = {}
    for index, component in enumerate(components):
        before: set[int] = set()
        graph[index] = before
        for flags in (component.uses, component.needs):
            for flag in flags:
                if flag in by_flag and flag not in component.provides:
                    before.update(by_flag[flag])
    _add_barriers(graph, components)
    return graph


def _add_barriers(graph: dict[int, set[int]], components: Sequence[Component]) -> None:
    first = {index for index, component in enumerate(components) if component.metadata.get("first") is True}
    last = {index for index, component in enumerate(components) if component.metadata.get("last") is True}
    if first:
        for index, before in graph.items():
            if index not in first:
                before.add(_AFTER_FIRST)
        graph[_AFTER_FIRST] = first
    if last:
        graph[_BEFORE_LAST] = {index for index in range(len(components)) if index not in last}
        for index in last:
            graph[index].add(_BEFORE_LAST)


def _cycle(components: Sequence[Component], graph: Mapping[int, set[int]]) -> OrderingProblem:
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # A cycle is named with its first node again at the end, each before the next.
        nodes: list[int] = error.args[1][:-1]
    members = [components[node] for node in nodes if node >= 0]
    names = [member.name for member in members]
    start = names.index(min(names))
    turned = [*names[start:], *names[: start + 1]]
    why = [text for barrier, text in ((_AFTER_FIRST, "first"), (_BEFORE_LAST, "last")) if barrier in nodes]
    because = " and ".join(["uses, needs", *why]) if why else "uses and needs"
    message = f"there is no order for {' before '.join(turned)} (by {because})"
    return OrderingProblem("cycle", tuple(members), message)
