"""The likeliest reason why a workflow names what no installed package has: nobody installed it."""

from __future__ import annotations

import shlex
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from pushcart_extensions.contract.names import is_extension_distribution


def advice(folder: Path) -> str | None:
    """Return how to install the extension package of a folder; None where there is none, or it is installed.

    Args:
        folder: A folder that may hold a package: that of the workflow, or where the user stands.
    """
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")).get("project")
    except (OSError, ValueError):
        return None
    name = project.get("name") if isinstance(project, dict) else None
    if not isinstance(name, str) or not is_extension_distribution(name):
        return None
    try:
        distribution(name)
    except PackageNotFoundError:
        command = f"python -m pip install --editable {shlex.quote(str(folder))}"
        return f"{name}, which is in {folder.absolute()}, is not installed: {command}"
    return None
