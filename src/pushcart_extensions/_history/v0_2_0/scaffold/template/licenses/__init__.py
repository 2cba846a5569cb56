"""The licences that a new package can have, each with its whole text."""

from __future__ import annotations

from pathlib import Path

LICENSES = (
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "ISC",
    "MPL-2.0",
    "GPL-3.0-or-later",
    "LicenseRef-Proprietary",
)
"""SPDX expressions, the default first. Each has a file ``<expression>.txt`` beside this one."""


def license_text(license_id: str, year: str, holder: str) -> str:
    """Return the text of a licence; those that name a copyright holder name this one.

    Args:
        license_id: One of ``LICENSES``.
        year: The copyright's year.
        holder: Who holds the copyright.
    """
    text = (Path(__file__).parent / f"{license_id}.txt").read_text(encoding="utf-8")
    return text.replace("{year}", year).replace("{holder}", holder)
