"""What to tell of an addition: what was added, the files, plain data."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.scaffold.add import Addition
from pushcart_extensions.scaffold.template.package import listed


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
        "added": [one.facts for one in addition.added],
        "present": [one.facts for one in addition.present],
        "created": list(addition.created),
        "changed": list(addition.changed),
        "notices": list(addition.notices),
    }


def _lines(addition: Addition) -> Iterator[str]:
    if addition.present:
        yield f"{addition.distribution} has {listed(addition.present)} already"
    if not addition.added:
        return
    yield f"Added to {addition.distribution}: {listed(addition.added)}"
    yield ""
    for edit in sorted(addition.plan):
        yield f"  {'added' if edit.before is None else 'updated':<10}{edit.path}"
