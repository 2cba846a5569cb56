"""The conformance checker: judges a package's source and its import.

>>> from pushcart_extensions.check import check
>>> check("./pushcart-my-source").failed()  # doctest: +SKIP
False

Each name is imported when it is first asked for: the child process that imports a package has its
modules below this one, and must not wait for the rest.
"""

from __future__ import annotations

__all__ = [
    "Finding",
    "FoundComponent",
    "PackageReport",
    "Place",
    "Report",
    "Severity",
    "Summary",
    "assert_conforms",
    "check",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pushcart_extensions.check.conformance import assert_conforms
    from pushcart_extensions.check.engine import check
    from pushcart_extensions.check.findings import (
        Finding,
        FoundComponent,
        PackageReport,
        Report,
        Severity,
        Summary,
    )
    from pushcart_extensions.check.place import Place

_MODULES = {"assert_conforms": "conformance", "check": "engine"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.{_MODULES.get(name, 'findings')}"), name)
    globals()[name] = found
    return found
