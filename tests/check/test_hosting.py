"""Options, state and signals: what a host can't use is found, what it can use is not accused."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SOURCE = "src/pushcart_shop/sources/orders.py"
S3 = "src/pushcart_shop/destinations/s3.py"
AUDIT = "src/pushcart_shop/extensions/audit.py"
PYPROJECT = "pyproject.toml"

FAULTS: list[tuple[str, Callable[[Any], object], str, str]] = [
    ("option called type", lambda p: p.replace(SOURCE, "*, limit=10", "limit=10, type='open'"), "PCE408", SOURCE),
    ("positional-only option", lambda p: p.replace(SOURCE, "self, *, limit=10", "self, limit=10, /"), "PCE408", SOURCE),
    ("positional-only instance and option", lambda p: p.replace(SOURCE, "self, *, limit=10", "self, /, type=1, *, limit=10"), "PCE408", SOURCE),
    ("set_state without a state", lambda p: p.append(SOURCE, "\n    def get_state(self):\n        return {}\n\n    def set_state(self):\n        pass\n"), "PCE409", SOURCE),
    ("get_state that is async", lambda p: p.append(SOURCE, "\n    async def get_state(self):\n        return {}\n\n    def set_state(self, state):\n        pass\n"), "PCE409", SOURCE),
    ("get_state alone", lambda p: p.append(SOURCE, "\n    def get_state(self):\n        return {}\n"), "PCE410", SOURCE),
    ("set_state alone", lambda p: p.append(SOURCE, "\n    def set_state(self, state):\n        pass\n"), "PCE410", SOURCE),
    ("start without the workflow", lambda p: p.replace(AUDIT, "start(self, workflow)", "start(self)"), "PCE411", AUDIT),
    ("stop with two arguments", lambda p: p.append(AUDIT, "\n    def stop(self, workflow, status):\n        pass\n"), "PCE411", AUDIT),
    ("after that is async", lambda p: p.append(AUDIT, "\n    async def after(self, stage):\n        pass\n"), "PCE411", AUDIT),
    ("signal with a hyphen inside", lambda p: p.append(AUDIT, '\n    signals = {"on-vote"}\n'), "PCE508", AUDIT),
    ("signal with two hyphens", lambda p: p.append(AUDIT, '\n    signals = {"--vote"}\n'), "PCE508", AUDIT),
    ("signal that is a keyword", lambda p: p.append(AUDIT, '\n    signals = {"finally"}\n'), "PCE508", AUDIT),
    ("signal in both orders", lambda p: p.append(AUDIT, '\n    signals = {"vote", "-vote"}\n'), "PCE508", AUDIT),
    ("signal of the workflow in the other order", lambda p: p.append(AUDIT, '\n    signals = {"-start"}\n'), "PCE508", AUDIT),
    ("extension without a flag", lambda p: p.replace(AUDIT, '{"audit_extension"}', "set()").replace(PYPROJECT, 'audit_extension = "pushcart_shop.extensions.audit:AuditExtension"\n', ""), "PCE509", AUDIT),
    ("never on a stage", lambda p: p.append(S3, "\n    never = True\n"), "PCE510", S3),
    ("name of the runtime", lambda p: p.replace(PYPROJECT, '"pushcart-shop"', '"Pushcart_Extensions"'), "PCE108", PYPROJECT),
    ("module behind a sub-package", lambda p: p.add("src/pushcart_shop/sources/orders/__init__.py", p.files[SOURCE]), "PCE207", SOURCE),
]  # fmt: skip

FINE: list[tuple[str, Callable[[Any], object]]] = [
    ("further arguments with defaults", lambda p: p.append(AUDIT, "\n    def stop(self, workflow, status=None, **more):\n        pass\n")),
    ("any number of arguments", lambda p: p.replace(AUDIT, "start(self, workflow)", "start(self, *about)")),
    ("signals of its own", lambda p: p.append(AUDIT, '\n    signals = {"begin", "-vote", "-finish", "-abort"}\n\n    def vote(self):\n        pass\n')),
    ("signals of the workflow as they are", lambda p: p.append(AUDIT, '\n    signals = {"start", "-stop"}\n')),
    ("never on an extension", lambda p: p.append(AUDIT, "\n    never = True\n")),
    ("state of a destination", lambda p: p.append(S3, "\n    def get_state(self):\n        return {}\n")),
    ("an extension's argument called type", lambda p: p.append(AUDIT, "\n    def __init__(self, type=None):\n        pass\n")),
    ("a stage's methods named like signals", lambda p: p.append(S3, "\n    def start(self):\n        pass\n")),
    ("a folder without code beside a module of its name", lambda p: p.add("src/pushcart_shop/sources/orders/schema.json", "{}")),
]  # fmt: skip


@pytest.mark.parametrize("static", [True, False], ids=["static", "imported"])
@pytest.mark.parametrize(
    ("change", "code", "path"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_what_a_host_can_not_use_is_found(good: Any, change: Any, code: str, path: str, static: bool) -> None:
    change(good)
    (package,) = good.check(static=static).packages
    assert (code, path) in [(one.code, one.place.path if one.place else None) for one in package.findings]


@pytest.mark.parametrize("change", [case[1] for case in FINE], ids=[case[0] for case in FINE])
def test_what_a_host_can_use_is_not_accused(good: Any, change: Any) -> None:
    change(good)
    (package,) = good.check().packages
    assert package.findings == ()
