"""Fake installations, seen by this process and forgotten after each test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pushcart_extensions import clear_cache

from . import noted
from .site import Site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A folder at the end of this process's path."""
    site = Site(tmp_path / "site")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site.folder)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    clear_cache()
    yield site
    for name in list(sys.modules):
        if name.startswith("pushcart") and not name.startswith("pushcart_extensions"):
            del sys.modules[name]
    clear_cache()


@pytest.fixture
def log(site: Site) -> list[str]:
    """What the stages of ``noted`` have written down."""
    noted.install(site)
    found: list[str] = __import__("pushcart_log").LOG
    return found
