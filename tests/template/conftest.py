"""The packages that the template is tried with: all kinds together and each kind alone, per backend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold import NewPackage, new
from pushcart_extensions.scaffold.choices import BACKENDS

EVERYTHING = {
    "sources": ["rest_api", "s3", "a10", "a2"],
    "transformations": ["clean"],
    "destinations": ["rest_api", "oauth2_v1"],
    "extensions": ["thing"],
}
IDENTITY: dict[str, Any] = {
    "author": 'Zoë O\'Brien "Bob" \\ {{ x }} %}',
    "email": "zoe@example.com",
    "description": 'It\'s a "package" with {{ braces }}, a \\ and an é 🚀',
    "url": "https://example.com/everything",
}
SAMPLES = [
    pytest.param((backend, name, keys), id=f"{backend}-{name}")
    for backend in BACKENDS
    for name, keys in (("everything", EVERYTHING), *((f"lone-{kind.name}", {}) for kind in KINDS))
]


@pytest.fixture(params=SAMPLES)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> NewPackage:
    backend, name, keys = request.param
    return new(name, **keys, **IDENTITY, output=tmp_path, backend=backend)
