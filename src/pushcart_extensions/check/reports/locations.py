"""Where a finding stands, for programs that start from the working folder."""

from __future__ import annotations

import os

from pushcart_extensions.check.findings import Finding, PackageReport


def working_path(package: PackageReport, finding: Finding) -> str:
    """Return a finding's file relative to the working folder, with forward slashes.

    A finding about the package as a whole has the package's folder; what another drive or an
    unreachable folder keeps from being relative stays absolute.
    """
    path = os.path.join(package.path, finding.place.path) if finding.place else package.path  # noqa: PTH118
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):
        relative = os.path.normpath(path)
    return relative.replace(os.sep, "/")
