"""What to do about a module that isn't installed: mend its name, add a dependency, or install them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.resolution import RUNTIME
from pushcart_extensions.contract.names import normalize
from pushcart_extensions.contract.suggestions import closest

_NEAR = 0.85
_SHORTEST = 4
"""How long a distribution's name must be to be looked for inside a module's."""
_BROUGHT_BY = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "fitz": "PyMuPDF",
    "googleapiclient": "google-api-python-client",
    "MySQLdb": "mysqlclient",
    "pkg_resources": "setuptools",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "win32com": "pywin32",
    "yaml": "PyYAML",
}
"""Modules with the distributions that bring them, where the one's name hardly tells the other's."""


def way_out(package: Package, module: str, install: str) -> str:
    """Say what to do about a module that can't be imported since nothing installed has it.

    Args:
        package: The package that asks for it.
        module: Its dotted name, as far as nothing installed has it.
        install: What to do where a dependency brings it.
    """
    declared = package.tree.project.every_dependency
    if declared is None:
        return install
    if any(_may_bring(one, module) for one in declared):
        near = closest(module, map(_as_module, declared), _NEAR)
        # Of attrs there is attr too; of requests there is no request.
        return f"{install} Perhaps {near} is meant." if near and near != module else install
    if meant := _meant(package, module, declared):
        return f"Perhaps {meant} is meant."
    hint = f"No dependency is called {module}: likely the distribution that brings it is to be added to them."
    if by := _BROUGHT_BY.get(module.partition(".")[0]):
        hint = f"No dependency is called {by}, which brings {module}: likely it is to be added to them."
    own = sorted(name for name in _helpers(package) if name.rpartition(".")[2] == module)
    return f"Perhaps {own[0]} is meant. {hint}" if own else hint


def _may_bring(distribution: str, module: str) -> bool:
    """Tell whether a distribution is called like a module, as ``python-dateutil`` like ``dateutil``."""
    name, wanted = _squeezed(distribution), _squeezed(module)
    by = _BROUGHT_BY.get(module.partition(".")[0])
    inside = wanted in name or (len(name) >= _SHORTEST and name in wanted)
    return inside or (by is not None and normalize(by) == normalize(distribution))


def _meant(package: Package, module: str, declared: Iterable[str]) -> str | None:
    """Return the module whose misspelt name a module's is; None where it is like no other."""
    helpers = {name.rpartition(".")[2]: name for name in _helpers(package)}
    dependencies = map(_as_module, declared)
    own = filter(None, (package.tree.package_name, RUNTIME))
    public = (name for name in sys.stdlib_module_names if not name.startswith("_"))
    # A name with more at either end is that of another module: urllib3, orjson, httpx.
    names = [name for name in (*own, *dependencies, *public, *helpers) if name not in module]
    near = closest(module, names, _NEAR)
    return helpers.get(near, near) if near else None


def _helpers(package: Package) -> Iterator[str]:
    """Yield the package's modules that are no stages: a stage is often called like what it works with."""
    stages = {component.module.name for component in package.components}
    yield from (name for name in package.tree.modules if name not in stages)


def _as_module(distribution: str) -> str:
    return distribution.lower().replace("-", "_").replace(".", "_")


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))
