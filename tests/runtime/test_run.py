"""What a run of a workflow does."""

from __future__ import annotations

import pytest

from pushcart_extensions import (
    SharedIteratorError,
    load_workflow,
)

from .noted import noted
from .site import Site


def full(**options: object) -> dict[str, object]:
    return {
        "sources": [noted("s1", **options), noted("s2")],
        "transformations": [noted("t")],
        "destinations": [noted("d1"), noted("d2")],
    }


def test_a_run_goes_source_by_source_and_closes_in_reverse(log: list[str]) -> None:
    workflow = load_workflow(full())
    log.clear()
    result = workflow.run()
    assert log == [
        *("s1 open", "s2 open", "t open", "d1 open", "d2 open"),
        *("s1 get", "t transform", "d1 write", "d2 write"),
        *("s2 get", "t transform", "d1 write", "d2 write"),
        *("d2 close", "d1 close", "t close", "s2 close", "s1 close"),
    ]
    assert [(stage.kind, stage.key, stage.status, stage.calls) for stage in result.stages] == [
        ("source", "noted", "ok", 1),
        ("source", "noted", "ok", 1),
        ("transformation", "noted", "ok", 2),
        ("destination", "noted", "ok", 2),
        ("destination", "noted", "ok", 2),
    ]
    assert result.status == "ok"
    assert result.failed is None
    assert result.seconds >= sum(stage.seconds for stage in result.stages) > 0
    assert result is workflow.result


@pytest.mark.usefixtures("log")
def test_a_workflow_without_destinations_runs_with_a_warning() -> None:
    workflow = load_workflow({"sources": [noted("s")], "transformations": [noted("t")]})
    assert workflow.run().as_dict()["warnings"] == [
        "there is no destination, so what the sources give is dropped"
    ]
    assert load_workflow({"destinations": [noted("d")]}).run().warnings == ()
    assert load_workflow(full()).run().warnings == ()


def test_a_workflow_runs_again(log: list[str]) -> None:
    workflow = load_workflow(full())
    first = workflow.run()
    log.clear()
    assert workflow.run() is not first
    assert log.count("s1 open") == log.count("s1 close") == 1


def test_the_data_go_through(site: Site) -> None:
    site.module(
        "pushcart_test/transformations/double.py",
        """
        from pushcart_extensions import TransformationBase
        class DoubleTransformation(TransformationBase[list[int]]):
            def transform(self, data):
                return [2 * one for one in data]
        """,
    )
    site.module(
        "pushcart_test/destinations/keep.py",
        """
        from pushcart_extensions import DestinationBase
        class KeepDestination(DestinationBase[object]):
            def __init__(self):
                self.kept = []
            def write(self, data):
                self.kept.append(data)
        """,
    )
    site.source(
        "pushcart-test",
        "numbers",
        text="""
    from pushcart_extensions import SourceBase
    class NumbersSource(SourceBase[list[int]]):
        def __init__(self, count=2):
            self.count = count
        def get_increment(self):
            return list(range(self.count))
    """.replace("\n    ", "\n"),
    )
    workflow = load_workflow(
        {
            "sources": ["numbers", {"type": "numbers", "count": 3}],
            "transformations": ["double", "double"],
            "destinations": ["keep", "keep"],
        }
    )
    workflow.run()
    assert [vars(one)["kept"] for one in workflow.destinations] == [[[0, 4], [0, 4, 8]]] * 2


def test_the_extensions_hear_of_everything(log: list[str]) -> None:
    application = {"application": {"extensions": {"watch": None}}}
    workflow = load_workflow({"sources": [noted("s")], "destinations": [noted("d")], **application})
    log.clear()
    workflow.run()
    assert log == [
        *("start", "s open", "d open"),
        *("before s", "s get", "after s", "before d", "d write", "after d"),
        *("d close", "s close", "stop"),
    ]


@pytest.mark.parametrize(
    ("failing", "expected"),
    [
        ("open", ["s open", "stop"]),
        ("get", ["s open", "d open", "before s", "s get", "d close", "s close", "stop"]),
        ("close", ["s open", "d open", "before s", "s get", "after s", "before d", "d write", "after d"]),
    ],
)
@pytest.mark.parametrize("error", ["ValueError", "KeyboardInterrupt", "SystemExit"])
def test_what_was_opened_is_closed_after_a_failure(
    log: list[str], failing: str, expected: list[str], error: str
) -> None:
    workflow = load_workflow(
        {
            "sources": [noted("s", fail={failing: error})],
            "destinations": [noted("d")],
            "application": {"extensions": {"watch": None}},
        }
    )
    log.clear()
    with pytest.raises(BaseException, match=failing) as caught:
        workflow.run()
    assert type(caught.value).__name__ == error
    assert log[: len(expected) + 1] == ["start", *expected]
    assert log[-1] == "stop"
    if failing == "close":
        assert log[-3:-1] == ["d close", "s close"]
    assert workflow.result is not None
    assert workflow.result.status == "failed"
    failed = workflow.result.failed
    assert failed is not None
    assert failed.failed_in == {"get": "get_increment"}.get(failing, failing)
    assert failed.label == "source 'noted'"


