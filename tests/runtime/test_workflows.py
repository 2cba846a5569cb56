"""Workflows: what they are made from, and what is made of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pushcart_extensions import (
    WorkflowError,
    WorkflowFileError,
    load_workflow,
)
from pushcart_extensions.runtime.workflows import plan_workflow

from .noted import noted
from .site import Site


def test_metadata_order_the_stages_within_their_kind(log: list[str]) -> None:
    workflow = load_workflow(
        {
            "sources": [{"type": "late", "name": "z"}, noted("m"), {"type": "early", "name": "a"}],
            "destinations": [{"type": "late", "name": "dz"}, noted("dm")],
        }
    )
    assert [vars(one)["name"] for one in workflow.sources] == ["a", "m", "z"]
    assert [vars(one)["name"] for one in workflow.destinations] == ["dm", "dz"]
    assert log[:2] == ["a init", "m init"]


def test_emit_reaches_the_extensions(log: list[str]) -> None:
    workflow = load_workflow({"application": {"extensions": {"watch": ["a"]}}})
    workflow.emit("start", workflow)
    assert log == ["start"]


def test_a_workflow_is_taken_from_a_path_a_stream_or_a_mapping(tmp_path: Path) -> None:
    text = "sources: [{type: rows, rows: [{a: 1}]}]\n"
    path = tmp_path / "w.yaml"
    path.write_text(text)
    given: list[object] = [
        path,
        str(path),
        io.StringIO(text),
        {"sources": [{"type": "rows", "rows": [{"a": 1}]}]},
    ]
    for one in given:
        (source,) = load_workflow(one).sources  # type: ignore[arg-type]
        assert source.get_increment() == [{"a": 1}]
    with pytest.raises(TypeError, match="a path, a text stream or a mapping"):
        load_workflow(3)  # type: ignore[arg-type]


def test_a_stream_is_named_in_errors() -> None:
    with pytest.raises(WorkflowError, match=r"^<stream>:1:1: "):
        load_workflow(io.StringIO("x: 1"))


@pytest.mark.parametrize(
    "make", [lambda path: path / "nowhere.yaml", lambda path: path, lambda path: path / "null\0byte"]
)
def test_a_file_that_cannot_be_read_is_an_error_of_the_environment(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    with pytest.raises(WorkflowFileError, match="can't be read") as caught:
        load_workflow(make(tmp_path))
    assert caught.value.exit_status == 2


def test_values_of_the_environment_reach_the_stage_and_no_plan(log: list[str]) -> None:
    given = {"sources": [noted("${WHO} ${MISSING:-there}")]}
    environment = {"WHO": "hunter2"}
    assert "hunter2" not in str(plan_workflow(given, environment=environment).as_dict())
    workflow = load_workflow(given, environment=environment)
    assert log == ["hunter2 there init"]
    assert workflow.redact("no hunter2 here") == "no ${WHO} here"


def test_a_constructors_error_says_whose_it_is(log: list[str]) -> None:
    with pytest.raises(ValueError, match="init") as caught:
        load_workflow({"sources": [noted("s", fail=["init"])]})
    assert caught.value.__notes__ == ["raised while source 'noted' was made (sources[0])"]
    assert log == ["s init"]


def test_an_instance_may_need_what_its_class_does_not_say(site: Site) -> None:
    text = """
from pushcart_extensions import SourceBase
class LateSource(SourceBase[int]):
    def __init__(self):
        self.needs = {"nowhere"}
    def get_increment(self): ...
"""
    site.source("pushcart-a", "late", text=text)
    with pytest.raises(WorkflowError, match="needs 'nowhere'"):
        load_workflow({"sources": ["late"]})


def test_a_plan_is_plain_data_whatever_yaml_holds() -> None:
    text = "sources: [{type: rows, rows: [{2024-01-02: 2024-01-02, 1: null, x: !!set {a}}]}]"
    (stage,) = json.loads(json.dumps(plan_workflow(io.StringIO(text)).as_dict()))["stages"]
    assert stage["options"] == {"rows": [{"2024-01-02": "2024-01-02", "1": None, "x": "!!set {'a'}"}]}
