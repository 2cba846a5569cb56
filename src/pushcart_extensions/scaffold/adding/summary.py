"""What to tell of an addition: what was added, the files, plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold.add import Addition
from pushcart_extensions.scaffold.template.package import Component


def told(addition: Addition) -> str:
    """Return what was added, and the files that were made and changed."""
    return "\n".join(_lines(addition))


def facts(addition: Addition) -> dict[str, object]:
    """Return an addition as plain data for JSON."""
    return {
        "version": 1,
        "path": str(addition.path),
        "name": addition.distribution,
        "written": addition.written,
        "added": [_component(one) for one in addition.added],
        "present": [_component(one) for one in addition.present],
        "created": list(addition.created),
        "changed": list(addition.changed),
        "notices": list(addition.notices),
    }


def _lines(addition: Addition) -> Iterator[str]:
    if addition.present:
        yield f"{addition.distribution} has {_listed(addition.present)} already"
    if not addition.added:
        return
    yield f"Added to {addition.distribution}: {_listed(addition.added)}"
    yield ""
    for edit in sorted(addition.plan):
        yield f"  {'added' if edit.before is None else 'updated':<10}{edit.path}"


def _listed(components: Iterable[Component]) -> str:
    """Return components by kind: ``sources a, b; destination c``."""
    there = tuple(components)
    parts = []
    for kind in KINDS:
        keys = [component.key for component in there if component.kind == kind.name]
        if keys:
            parts.append(f"{kind.name if len(keys) == 1 else kind.folder} {', '.join(keys)}")
    return "; ".join(parts)


def _component(component: Component) -> dict[str, str]:
    return {
        "kind": component.kind,
        "key": component.key,
        "class": component.class_name,
        "module": component.module,
        "flag": component.flag,
    }
