"""Each licence has its whole text."""

from __future__ import annotations

import pytest

from pushcart_extensions.scaffold.template.licenses import LICENSES, license_text

LANDMARKS = {
    "MIT": ("Copyright (c) 2026 Ada", 'THE SOFTWARE IS PROVIDED "AS IS"', "SOFTWARE.\n"),
    "Apache-2.0": ("Version 2.0, January 2004", "9. Accepting Warranty", "limitations under the License.\n"),
    "BSD-3-Clause": ("Copyright (c) 2026 Ada", "Neither the name", "POSSIBILITY OF SUCH DAMAGE.\n"),
    "ISC": ("Copyright (c) 2026 Ada", "purpose with or without fee", "PERFORMANCE OF THIS SOFTWARE.\n"),
    "MPL-2.0": ("Mozilla Public License Version 2.0", "10. Versions of the License", "Secondary Licenses"),
    "GPL-3.0-or-later": ("Version 3, 29 June 2007", "17. Interpretation", "why-not-lgpl.html>.\n"),
    "LicenseRef-Proprietary": ("Copyright (c) 2026 Ada", "prior written permission", "ITS USE.\n"),
}


@pytest.mark.parametrize("license_id", LICENSES)
def test_the_text_is_whole(license_id: str) -> None:
    text = license_text(license_id, "2026", "Ada")
    assert all(landmark in text for landmark in LANDMARKS[license_id])
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_holder_is_text_and_no_pattern() -> None:
    assert "2026 {year} {holder} \\1" in license_text("MIT", "2026", "{year} {holder} \\1")
