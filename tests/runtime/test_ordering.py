"""The order of stages and extensions."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushcart_extensions import OrderingError, order

from .site import SOURCE_FOLDER, Site


def component(name: str, **metadata: object) -> type:
    return type(name, (), metadata)


def names(components: Sequence[object]) -> str:
    return "".join(one.__name__ if isinstance(one, type) else type(one).__name__ for one in components)


def given_as(*components: type) -> str:
    return names(order(components))


A, B, C = component("A", provides={"a"}), component("B", provides={"b"}), component("C", provides={"c"})


def test_without_metadata_the_given_order_stays() -> None:
    plain = [component(letter) for letter in "hgfedcba"]
    assert order(plain) == plain


@pytest.mark.parametrize("attribute", ["uses", "needs"])
def test_a_component_comes_after_what_it_asks_for(attribute: str) -> None:
    assert given_as(component("X", **{attribute: {"b"}}), A, B, C) == "ABXC"


def test_what_is_used_need_not_be_there() -> None:
    assert given_as(component("X", uses={"nowhere"}), A) == "XA"


def test_first_and_last() -> None:
    last, first = component("L", last=True), component("F", first=True)
    assert given_as(last, A, first, B) == "FABL"


def test_flags_order_those_that_are_first_and_those_that_are_last() -> None:
    one = component("1", first=True, needs={"two"})
    two = component("2", first=True, provides={"two"})
    three = component("3", last=True, uses={"four"})
    four = component("4", last=True, provides={"four"})
    assert given_as(three, one, A, four, two) == "21A43"


def test_all_first_and_all_last_are_no_constraint() -> None:
    assert given_as(component("X", first=True), component("Y", first=True)) == "XY"
    assert given_as(component("X", last=True), component("Y", last=True)) == "XY"


def test_never_drops_a_component_with_its_flags() -> None:
    gone = component("G", provides={"g"}, never=True, always=True)
    assert given_as(A, gone) == "A"
    with pytest.raises(OrderingError, match="needs 'g'"):
        order([component("X", needs={"g"}), gone])
    assert given_as(component("X", excludes={"g"}), gone) == "X"


def test_a_use_of_ones_own_flag_says_nothing() -> None:
    assert given_as(component("X", uses={"x"}, provides={"x"}), A) == "XA"


def test_the_same_class_twice_is_no_rivalry() -> None:
    assert given_as(component("X", uses={"a"}), A, A) == "AAX"


def test_instances_may_know_more_than_their_class() -> None:
    class Late:
        def __init__(self, flag: str) -> None:
            self.uses = {flag}

    late = Late("b")
    assert order([late, A, B]) == [A, B, late]


def test_lists_tuples_and_none_count_as_sets() -> None:
    assert given_as(component("X", uses=["a"], needs=("b",), excludes=None), A, B) == "ABX"


@pytest.mark.parametrize(
    ("components", "rule", "words"),
    [
        ([component("X", needs={"nowhere"})], "needs", ["X", "'nowhere'", "no installed package would"]),
        ([component("X", excludes={"a"}), A], "excludes", ["X", "'a'", ".A provides"]),
        ([A, component("X", provides={"a"})], "provides", ["'a'", ".A", ".X"]),
        ([component("X", needs={"x"}, provides={"x"})], "metadata", ["X", "own flag 'x'"]),
        ([component("X", excludes={"x"}, provides={"x"})], "metadata", ["X", "own flag 'x'"]),
        ([component("X", first=True, last=True)], "metadata", ["first and last"]),
        ([component("X", uses="a"), A], "metadata", ["string 'a'", "{'a'}"]),
        ([component("X", provides=3)], "metadata", ["provides is", "set of strings"]),
        ([component("X", first="yes")], "metadata", ["'yes'"]),
        (
            [component("X", provides={"x"}, needs={"y"}), component("Y", provides={"y"}, uses={"x"})],
            "cycle",
            [".X before", ".Y before"],
        ),
        ([A, component("X", first=True, uses={"a"})], "cycle", [".A", ".X", "first"]),
        (
            [component("X", last=True, provides={"x"}), component("Y", needs={"x"})],
            "cycle",
            [".X", ".Y", "last"],
        ),
    ],
)
def test_what_cannot_be_is_said(components: list[type], rule: str, words: list[str]) -> None:
    with pytest.raises(OrderingError) as caught:
        order(components)
    assert [problem.rule for problem in caught.value.problems] == [rule]
    for word in words:
        assert word in str(caught.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = [
        component("X", needs={"one", "two"}),
        component("Y", uses="a"),
        component("Z", excludes={"a"}),
        A,
    ]
    with pytest.raises(OrderingError) as caught:
        order(wrong)
    assert [problem.rule for problem in caught.value.problems] == ["metadata", "needs", "needs", "excludes"]


def test_a_longer_cycle_names_its_members_and_no_others() -> None:
    ring = [component(f"R{n}", provides={f"r{n}"}, needs={f"r{(n + 1) % 5}"}) for n in range(5)]
    with pytest.raises(OrderingError) as caught:
        order([A, *ring, B])
    (problem,) = caught.value.problems
    assert {one.cls for one in problem.components} == set(ring)


def test_an_unmet_need_names_the_package_that_would_meet_it(site: Site) -> None:
    site.metadata("pushcart-helpful", {"web.extension": {"wanted": "pushcart_helpful:X"}})
    site.metadata("engine", {"thing.engine": {"special": "engine:X"}})
    with pytest.raises(OrderingError, match="pushcart-helpful would"):
        order([component("X", needs={"wanted"})])
    with pytest.raises(OrderingError, match="perhaps 'wanted' is meant"):
        order([component("X", needs={"wantd"})])
    with pytest.raises(OrderingError, match="no installed package would"):
        order([component("X", needs={"special"})])
    with pytest.raises(OrderingError, match="; engine would: add it"):
        order([component("X", needs={"special"}, extensions={"thing.engine"})])


FLAGS = [f"f{number}" for number in range(8)]


@st.composite
def components(draw: st.DrawFn) -> list[type]:
    made = []
    for number, flag in enumerate(draw(st.permutations(FLAGS))):
        made.append(
            component(
                f"C{number}",
                provides={flag},
                uses=draw(st.sets(st.sampled_from(FLAGS), max_size=2)),
                needs=draw(st.sets(st.sampled_from([one for one in FLAGS if one != flag]), max_size=1)),
                first=draw(st.booleans()) and draw(st.booleans()),
                last=False,
            )
        )
    for one in made:
        one.last = not one.first and draw(st.booleans()) and draw(st.booleans())  # type: ignore[attr-defined]
    return made


def must_precede(one: type, other: type) -> bool:
    """Tell, from the conventions' words alone, whether ``one`` comes before ``other``."""
    asked = set(vars(other)["uses"]) | set(vars(other)["needs"])
    return (
        bool(vars(one)["provides"] & asked - vars(other)["provides"])
        or (vars(one)["first"] and not vars(other)["first"])
        or (vars(other)["last"] and not vars(one)["last"])
    )


