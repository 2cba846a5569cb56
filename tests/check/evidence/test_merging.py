"""What the import of a component adds to its source."""

from __future__ import annotations

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.facts import ClassFacts
from pushcart_extensions.check.evidence.import_report import Failure, ImportReport, Loaded
from pushcart_extensions.check.evidence.merging import with_import
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import EXTENSION, SOURCE

NAME = "pushcart_shop.extensions.audit"
PATH = "pushcart_shop/extensions/audit.py"
COMPONENT = Component(EXTENSION, "audit", Module(NAME, PATH, is_package=False), None)
SEEN = ClassFacts("AuditExtension", NAME, Place(NAME), metadata={"first": True})


def merged(seen: tuple[ClassFacts, ...] | Failure | None, component: Component = COMPONENT) -> Component:
    return with_import(component, ImportReport("python", extensions={} if seen is None else {NAME: seen}))


def test_a_class_that_only_the_import_shows_stands_at_its_module() -> None:
    component = merged((SEEN,))
    assert component.facts == SEEN._replace(place=Place(PATH))
    assert component.loaded
    assert component.loaded.found_by == "scan"


def test_an_extension_that_the_import_does_not_show_stays_as_its_source_has_it() -> None:
    source = SEEN._replace(place=Place(PATH, 3, 7), metadata={})
    component = merged((SEEN._replace(name="Other"),), COMPONENT._replace(facts=source))
    assert component.facts == source
    assert component.loaded
    assert component.loaded.facts is None


def test_a_failure_is_kept_beside_the_source() -> None:
    failure = Failure("OSError", "no licence")
    component = merged(failure)
    assert component.loaded
    assert component.loaded.failure == failure


def test_what_the_import_did_not_get_to_is_as_before() -> None:
    assert merged(None) == COMPONENT


def test_a_class_that_stands_in_another_module_adds_nothing_to_the_source() -> None:
    source = ClassFacts("OrdersSource", "pushcart_shop.sources.orders", Place("orders.py", 3))
    component = Component(SOURCE, "orders", Module(source.module, "orders.py", is_package=False), source)
    loaded = Loaded(
        "pushcart_shop.other", facts=source._replace(module="pushcart_shop.other", abstract=frozenset({"x"}))
    )
    seen = with_import(component, ImportReport("python", stages={("source", "orders"): loaded}))
    assert (seen.facts, seen.loaded) == (source, loaded)
