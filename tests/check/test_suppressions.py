"""``# noqa: PCE203`` on a line of Python or TOML."""

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions.check.evidence.instructions import (
    Suppression,
    python_suppressions,
    toml_suppressions,
)
from pushcart_extensions.check.findings import Finding, Severity
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.suppressions import suppressed

PYPROJECT = "pyproject.toml"
SOURCE = "src/pushcart_shop/sources/orders.py"
CLASS = "class OrdersSource(SourceBase):"


def codes(report: Any) -> list[str]:
    return [finding.code for package in report.packages for finding in package.findings]


SUPPRESSED = [
    "# noqa: PCE203",
    "#noqa:PCE203",
    "# NOQA : PCE203 - the host knows it by this name",
    "# noqa: E501, PCE203",
    "# noqa: E501 PCE203,PLR0913",
    "# type: ignore[misc]  # noqa: PCE203",
]
NOT_SUPPRESSED = [
    "# noqa",
    "# noqa: PCE20",
    "# PCE203",
    "# noqa: E501",
    "# noqa PCE203",
    "# not `# noqa: PCE203`",
]


@pytest.mark.parametrize("comment", SUPPRESSED)
def test_a_finding_is_suppressed_by_its_code_on_its_line(good: Any, comment: str) -> None:
    good.replace(SOURCE, CLASS, f"class Orders(SourceBase):  {comment}")
    assert codes(good.check()) == []


@pytest.mark.parametrize("comment", NOT_SUPPRESSED)
def test_only_the_code_itself_behind_noqa_suppresses(good: Any, comment: str) -> None:
    good.replace(SOURCE, CLASS, f"class Orders(SourceBase):  {comment}")
    assert "PCE203" in codes(good.check())


def test_another_line_is_not_suppressed_and_the_comment_is_told(good: Any) -> None:
    good.replace(SOURCE, CLASS, "class Orders(SourceBase):").append(SOURCE, "# noqa: PCE203\n")
    assert codes(good.check()) == ["PCE203", "PCE003"]


def test_a_string_is_no_comment(good: Any) -> None:
    good.replace(SOURCE, CLASS, f'TEXT = "# noqa: PCE203"\n\n\n{CLASS}')
    assert codes(good.check()) == []


def test_a_finding_in_toml_is_suppressed(good: Any) -> None:
    good.replace(PYPROJECT, 's3:S3Destination"', 's3:Gone"  # noqa: PCE113')
    assert "PCE113" not in codes(good.check(static=True))


def test_a_finding_about_a_file_is_suppressed_on_its_first_line(good: Any) -> None:
    good.add("src/pushcart_shop/sources/paging.py", '"""Helps."""  # noqa: PCE401\n')
    assert codes(good.check()) == []


UNUSED = [
    ("a fault that isn't there", "# noqa: PCE203", "There is no PCE203 to suppress on this line."),
    ("a rule that isn't there", "# noqa: PCE299", "PCE299 in a noqa comment is no rule."),
    ("the rule about suppressions", "# noqa: PCE003", "PCE003 can't be suppressed on a line."),
]


@pytest.mark.parametrize(
    ("comment", "message"), [case[1:] for case in UNUSED], ids=[case[0] for case in UNUSED]
)
def test_a_suppression_that_does_nothing_is_a_warning_at_the_code(
    good: Any, comment: str, message: str
) -> None:
    good.replace(SOURCE, CLASS, f"{CLASS}  {comment}")
    (finding,) = good.check().packages[0].findings
    assert (finding.code, finding.severity, finding.message) == ("PCE003", "warning", message)
    assert finding.place.line == 4
    assert finding.place.column == len(f"{CLASS}  # noqa: ") + 1
    assert finding.hint.startswith("Remove ")


def test_a_code_in_small_letters_suppresses_nothing_and_is_told(good: Any) -> None:
    good.replace(SOURCE, CLASS, "class Orders(SourceBase):  # noqa: E501, pce203")
    first, second = sorted(good.check(static=True).packages[0].findings, key=lambda one: one.code)
    assert (first.code, second.code) == ("PCE003", "PCE203")
    assert first.message == "pce203 in a noqa comment suppresses nothing: codes are in capitals."
    assert first.hint == "Write PCE203, or remove it."


def test_what_was_not_judged_may_stay_suppressed(good: Any) -> None:
    from pushcart_extensions.check import check

    good.replace(SOURCE, CLASS, f"{CLASS}  # noqa: PCE406, PCE601, PCE701")
    # Without an import nobody knows whether there is something for the first two; there is no wheel.
    assert codes(good.check(static=True)) == []
    assert codes(good.check()) == ["PCE003", "PCE003"]
    assert codes(check(good.folder, select=["PCE2", "PCE0"])) == []
    assert codes(check(good.folder, ignore=["PCE003"])) == []


def test_a_comment_in_a_file_that_is_no_python_is_not_looked_for() -> None:
    assert python_suppressions("x.py", b"x = '''\n# noqa: PCE203") == ()
    assert python_suppressions("x.py", b"\xff # noqa: PCE203") == ()


TOML = [
    ("a = 1  # noqa: PCE101", [(1, 16)]),
    ('a = "# noqa: PCE101"', []),
    ("a = '# noqa: PCE101' # noqa: PCE102", [(1, 30)]),
    ('a = "\\"# noqa: PCE101"', []),
    ("a = '\\' # noqa: PCE101", [(1, 17)]),
    ('a = """\n# noqa: PCE101\n""" # noqa: PCE102', [(3, 13)]),
    ("a = '''\n\"\"\"\n''' # noqa: PCE101", [(3, 13)]),
    ('a = """x"""" # noqa: PCE101', [(1, 22)]),
    ("[a] # noqa: PCE101, PCE102", [(1, 13), (1, 21)]),
]


@pytest.mark.parametrize(("text", "places"), TOML)
def test_comments_of_toml_are_told_from_strings(text: str, places: list[tuple[int, int]]) -> None:
    found = [(one.place.line, one.place.column) for one in toml_suppressions("x.toml", text)]
    assert found == places


@pytest.mark.parametrize(
    ("code", "place", "is_met"),
    [
        ("PCE203", Place("a.py", 1), True),
        ("PCE203", Place("a.py"), True),
        ("PCE203", Place("b.py", 1), False),
        ("PCE203", None, False),
        ("PCE001", Place("a.py", 1), False),
    ],
)
def test_only_what_has_a_line_and_leaves_a_verdict_can_be_suppressed(
    code: str, place: Place | None, is_met: bool
) -> None:
    mark = Suppression(code, Place("a.py", 1, 10))
    finding = Finding(code, "any", Severity.ERROR, "Any.", place=place)
    assert suppressed(finding, (mark,)) == ([mark] if is_met else [])
