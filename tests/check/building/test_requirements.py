"""What a build requires and a Python lacks."""

from __future__ import annotations

import sys

import pytest

from pushcart_extensions.check.building.requirements import unmet


@pytest.mark.parametrize(
    ("requirements", "told"),
    [
        (["pytest"], []),
        (["no-such-thing>=2"], ["The build requires no-such-thing>=2, and there is no no-such-thing."]),
        (["!!", "no-such-thing; python_version < '3'"], []),
        ([], []),
    ],
)
def test_what_is_not_met_is_told(requirements: list[str], told: list[str]) -> None:
    assert list(map(str, unmet(requirements, sys.executable))) == told


@pytest.mark.parametrize("program", ["false", "true", "echo", "no-such-program"])
def test_where_a_python_does_not_answer_nothing_is_said_to_lack(program: str) -> None:
    assert list(unmet(["no-such-thing"], program)) == []
