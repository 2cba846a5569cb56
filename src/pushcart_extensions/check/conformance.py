"""One assertion for a package's own tests."""

from __future__ import annotations

import os

from pushcart_extensions.check.engine import check
from pushcart_extensions.check.reports.text import plain_text


def assert_conforms(
    path: str | os.PathLike[str],
    *,
    strict: bool = False,
    static: bool = False,
    timeout: float | None = None,
) -> None:
    """Assert that a package conforms to the conventions for Pushcart extensions.

    It is imported by the Python that runs the tests.

    Args:
        path: The package's folder.
        strict: Let warnings fail too.
        static: Judge the files alone and import nothing.
        timeout: Seconds that the import may take; 30 by default.

    Raises:
        AssertionError: It doesn't; the message is the checker's report.
        NotAPackageError: The path holds no package.
    """
    __tracebackhide__ = True
    import sys

    report = check(path, static=static, python=sys.executable, timeout=timeout)
    report = report.judged(strict=strict)
    if report.failed():
        raise AssertionError(f"not a conforming extension package\n\n{plain_text(report)}")
