"""Which rules are judged by: options, settings, and what is never left out."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from typing import Any

import pytest

from pushcart_extensions.check.selection import Selection, selection_from_options, split_codes
from pushcart_extensions.errors import InvalidInputError, NothingCheckedError

PYPROJECT = "pyproject.toml"
SOURCE = "src/pushcart_shop/sources/orders.py"


def codes(report: Any) -> list[str]:
    return [finding.code for package in report.packages for finding in package.findings]


@pytest.fixture
def faulty(good: Any) -> Any:
    """A package with a finding of PCE105, PCE203 and PCE404 each."""
    good.replace(PYPROJECT, '"pushcart-extensions>=0.1"', "")
    return good.replace(SOURCE, "class OrdersSource", "class Orders").replace(
        SOURCE, "get_increment(self)", "get_increment(self, x)"
    )


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (None, ["PCE203"], ["PCE105", "PCE404"]),
        (None, ["PCE2", "PCE1"], ["PCE404"]),
        (None, ["PCE2,PCE1"], ["PCE404"]),
        (None, [" pce2 , PCE1,"], ["PCE404"]),
        (["PCE2"], None, ["PCE203"]),
        (["PCE203", "PCE4"], None, ["PCE203", "PCE404"]),
        (["PCE"], ["PCE4"], ["PCE105", "PCE203"]),
        (["PCE203"], ["PCE2"], ["PCE203"]),
        (["PCE2"], ["PCE203"], []),
        (["PCE2", "PCE4"], ["PCE"], ["PCE203", "PCE404"]),
        (["PCE203"], ["PCE203", "PCE4"], None),
    ],
)
def test_codes_and_prefixes_choose_and_the_longer_word_wins(
    faulty: Any, select: Any, ignore: Any, expected: list[str] | None
) -> None:
    from pushcart_extensions.check import check

    folder = faulty.write()
    if expected is None:
        with pytest.raises(NothingCheckedError):
            check(folder, static=True, select=select, ignore=ignore)
    else:
        assert sorted(codes(check(folder, static=True, select=select, ignore=ignore))) == expected


def test_an_unknown_code_names_the_nearest_and_all_are_named_at_once() -> None:
    with pytest.raises(InvalidInputError) as raised:
        selection_from_options(["PCE999", "class-name"], ["X", ","])
    problems = [(one.place, one.value, one.hint) for one in raised.value.problems]
    assert problems == [
        ("--select", "PCE999", "--list-rules"),
        ("--select", "class-name", "PCE203"),
        ("--ignore", "X", "--list-rules"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PC203", "PCE203"),
        ("pec203", "PCE203"),
        ("PCE-203", "PCE203"),
        ("PCE2O3", "PCE203"),
        ("203", "PCE203"),
        ("PC2", "PCE2"),
        ("class_name", "PCE203"),
        # Digits in common say nothing, nor does the code of another tool.
        ("PCE999", "--list-rules"),
        ("PCE9", "--list-rules"),
        ("F401", "--list-rules"),
        ("foo", "--list-rules"),
        ("OIL", "--list-rules"),
    ],
)
def test_what_is_meant_by_no_rule_is_told_by_its_letters_alone(typed: str, meant: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        selection_from_options([typed], None)
    assert [(one.value, one.hint) for one in raised.value.problems] == [(typed, meant)]


def test_no_code_at_all_is_wrong_usage() -> None:
    with pytest.raises(InvalidInputError, match="names no rule"):
        selection_from_options([","], None)


def test_codes_are_split_in_order_and_once() -> None:
    assert split_codes(["PCE2, PCE1", "pce2"]) == ("PCE2", "PCE1")


def test_what_keeps_a_file_from_being_judged_is_told_whatever_is_selected() -> None:
    selection = Selection(("PCE4",), ())
    assert selection.includes("PCE206")
    assert selection.includes("PCE101")
    assert selection.includes("PCE001")
    assert not selection.includes("PCE203")
    assert not Selection(None, ("PCE206",)).includes("PCE206")
    assert Selection(None, ("PCE0",)).includes("PCE001")


NOTHING: list[tuple[str, dict[str, Any], Any]] = [
    ("rules about the import, without an import", {"static": True, "select": ["PCE6"]}, lambda p: p),
    ("rules about a wheel, without one", {"static": True, "select": ["PCE7"]}, lambda p: p),
    ("everything ignored", {"static": True, "ignore": ["PCE"]}, lambda p: p),
    ("rules about exports, without a package", {"select": ["PCE3"]}, lambda p: setattr(p, "files", {PYPROJECT: p.files[PYPROJECT]})),
    ("rules about the import, of what can't be imported", {"select": ["PCE6"]}, lambda p: p.replace(PYPROJECT, '"pushcart-shop"', '"pushcart-shops"')),
    ("rules about the import, with a Python that is none", {"select": ["PCE601"], "python": "false"}, lambda p: p),
    ("metadata that can't be read, and may be so", {"ignore": ["PCE101"]}, lambda p: setattr(p, "files", {PYPROJECT: "[project"})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "change"), [case[1:] for case in NOTHING], ids=[case[0] for case in NOTHING]
)
def test_where_nothing_was_checked_nothing_is_said_to_conform(good: Any, options: Any, change: Any) -> None:
    from pushcart_extensions.check import check

    change(good)
    with pytest.raises(NothingCheckedError, match="nothing of"):
        check(good.write(), **options)


def test_a_rule_that_is_left_out_still_keeps_others_from_following_up(good: Any) -> None:
    from pushcart_extensions.check import check

    good.replace(SOURCE, "class OrdersSource", "class Orders")
    assert codes(check(good.write(), ignore=["PCE203"])) == []


def test_a_rule_that_crashes_can_be_left_out(good: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pushcart_extensions.check import check
    from pushcart_extensions.check.rules.registry import PACKAGE_RULES

    def crash(_package: object) -> Any:
        raise ZeroDivisionError

    broken = PACKAGE_RULES[-1]._replace(faults=crash)
    monkeypatch.setattr("pushcart_extensions.check.judgement.PACKAGE_RULES", (*PACKAGE_RULES[:-1], broken))
    assert check(good.write(), static=True).rule_crashed
    assert not check(good.write(), static=True, ignore=[broken.code]).rule_crashed


def test_what_a_selection_leaves_open_is_taken_from_another() -> None:
    mine, theirs = Selection(("PCE1",)), Selection(("PCE2",), ("PCE203",))
    assert mine.or_else(None) == mine
    assert mine.or_else(theirs) == Selection(("PCE1",), ("PCE203",))
    assert Selection().or_else(theirs) == theirs
