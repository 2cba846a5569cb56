"""Installations that look real to Python: packages with their metadata, in a folder of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent

import pushcart_extensions
from pushcart_extensions import list_stages
from pushcart_extensions.contract.kinds import BY_NAME

SOURCE_FOLDER = Path(pushcart_extensions.__file__).parents[1]

STAGE = """
from pushcart_extensions import {base}

class {name}({base}):
    def {method}:
        return "{name}"
"""


def stage(name: str, kind: str = "source") -> str:
    """Return the text of a module with one stage that conforms."""
    row = BY_NAME[kind]
    method = f"{row.method}({', '.join(['self', 'data'][: 1 + row.arity])})"
    return STAGE.format(base=row.base, name=name, method=method)


def listed() -> list[str]:
    """Return the keys of the sources that this process sees installed."""
    return [one.key for one in list_stages() if one.kind == "source"]


class Site:
    """A folder on the path, such as site-packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def module(self, name: str, text: str) -> Path:
        """Write a module below the folder, its packages' ``__init__.py`` with it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in path.parents:
            if folder == self.folder:
                break
            if not (folder / "__init__.py").exists():
                (folder / "__init__.py").touch()
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def metadata(
        self,
        name: str,
        entry_points: str | Mapping[str, Mapping[str, str]] | None = None,
        *,
        folder: str | None = None,
    ) -> Path:
        """Write the metadata of a distribution."""
        info = self.folder / (folder or f"{name.replace('-', '_')}-1.0.dist-info")
        info.mkdir()
        file = "PKG-INFO" if info.name.endswith("egg-info") else "METADATA"
        (info / file).write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        if isinstance(entry_points, Mapping):
            entry_points = "\n".join(
                f"[{group}]\n" + "".join(f"{key} = {target}\n" for key, target in entries.items())
                for group, entries in entry_points.items()
            )
        if entry_points is not None:
            (info / "entry_points.txt").write_bytes(entry_points.encode())
        return info

    def source(self, package: str, key: str, *, registered: bool = True, text: str | None = None) -> str:
        """Install a package with one source, and return the name of its class."""
        name = "".join(part.capitalize() for part in key.split("_")) + "Source"
        import_name = package.replace("-", "_").lower()
        self.module(f"{import_name}/sources/{key}.py", stage(name) if text is None else text)
        points = {"pushcart.sources": {key: f"{import_name}.sources.{key}:{name}"}} if registered else None
        self.metadata(package, points)
        return name

    def run(self, code: str, *options: str, path: Sequence[Path] = ()) -> subprocess.CompletedProcess[str]:
        """Run code in a fresh, isolated process with this folder on its path, after our own."""
        entries = [str(SOURCE_FOLDER), str(self.folder), *map(str, path)]
        header = f"import sys; sys.path[1:1] = {entries!r}\n"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        return subprocess.run(
            [sys.executable, "-I", "-B", *options, "-c", header + dedent(code)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=environment,
            cwd=self.folder,
        )

    def ask(self, code: str, *options: str, path: Sequence[Path] = ()) -> object:
        """Return what code prints as JSON."""
        done = self.run(code, *options, path=path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