def test_the_first_error_is_raised_and_later_ones_are_notes(log: list[str]) -> None:
    workflow = load_workflow(
        {
            "sources": [noted("s", fail=["get", "close"])],
            "destinations": [noted("d", fail=["close"])],
            "application": {"extensions": {"watch": {"fail": ["stop"]}}},
        }
    )
    with pytest.raises(ValueError, match="get") as caught:
        workflow.run()
    assert caught.value.__notes__ == [
        "raised by source 'noted' in get_increment (sources[0])",
        "also: ValueError: close",
        "also: ValueError: close",
        "also: ValueError: stop",
    ]
    assert log[-3:] == ["d close", "s close", "stop"]


def test_ctrl_c_while_closing_outranks_the_error_before_it(log: list[str]) -> None:
    fail = {"get": "ValueError", "close": "KeyboardInterrupt"}
    workflow = load_workflow({"sources": [noted("s", fail=fail), noted("other")]})
    with pytest.raises(KeyboardInterrupt) as caught:
        workflow.run()
    assert caught.value.__notes__ == [
        "raised by source 'noted' in close (sources[0])",
        "also: ValueError: get",
    ]
    assert log[-2:] == ["other close", "s close"]


def test_a_failure_at_start_opens_nothing_and_still_stops(log: list[str]) -> None:
    workflow = load_workflow(
        {
            "sources": [noted("s")],
            "application": {"extensions": {"watch": {"fail": ["start"]}}},
        }
    )
    log.clear()
    with pytest.raises(ValueError, match="start"):
        workflow.run()
    assert log == ["start", "stop"]


def test_a_workflow_without_sources_runs_nothing(log: list[str]) -> None:
    workflow = load_workflow({"destinations": [noted("d")]})
    log.clear()
    result = workflow.run()
    assert log == []
    assert [stage.status for stage in result.stages] == ["not run"]
    assert result.status == "ok"


def test_an_iterator_for_two_destinations_is_refused(log: list[str]) -> None:
    once = noted("s", data="once")
    load_workflow({"sources": [once], "destinations": [noted("d")]}).run()
    workflow = load_workflow({"sources": [once], "destinations": [noted("d1"), noted("d2")]})
    log.clear()
    with pytest.raises(SharedIteratorError, match=r"source 'noted' returned a str.*iterator.*list\(\.\.\.\)"):
        workflow.run()
    assert "d1 write" not in log
    assert log[-1] == "s close"


def test_an_iterator_from_a_transformation_is_refused_likewise(log: list[str]) -> None:
    sections = {"sources": [noted("s", data="once")], "transformations": [noted("t")]}
    load_workflow(sections | {"destinations": [noted("d")]}).run()
    workflow = load_workflow(sections | {"destinations": [noted("d1"), noted("d2")]})
    log.clear()
    with pytest.raises(SharedIteratorError, match=r"transformation 'noted' returned .* for 2 stages"):
        workflow.run()
    assert "t transform" in log
    assert "d1 write" not in log


def test_listeners_take_part_after_the_extensions(log: list[str]) -> None:
    class Listener:
        def before(self, stage: object) -> None:
            log.append(f"listener {workflow.label(stage)}")

    workflow = load_workflow({"sources": [noted("s")], "application": {"extensions": {"watch": None}}})
    log.clear()
    workflow.run(listeners=[Listener()])
    assert log[:5] == ["start", "s open", "before s", "listener source 'noted'", "s get"]


def test_a_result_is_data(log: list[str]) -> None:
    result = load_workflow({"sources": [noted("s")]}).run()
    data = result.as_dict()
    assert isinstance(data["stages"], list)
    assert data["version"] == 1
    assert {key: data["stages"][0][key] for key in ("kind", "type", "place", "status", "calls")} == {
        "kind": "source",
        "type": "noted",
        "place": "sources[0]",
        "status": "ok",
        "calls": 1,
    }
    assert log[-1] == "s close"