@given(components())
def test_an_order_keeps_every_constraint_or_there_is_a_cycle(given_order: list[type]) -> None:
    try:
        found = order(given_order)
    except OrderingError as error:
        (problem,) = error.problems
        ring = [one.cls for one in problem.components]
        assert problem.rule == "cycle"
        assert len(ring) > 1
        assert all(must_precede(one, other) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True))
        return
    assert sorted(map(id, found)) == sorted(map(id, given_order))
    for position, one in enumerate(found):
        assert not any(must_precede(later, one) for later in found[position + 1 :])
    assert order(found) == found


@given(components(), st.randoms(use_true_random=False))
def test_an_order_that_satisfies_everything_is_left_alone(
    given_order: list[type], chance: random.Random
) -> None:
    left, arranged = list(given_order), []
    while left:
        free = [
            one for one in left if not any(must_precede(other, one) for other in left if other is not one)
        ]
        if not free:
            return
        arranged.append(chance.choice(free))
        left.remove(arranged[-1])
    assert order(arranged) == arranged


def test_a_chain_of_a_thousand_is_ordered() -> None:
    chain = [component(f"N{n}", provides={f"n{n}"}, needs={f"n{n + 1}"}) for n in range(1000)]
    chain.append(component("N1000", provides={"n1000"}))
    assert order(chain) == chain[::-1]


def test_what_is_wrong_with_a_class_is_said_once_for_all_its_instances() -> None:
    class Odd:
        provides = "text"

    with pytest.raises(OrderingError) as caught:
        order([Odd(), Odd()])
    assert len(caught.value.problems) == 1


def test_the_order_is_the_same_in_every_process() -> None:
    code = f"""
import sys; sys.path.insert(1, {str(SOURCE_FOLDER)!r})
from pushcart_extensions import order
made = [type(f"C{{n}}", (), dict(
    provides={{f"f{{n}}", f"g{{n}}"}}, first=n > 27,
    uses={{f"f{{n + 3}}", f"g{{n + 1 + n % 4}}"}} if n % 3 else set(),
)) for n in range(30)]
print([one.__name__ for one in order(made)])
"""
    outputs = {
        subprocess.run(
            [sys.executable, "-B", "-c", code],
            env={"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(outputs) == 1
    assert "C29" in outputs.pop()


def test_flags_of_mixed_types_are_told_of_and_no_crash() -> None:
    with pytest.raises(OrderingError, match="holds 3, which is no flag"):
        order([component("X", needs={3, "a"}, excludes={None, "b"}, provides={3, "c"}), A])
