"""Puts together what the source of a component shows and what its import saw."""

from __future__ import annotations

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.import_report import Failure, ImportReport, Loaded
from pushcart_extensions.contract.kinds import EXTENSION


def with_import(component: Component, report: ImportReport) -> Component:
    """Return a component with what its import told, which fills the gaps of its source.

    Args:
        component: What the source shows.
        report: The package's import.
    """
    if component.kind is EXTENSION:
        return _with_imported_extension(component, report)
    loaded = report.stages.get(component.about)
    if loaded is None or loaded.facts is None:
        return component._replace(loaded=loaded)
    if component.facts is None:
        # Only running told which class it is; one that another module defines isn't this module's.
        own = loaded.facts.module == component.module.name
        facts = loaded.facts._replace(place=component.place) if own else None
    elif (loaded.facts.name, loaded.facts.module) == (component.facts.name, component.facts.module):
        facts = component.facts.filled_from(loaded.facts)
    else:
        facts = component.facts
    return component._replace(loaded=loaded, facts=facts)


def _with_imported_extension(component: Component, report: ImportReport) -> Component:
    seen = report.extensions.get(component.module.name)
    if seen is None:
        return component
    if isinstance(seen, Failure):
        return component._replace(loaded=Loaded(component.module.name, failure=seen))
    wanted = component.facts.name if component.facts else component.expected_class
    facts = next((facts for facts in seen if facts.name == wanted), None)
    found_by = "entry-point" if component.flags else "scan"
    loaded = Loaded(component.module.name, facts=facts, found_by=found_by)
    if facts is None:
        return component._replace(loaded=loaded)
    merged = component.facts.filled_from(facts) if component.facts else facts._replace(place=component.place)
    return component._replace(loaded=loaded, facts=merged)
