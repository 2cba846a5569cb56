"""All evidence about one package, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.package import Package

if TYPE_CHECKING:
    from pushcart_extensions.check.evidence.wheel import Packaged


class Examined(NamedTuple):
    """All evidence about one package.

    Attributes:
        package: Its source, merged with its import.
        report: Its import; None where nothing was imported.
        packaged: Its wheel; None where none was asked for.
    """

    package: Package
    report: ImportReport | None = None
    packaged: Packaged | None = None

    @property
    def is_readable(self) -> bool:
        """Whether there are sources to judge: not so for an archive that can't be unpacked."""
        return self.packaged is None or self.packaged.built or self.packaged.wheel.metadata is not None
