"""Makes virtual environments with as many installed distributions as a benchmark asks for."""

from __future__ import annotations

import compileall
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nSummary: Fills a benchmark.\n"

STAGE = '''"""The source `{key}`."""

from pushcart_extensions import SourceBase


class {name}(SourceBase[list[dict[str, object]]]):
    """Gives a few numbered rows."""

    provides = frozenset({{"{key}_source"}})

    def __init__(self, *, count: int = 3) -> None:
        self.count = count

    def get_increment(self) -> list[dict[str, object]]:
        """Return the rows."""
        return [{{"id": number}} for number in range(self.count)]
'''

EXPORTS = '"""Exports."""\n\nfrom {module} import {name}\n\n__all__ = ["{name}"]\n'


class Installation(NamedTuple):
    """A virtual environment and what was installed into it.

    Attributes:
        python: Its interpreter.
        modules: The module of each extension package's source; the last part is its key.
    """

    python: Path
    modules: tuple[str, ...]

    @property
    def owner(self) -> str:
        """The module whose key the benchmarks ask for: one in the middle."""
        return self.modules[len(self.modules) // 2]


def make(folder: Path, unrelated: int, extensions: int, requirements: Sequence[str]) -> Installation:
    """Make an environment, install requirements, and fill it with distributions, all compiled.

    The interpreter is the one that runs this, in an environment without its site-packages.

    Args:
        folder: Where the environment goes.
        unrelated: How many distributions that are no extension packages; every third has entry points.
        extensions: How many extension packages, each with one registered source.
        requirements: What pip is to install: our own wheel or folder, and peers.
    """
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    # The pip of this environment, told to work on that one: half a minute less than a pip of its own.
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet")
    subprocess.run([*pip, "--disable-pip-version-check", "--compile", *requirements], check=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    for number in range(unrelated):
        _unrelated(site, number)
    modules = tuple(_extension(site, number) for number in range(extensions))
    # A wheel's installer compiles; so do we, or the benchmark would time the compiler.
    compileall.compile_dir(str(site), quiet=2, workers=0)
    return Installation(python, modules)


def _unrelated(site: Path, number: int) -> None:
    name = f"unrelated_{number}"
    package = site / name
    package.mkdir()
    (package / "__init__.py").write_text('"""Nothing."""\n', encoding="utf-8")
    console = f"[console_scripts]\n{name} = {name}:main\n" if number % 3 == 0 else None
    _metadata(site, name, console)


def _extension(site: Path, number: int) -> str:
    word = letters(number)
    package, key, name = f"pushcart_bench_{word}", f"bench_{word}", f"Bench{word.capitalize()}Source"
    module = f"{package}.sources.{key}"
    folder = site / package / "sources"
    folder.mkdir(parents=True)
    (folder / f"{key}.py").write_text(STAGE.format(key=key, name=name), encoding="utf-8")
    for place in (folder, folder.parent):
        (place / "__init__.py").write_text(EXPORTS.format(module=module, name=name), encoding="utf-8")
    target = f"{module}:{name}"
    points = f"[pushcart.sources]\n{key} = {target}\n\n[web.extension]\n{key}_source = {target}\n"
    _metadata(site, package, points)
    return module


def _metadata(site: Path, name: str, entry_points: str | None) -> None:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA.format(name=name.replace("_", "-")), encoding="utf-8")
    (info / "RECORD").write_text(f"{name}/__init__.py,,\n", encoding="utf-8")
    (info / "INSTALLER").write_text("pip\n", encoding="utf-8")
    if entry_points is not None:
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")


def letters(number: int) -> str:
    """Return a number in letters, since a name with digits wouldn't be discovered: 0 → ``aaa``."""
    word = ""
    for _ in range(3):
        number, rest = divmod(number, 26)
        word = chr(ord("a") + rest) + word
    return word
