"""Every kind of stage, from its row in the contract to a run: a new row fails here until all is there."""

from __future__ import annotations

import inspect

import pytest

import pushcart_extensions
from pushcart_extensions import find_stage, load_workflow, testing
from pushcart_extensions.contract.kinds import STAGE_KINDS, Kind
from pushcart_extensions.runtime import bases, discovery

from .site import Site, stage

NOTES = "NOTES = []\n"
NOTING = """
from pushcart_extensions import {base}
from pushcart_notes import NOTES

class Noting{suffix}({base}):
    def {method}(self, *data):
        NOTES.append(({name!r}, *data))
        return {name!r}
"""

each_kind = pytest.mark.parametrize("kind", STAGE_KINDS, ids=lambda kind: kind.name)


@each_kind
def test_a_kind_has_a_public_base_class_with_its_method_to_be_defined(kind: Kind) -> None:
    base = getattr(pushcart_extensions, kind.base or "")
    assert base is vars(bases)[kind.base or ""]
    assert base.__abstractmethods__ == {kind.method}
    parameters = inspect.signature(getattr(base, kind.method or "")).parameters
    assert len(parameters) == 1 + kind.arity


@each_kind
def test_a_kind_has_a_public_function_that_gives_the_class_behind_a_key(kind: Kind) -> None:
    get = getattr(pushcart_extensions, f"get_{kind.name}")
    assert discovery.GETTERS[kind] is get


@each_kind
def test_a_kind_has_a_function_for_tests(kind: Kind) -> None:
    first, *_ = inspect.signature(getattr(testing, f"run_{kind.name}")).parameters
    assert first == "stage"


@each_kind
def test_a_stage_of_a_kind_is_found_by_its_group(site: Site, kind: Kind) -> None:
    name = f"Thing{kind.suffix}"
    site.module(f"pushcart_a/{kind.folder}/thing.py", stage(name, kind.name))
    site.metadata("pushcart-a", {str(kind.group): {"thing": f"pushcart_a.{kind.folder}.thing:{name}"}})
    assert discovery.GETTERS[kind]("thing").__name__ == name
    assert find_stage(kind.name, "thing").found_by == "entry-point"


def test_a_run_calls_the_stages_of_each_kind_in_turn_with_what_was_given_last(site: Site) -> None:
    (site.folder / "pushcart_notes.py").write_text(NOTES)
    for kind in STAGE_KINDS:
        facts = {"base": kind.base, "suffix": kind.suffix, "method": kind.method, "name": kind.name}
        site.module(f"pushcart_a/{kind.folder}/noting.py", NOTING.format(**facts))
    site.metadata("pushcart-a")
    workflow = load_workflow({kind.folder: ["noting"] for kind in STAGE_KINDS})
    result = workflow.run()
    expected: list[tuple[object, ...]] = []
    given = None
    for kind in STAGE_KINDS:
        expected.append((kind.name, *[given] * kind.arity))
        given = kind.name if kind.gives else given
    assert expected == __import__("pushcart_notes").NOTES
    assert [(one.kind, one.calls) for one in result.stages] == [(kind.name, 1) for kind in STAGE_KINDS]
    for kind in STAGE_KINDS:
        (only,) = getattr(workflow, kind.folder)
        assert type(only).__name__ == f"Noting{kind.suffix}"
