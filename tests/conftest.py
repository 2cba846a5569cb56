"""What all tests need: a user without defaults of their own."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the developer at this machine has set for new packages away from the tests."""
    monkeypatch.setenv("PUSHCART_NEW_DEFAULTS", os.devnull)
