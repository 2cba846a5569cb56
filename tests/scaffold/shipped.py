"""Packages of the versions of the template that are shipped, as they were made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from pushcart_extensions import __version__
from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import rendered

OLD_VERSIONS = [version for version in frozen_templates() if version != __version__]
ANSWERS: dict[str, Any] = {
    "name": "pushcart-shop",
    "sources": ["orders", "rest"],
    "transformations": [],
    "destinations": ["out"],
    "extensions": ["thing"],
    "backend": "hatchling",
    "license": "MIT",
    "author": "Ada",
    "email": "ada@example.com",
    "description": "Rows",
    "url": "https://example.com",
    "year": "2024",
}


def make(folder: Path, version: str, answers: Mapping[str, object] = ANSWERS) -> Path:
    """Write the package that a version of the template makes of answers."""
    for path, data in rendered(frozen_templates()[version].root, answers).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def version_of(package: Path) -> str:
    """Return the version of the template that a package records."""
    record = yaml.safe_load((package / ANSWERS_FILE).read_text(encoding="utf-8"))
    return str(record["_commit"]).removeprefix("v")
