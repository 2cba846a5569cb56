"""The packages that the template is tried with: all kinds together and each kind alone, per backend."""

from __future__ import annotations

from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold import NewPackage, new
from pushcart_extensions.scaffold.choices import BACKENDS
from pushcart_extensions.scaffold.licenses import LICENSES

EVERYTHING: dict[str, Any] = {
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
NAMES = {"everything": EVERYTHING, **{f"lone-{kind.name}": {} for kind in KINDS}}
# The licences take turns, so that each backend meets most of them.
SAMPLES = [
    pytest.param((backend, name, license_id), id=f"{backend}-{name}-{license_id}")
    for (backend, name), license_id in zip(product(BACKENDS, NAMES), cycle(LICENSES), strict=False)
]


@pytest.fixture(params=SAMPLES)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> NewPackage:
    backend, name, license_id = request.param
    return new(name, **NAMES[name], **IDENTITY, output=tmp_path, backend=backend, license=license_id)
