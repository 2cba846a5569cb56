"""A catalog as JSON, and back: how it gets from one process to another."""

from __future__ import annotations

import json

from pushcart_extensions.catalog.records import Catalog, Described, Fault, Namesake, Option


def to_json(catalog: Catalog) -> str:
    """Return a catalog in one line of JSON, its records as lists."""
    return json.dumps(catalog)


def from_json(text: str) -> Catalog:
    """Return the catalog that ``to_json`` wrote."""
    stages, extensions, namespaces, faults, passed_over = json.loads(text)
    return Catalog(
        stages=tuple(map(_described, stages)),
        extensions=tuple(map(_described, extensions)),
        namespaces={name: tuple(Namesake(*one) for one in entries) for name, entries in namespaces.items()},
        faults=tuple(Fault(*one)._replace(distributions=tuple(one[2])) for one in faults),
        passed_over=tuple(passed_over),
    )


def _described(fields: list[object]) -> Described:
    # The fields are those that to_json had from a Described.
    one = Described(*fields)  # type: ignore[arg-type]
    return one._replace(
        names=tuple(one.names),
        options=tuple(Option(*option) for option in one.options),
        computed=tuple(one.computed),
    )
