"""The conformance checker: judges a package's source and its import.

>>> from pushcart_extensions.check import check
>>> check("./pushcart-my-source").failed()  # doctest: +SKIP
False
"""

from __future__ import annotations

from pushcart_extensions.check.conformance import assert_conforms
from pushcart_extensions.check.engine import check
from pushcart_extensions.check.findings import (
    Finding,
    FoundComponent,
    PackageReport,
    Place,
    Report,
    Severity,
    Summary,
)

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
