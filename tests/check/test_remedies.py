"""What is to be written by hand where no edit can mend a fault."""

# ruff: noqa: E501 - what is to be written stands on a line

from __future__ import annotations

import pytest

from pushcart_extensions.check import remedies
from pushcart_extensions.check.by_hand import by_hand
from pushcart_extensions.check.evidence.project import EntryPoint, Project
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.remedies import Fix

PLACE = Place("setup.py")
POINT = EntryPoint("pushcart.source", "sales", "shop.orders:Orders", "shop.orders", "Orders", PLACE)
PROGRAM = Project("setup.py", "pushcart-shop", entry_points=(POINT,))


@pytest.mark.parametrize(
    ("fix", "instruction"),
    [
        (remedies.AddEntryPoint("g", "a", "m:A"), 'write there entry_points={"g": ["a = m:A"]}'),
        (remedies.RetargetEntryPoint("g", "a", "m:A"), 'write there entry_points={"g": ["a = m:A"]} in place of the other a'),
        (remedies.RenameEntryPoint("pushcart.source", "sales", "orders"), 'write there entry_points={"pushcart.source": ["orders = shop.orders:Orders"]} in place of sales'),
        (remedies.MoveEntryPoint("pushcart.source", "sales", "pushcart.sources", "orders"), 'write there entry_points={"pushcart.sources": ["orders = shop.orders:Orders"]} in place of sales in pushcart.source'),
        (remedies.MoveEntryPoint("gone", "sales", "pushcart.sources", "orders"), 'write there entry_points={"pushcart.sources": ["orders = …"]} in place of sales in gone'),
        (remedies.RemoveEntryPoint("g", "a"), "take a out of g there"),
        (remedies.RenameGroup("g", "h"), "write there h in place of g"),
        (remedies.AddDependency("a"), 'write there install_requires=["a"]'),
        (remedies.RenameClass("shop/orders.py", "shop.orders", "Orders", "OrdersSource"), "write OrdersSource in place of Orders there and in shop/orders.py"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)  # fmt: skip
def test_a_program_is_changed_by_hand(fix: Fix, instruction: str) -> None:
    assert by_hand(fix, PROGRAM) == f"setup.py is a program, which is not edited; {instruction}"


@pytest.mark.parametrize(
    ("project", "reason"),
    [
        (Project("pyproject.toml", unknown=frozenset({"dependencies"})), "its dependencies are dynamic, and what makes them is not edited; write"),
        (Project("pyproject.toml", asked=frozenset({"dependencies"})), "its dependencies are dynamic, and what makes them is not edited; write"),
        (Project("setup.cfg", problem=("is broken", Place("setup.cfg", 3))), "setup.cfg can't be read"),
    ],
)  # fmt: skip
def test_metadata_that_are_made_or_broken_are_not_edited(project: Project, reason: str) -> None:
    assert str(by_hand(remedies.AddDependency("a"), project)).startswith(reason)


@pytest.mark.parametrize(
    ("fix", "project"),
    [
        (remedies.AddDependency("a"), Project("pyproject.toml", unknown=frozenset({"entry-points"}))),
        (remedies.AddEntryPoint("g", "a", "m:A"), Project("setup.cfg")),
        (remedies.MakeSet("shop/orders.py", "Orders", "provides"), PROGRAM),
        (remedies.CreateInit("shop", "shop", ()), PROGRAM),
    ],
)
def test_what_an_edit_can_do_is_not_asked_for(fix: Fix, project: Project) -> None:
    assert by_hand(fix, project) is None
