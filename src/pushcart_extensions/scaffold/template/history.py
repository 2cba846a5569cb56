"""The versions of the template: the frozen ones that this distribution ships, and the present one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pushcart_extensions import __version__
from pushcart_extensions.scaffold.template.location import template_root

HISTORY = Path(__file__).resolve().parents[2] / "_history"
"""Where each frozen version has a folder, ``v0_1_0``."""


class Template(NamedTuple):
    """A version of the template.

    Attributes:
        version: ``0.1.0``.
        root: The folder that holds ``copier.yml`` and ``template/``.
    """

    version: str
    root: Path


def present_template() -> Template:
    """Return the template that new packages are made from.

    Raises:
        TemplateError: The installation is not whole.
    """
    return Template(__version__, template_root())


def frozen_templates() -> dict[str, Template]:
    """Return the frozen versions, the oldest first, by their numbers."""
    folders = (path for path in HISTORY.iterdir() if path.name.startswith("v") and path.is_dir())
    templates = (Template(path.name[1:].replace("_", "."), path) for path in folders)
    return {
        template.version: template for template in sorted(templates, key=lambda one: numbers(one.version))
    }


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared: ``0.10.0`` comes behind ``0.9.1``.

    Raises:
        ValueError: It is no version such as ``1.2.3``.
    """
    parts = version.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and part == str(int(part)) for part in parts):  # noqa: PLR2004
        raise ValueError(f"{version!r} is no version such as 1.2.3")
    return tuple(map(int, parts))
