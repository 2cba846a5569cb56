"""Rules that compare what the source says with what the import saw."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.facts import ClassFacts, is_alike
from pushcart_extensions.check.evidence.package import Imported
from pushcart_extensions.check.findings import Fault


def class_not_in_source(imported: Imported) -> Iterator[Fault]:
    """The import gives a class that no class statement of the module shows.

    A class that is made by a call, or put into the module from elsewhere, can't be read, by people or
    by tools, and what it does was not compared with its source. Write a class statement.
    """
    for component in imported.package.components:
        loaded = component.loaded
        if component.source is None and loaded and loaded.facts and component.about not in imported.blamed:
            yield Fault(
                f"{loaded.facts.name} is there when {component.module.name} is imported, "
                "and its source has no such class statement.",
                component.place,
                "Define it with a class statement.",
                component.about,
            )


def class_differs_from_source(imported: Imported) -> Iterator[Fault]:
    """A class is another at run time than its source says.

    Its bases, its methods or its metadata were changed after its definition, or something else stands
    under its name. Put into the class statement what the class is to be.
    """
    for component in imported.package.components:
        seen = component.loaded.facts if component.loaded else None
        source = component.source
        if source and seen and (source.name, source.module) == (seen.name, seen.module):
            differences = list(_differences(component, source, seen))
            if differences:
                yield Fault(
                    f"{source.name} differs at run time from its source: {', '.join(differences)}.",
                    source.place,
                    "Put into the class statement what the class is to be.",
                )


def exports_differ_from_source(imported: Imported) -> Iterator[Fault]:
    """``__all__`` is another at run time than the source says.

    Something changed it after its definition. Say in one place what the package exports.
    """
    for exporter in imported.package.exporters.values():
        seen = imported.report.exports.get(exporter.module.name)
        if exporter.source_names is None or seen is None:
            continue
        if set(seen.names or ()) != set(exporter.source_names):
            at_run_time = (
                "is missing" if seen.names is None else f"holds {', '.join(seen.names) or 'nothing'}"
            )
            yield Fault(
                f"At run time __all__ of {exporter.module.path} {at_run_time}, which is not what it says.",
                exporter.place,
                "Say in one place what the package exports.",
            )


def _differences(component: Component, source: ClassFacts, seen: ClassFacts) -> Iterator[str]:
    if source.complete and source.bases != seen.bases:
        yield f"it derives from {', '.join(sorted(seen.bases)) or 'none of the base classes'}"
    methods = (component.kind.method, "open", "close") if component.kind.method else ()
    for method in methods:
        if method in source.methods and method not in seen.methods:
            yield f"{method} is gone"
        read, found = source.methods.get(method), seen.methods.get(method)
        if read and found and read._replace(place=None) != found._replace(place=None):
            yield f"{method} has another signature"
    for name, value in source.metadata.items():
        if isinstance(value, str):
            # A string where a set belongs is told as that.
            continue
        if name not in seen.unknown and not is_alike(value, seen.metadata.get(name)):
            yield f"{name} is {seen.metadata.get(name)!r}"
