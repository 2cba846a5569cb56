"""The parts of a requirement as pyproject.toml writes it (PEP 508): its name, extras, versions, marker."""

from __future__ import annotations

import re
from typing import NamedTuple

from pushcart_extensions.contract.names import normalize
from pushcart_extensions.errors import EditError

_FORM = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?P<extras>\[[^\]]*\])?\s*(?P<version>[^;]*?)(?P<marker>\s*;.*)?",
    re.DOTALL,
)


class Requirement(NamedTuple):
    """A requirement, taken apart; put together again it is the text that it was, but for blanks.

    Attributes:
        name: The distribution, normalised.
        written: The distribution, as it stands there.
        extras: The extras asked for, normalised.
        version: Its versions, or ``@`` and an address; empty for any.
        marker: The rest, with its semicolon.
    """

    name: str
    written: str
    extras: tuple[str, ...]
    version: str
    marker: str

    @property
    def text(self) -> str:
        """The requirement as one string."""
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        gap = " " if self.version.startswith("@") else ""
        return f"{self.written}{extras}{gap}{self.version}{self.marker}"


def parse_requirement(text: str) -> Requirement | None:
    """Return the parts of a requirement; None where it is none."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    extras = tuple(filter(None, (one.strip() for one in (found["extras"] or "").strip("[]").split(","))))
    return Requirement(
        normalize(found["name"]), found["name"], extras, found["version"].strip(), found["marker"] or ""
    )


def asks_for(requirement: str, distribution: str) -> bool:
    """Tell whether a requirement asks for a distribution, however either is written."""
    parts = parse_requirement(requirement)
    return parts is not None and parts.name == normalize(distribution)


def with_version(text: str, version: str) -> str:
    """Return a requirement with other versions; one that asks for these already stays as it is written.

    Args:
        text: The requirement.
        version: Its versions, ``>=1,<2``.

    Raises:
        EditError: It names an address in place of versions.
    """
    parts = parse_requirement(text)
    if parts is None or same_versions(parts.version, version):
        return text
    if parts.version.startswith("@"):
        raise EditError(f"{parts.name} comes from an address there ({text}), which has no versions")
    return parts._replace(version=version).text


def same_versions(one: str, other: str) -> bool:
    """Tell whether two version specifiers have the same clauses, in whatever order and with any blanks."""
    return _clauses(one) == _clauses(other)


def _clauses(version: str) -> set[str]:
    return {"".join(clause.split()) for clause in version.strip("()").split(",")}
