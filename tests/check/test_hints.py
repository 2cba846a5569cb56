"""A hint is something that can be done as it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

PYPROJECT = "pyproject.toml"
SOURCE = "src/pushcart_shop/sources/orders.py"
GROUP = '[project.entry-points."pushcart.sources"]\n'
OTHER = "from pushcart_extensions import SourceBase\n\n\nclass OthersSource(SourceBase):\n    def get_increment(self):\n        return []\n"  # noqa: E501 - a file in a line


def hints(good: Any, code: str) -> list[str]:
    (package,) = good.check(static=True).packages
    return [finding.hint for finding in package.findings if finding.code == code]


def test_a_stage_that_is_registered_is_not_what_another_entry_point_meant(good: Any) -> None:
    good.replace(PYPROJECT, GROUP, f'{GROUP}order = "pushcart_shop.sources.order:OrderSource"\n')
    expected = "Remove the entry point, or create sources/order.py with OrderSource."
    assert hints(good, "PCE113") == [expected]


def test_a_stage_that_nothing_registers_is_what_a_near_entry_point_meant(good: Any) -> None:
    good.replace(PYPROJECT, GROUP, f'{GROUP}other = "pushcart_shop.sources.other:OtherSource"\n')
    good.add("src/pushcart_shop/sources/others.py", OTHER)
    expected = 'Write "pushcart_shop.sources.others:OthersSource", or remove the entry point.'
    assert hints(good, "PCE113") == [expected]


@pytest.mark.parametrize("flag", ["a b", "a.b", "plain-one", 'a"b', "a\\b", "größe"])
def test_a_flag_is_registered_by_what_toml_reads(good: Any, flag: str) -> None:
    good.replace(SOURCE, '{"orders_source"}', f'{{"orders_source", {flag!r}}}')
    (hint,) = hints(good, "PCE504")
    registration = hint.removeprefix("Register it: ")
    assert tomllib.loads(registration) == {flag: "pushcart_shop.sources.orders:OrdersSource"}


@pytest.mark.parametrize("flag", ["a=b", " a", "[a]", "a\nb", "# a"])
def test_a_flag_that_no_entry_point_can_have_gets_another_name(good: Any, flag: str) -> None:
    good.replace(SOURCE, '{"orders_source"}', f'{{"orders_source", {flag!r}}}')
    assert hints(good, "PCE504") == ["Give it another name: an entry point can't be called so."]


CLASS = "class OrdersSource(SourceBase):"
METHODS = [
    ("    def get_increments(self): pass", "Rename get_increments() to get_increment(self)."),
    ("    def get_incremnt(self): pass", "Rename get_incremnt() to get_increment(self)."),
    ("    def getIncrement(self): pass", "Rename getIncrement() to get_increment(self)."),
    (
        "    def run(self): pass\n\n    def get_data(self): pass",
        "Define get_increment(self), or rename get_data() to it if it does that.",
    ),
    ("    def open(self): pass\n\n    def get_state(self): pass", "Define get_increment(self)."),
    (
        "    pass\n\ndef get_increment(self):\n    return []",
        "Indent def get_increment in line 7: there it is no part of the class.",
    ),
    ("    pass\n\ndef get_increment(url):\n    return []", "Define get_increment(self)."),
    ("    pass\n\nget_increment = None", "Define get_increment(self)."),
]


@pytest.mark.parametrize(("body", "expected"), METHODS)
def test_a_method_that_was_meant_to_be_the_one_that_lacks_is_named(
    good: Any, body: str, expected: str
) -> None:
    good.add(SOURCE, f"from pushcart_extensions import SourceBase\n\n\n{CLASS}\n{body}\n")
    assert hints(good, "PCE403") == [expected]


def test_another_kind_s_method_is_named_with_what_it_is_given(good: Any) -> None:
    good.replace("src/pushcart_shop/destinations/s3.py", "write(self, data)", "save(self, rows)")
    expected = "Define write(self, data), or rename save() to it if it does that."
    assert hints(good, "PCE403") == [expected]


@pytest.mark.parametrize(
    ("path", "old", "new", "where"),
    [
        (SOURCE, "limit=10", "limit", "open()"),
        ("src/pushcart_shop/extensions/audit.py", "start(self", "__init__(self", "start()"),
    ],
)
def test_an_option_that_must_be_given_is_asked_for_where_it_is_used(
    good: Any, path: str, old: str, new: str, where: str
) -> None:
    good.replace(path, old, new)
    way_out = f"None for what must be given, and an error in {where} that says so."
    assert hints(good, "PCE406") == [f"Give every parameter of __init__ a default: {way_out}"]


VALUES = [
    ("'orders_source'", 'provides = {"orders_source"}'),
    ("'orders, refunds'", 'provides = {"orders", "refunds"}'),
    ("''", 'provides = {"orders_source"}'),
    ("{'orders', 3}", 'provides = {"orders"}'),
    ("3.5", 'provides = {"orders_source"}'),
    ("{'b': 1, 'a': 2}", 'provides = {"b", "a"}'),
    ("{}", "provides = set()"),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_metadata_of_a_wrong_type_are_shown_as_they_should_be_written(
    good: Any, value: str, expected: str
) -> None:
    good.replace(SOURCE, '{"orders_source"}', value)
    assert hints(good, "PCE501") == [f"Write {expected}."]


@pytest.mark.parametrize(
    ("value", "expected"), [('["b", "a", "b"]', 'uses = {"b", "a"}'), ("()", "uses = set()")]
)
def test_a_list_is_shown_as_the_set_that_it_should_be(good: Any, value: str, expected: str) -> None:
    good.replace(SOURCE, "    provides =", f"    uses = {value}\n    provides =")
    assert hints(good, "PCE503") == [f"Write {expected}."]
