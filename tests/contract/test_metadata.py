"""Feature-flag metadata: types and contradictions."""

from __future__ import annotations

import pytest

from pushcart_extensions.contract import metadata


def messages(values: dict[str, object]) -> list[str]:
    return [problem.message for problem in metadata.problems(values)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"provides": {"a"}, "uses": frozenset({"b"}), "needs": ["c"], "excludes": ("d",)},
        {"provides": None, "always": None},
        {"always": True, "never": False, "first": True, "last": False},
        {"uses": {"a"}, "provides": {"a"}},
    ],
)
def test_sound_metadata_has_no_problem(values: dict[str, object]) -> None:
    assert messages(values) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"provides": "rest_api"}, "provides is the string 'rest_api' where a set belongs: {'rest_api'}"),
        ({"needs": 3}, "needs is 3 where a set of strings belongs"),
        ({"uses": {3}}, "uses holds 3, which is no flag"),
        ({"signals": {" "}}, "signals holds ' ', which is no flag"),
        ({"always": 1}, "always is 1 where True or False belongs"),
    ],
)
def test_wrong_types_are_named(values: dict[str, object], expected: str) -> None:
    assert messages(values) == [expected]


@pytest.mark.parametrize(
    ("values", "attribute"),
    [
        ({"always": True, "never": True}, "always"),
        ({"first": True, "last": True}, "first"),
        ({"provides": {"a"}, "needs": {"a"}}, "needs"),
        ({"provides": {"a"}, "excludes": {"a"}}, "excludes"),
        ({"needs": {"a"}, "excludes": {"a"}}, "excludes"),
    ],
)
def test_contradictions_are_named(values: dict[str, object], attribute: str) -> None:
    (problem,) = metadata.problems(values)
    assert problem.contradiction
    assert problem.attribute == attribute
