"""What the examples of a built wheel share: packages that are built, rightly or by a backend of their own."""

from __future__ import annotations

from types import MappingProxyType

from pushcart_extensions.check.examples.base import PYPROJECT
from pushcart_extensions.check.examples.model import Change, Example

OPTIONS = MappingProxyType({"wheel": True, "isolated": False})
"""What ``check`` is told."""
PROJECT = '[project]\nname = "pushcart-shop"\nversion = "1.0"\n'
"""How the base package's pyproject.toml begins."""
_BUILT_HERE = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "packing"\nbackend-path = ["."]\n\n'
CHANGED_WHEEL = """\
from zipfile import ZipFile

from setuptools.build_meta import build_wheel as build


def build_wheel(folder, *arguments):
    name = build(folder, *arguments)
    with ZipFile(f"{folder}/{name}", "a") as archive:
        archive.writestr(NAME, "")
    return name
"""
"""A backend that puts a file NAME into the wheel."""
CHANGED_METADATA = """\
from pathlib import Path

from setuptools.build_meta import build_wheel as build


def build_wheel(folder, *arguments):
    project = Path("pyproject.toml")
    project.write_text(project.read_text().replace(OLD, NEW))
    return build(folder, *arguments)
"""
"""A backend that builds what the base package would be with NEW for OLD in its pyproject.toml."""


def built(*changes: Change) -> Example:
    """Return an example that shows only in the wheel."""
    return Example(changes, options=OPTIONS)


def by_hatchling(told: str, *changes: Change) -> Example:
    """Return an example whose build backend is told something about what to pack."""
    system = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    table = f"[tool.hatch.build.targets.wheel]\n{told}\n"
    return built(Change(PYPROJECT, PROJECT, f"{system}\n{table}\n{PROJECT}"), *changes)


def by_own_backend(text: str, **texts: str) -> Example:
    """Return an example whose build backend stands in its own folder."""
    for name, value in texts.items():
        quote = "'" if '"' in value else '"'
        text = text.replace(name, f"{quote}{value}{quote}")
    return built(Change(PYPROJECT, PROJECT, f"{_BUILT_HERE}{PROJECT}"), Change("packing.py", "", text))
