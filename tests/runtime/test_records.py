"""What records show of themselves, in a debugger or where a test fails."""

from __future__ import annotations

from pushcart_extensions import find_stage, load_workflow
from pushcart_extensions.errors import OrderingProblem, WorkflowProblem
from pushcart_extensions.runtime.components import Component
from pushcart_extensions.runtime.distributions import Distribution
from pushcart_extensions.runtime.flags import Registration
from pushcart_extensions.runtime.workflows import plan_workflow

WORKFLOW = {"sources": ["rows"], "destinations": ["console"]}


def test_a_record_shows_what_it_is() -> None:
    stage = find_stage("source", "rows")
    rows = "pushcart_extensions.runtime.sources.rows"
    shown = {
        repr(stage): f"<Stage source rows: {rows}:RowsSource of pushcart-extensions>",
        repr(Component(stage.load())): f"<Component {rows}.RowsSource>",
        repr(Distribution("pushcart-a", "/site", "")): "<Distribution pushcart-a in /site>",
        repr(Registration("a", "pushcart-a", "m:A")): "<Registration a: m:A of pushcart-a>",
        repr(plan_workflow(WORKFLOW).entries[0]): "<Entry source 'rows' at sources[0]>",
        repr(load_workflow(WORKFLOW)): "<Workflow 1 sources, 0 transformations, 1 destinations>",
        repr(OrderingProblem("needs", (), "no luck")): "<OrderingProblem needs: no luck>",
        repr(WorkflowProblem("sources", "no luck")): "<WorkflowProblem sources: no luck>",
    }
    assert list(shown) == list(shown.values())


def test_a_stage_is_told_in_json_by_its_fields() -> None:
    assert find_stage("destination", "console").as_dict() == {
        "kind": "destination",
        "key": "console",
        "distribution": "pushcart-extensions",
        "module": "pushcart_extensions.runtime.destinations.console",
        "class": "ConsoleDestination",
        "found_by": "entry-point",
    }
