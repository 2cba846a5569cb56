"""A package that is there, as far as one must know it to add to it; generated or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pushcart_extensions.contract.kinds import Kind
from pushcart_extensions.contract.names import import_package, is_key

PYPROJECT, SETUP_CFG, SETUP_PY, README = "pyproject.toml", "setup.cfg", "setup.py", "README.md"


class ExistingPackage(NamedTuple):
    """A package on disk.

    Attributes:
        root: Its folder.
        distribution: Its normalised name, ``pushcart-shop``.
        folder: The folder of its import package, relative to ``root``: ``src/pushcart_shop``.
        metadata: The file that states its metadata, ``pyproject.toml`` or ``setup.cfg``.
        pyproject: What its pyproject.toml says; empty where it has none.
    """

    root: Path
    distribution: str
    folder: str
    metadata: str
    pyproject: Mapping[str, Any] = MappingProxyType({})

    @property
    def module(self) -> str:
        """Its import package, ``pushcart_shop``."""
        return import_package(self.distribution)

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """Return the keys that its modules of a kind stand for, sorted."""
        folder = self.root / self.folder / kind.folder
        found = sorted(folder.iterdir()) if folder.is_dir() else ()
        keys = (path.name.removesuffix(".py") for path in found if _is_module(path))
        return tuple(dict.fromkeys(key for key in keys if is_key(key)))

    def module_file(self, kind: Kind, key: str) -> str:
        """Return the file of the module of a key, relative to ``root``; it may be that of a sub-package."""
        path = f"{self.folder}/{kind.folder}/{key}"
        inside = f"{path}/__init__.py"
        return inside if (self.root / inside).is_file() else f"{path}.py"


def _is_module(path: Path) -> bool:
    if path.name.startswith("_"):
        return False
    return path.suffix == ".py" if path.is_file() else (path / "__init__.py").is_file()
