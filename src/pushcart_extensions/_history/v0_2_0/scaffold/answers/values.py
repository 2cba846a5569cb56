"""Rules for the values of a new package that are free text: what is refused, and what is taken instead."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from pushcart_extensions._history.v0_2_0.scaffold.answers.choices import BACKENDS

_EMAIL = (
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_LONGEST_EMAIL = 254
_LINE_BREAKS = {"Cc": "a control character", "Zl": "a line separator", "Zp": "a paragraph separator"}


def line_problem(text: str) -> str | None:
    """Say why ``text`` is not one line of text, or None where it is.

    Everything is data but line breaks, control characters and bytes that are no text.
    """
    for character in text.strip():
        if character in "\r\n":
            return "holds a line break; it must be one line"
        category = unicodedata.category(character)
        if category in _LINE_BREAKS:
            return f"holds {_LINE_BREAKS[category]} (U+{ord(character):04X}); it must be one line of text"
        if category == "Cs":
            return "holds bytes that are not valid UTF-8"
    return None


def author_problem(text: str, backend: str = "") -> str | None:
    """Say why ``text`` can't be an author's name, or None where it can.

    Args:
        text: The name.
        backend: The name of the package's build backend, where it is known.
    """
    problem = line_problem(text)
    if problem is None and set(text) & set("<>") and backend in BACKENDS and BACKENDS[backend].cuts_authors:
        return f"holds '<' or '>', which {backend} takes for the beginning and the end of an address"
    return problem


def nearest_author(text: str) -> str | None:
    """Return a name without what stands in angle brackets; None where it has none, or nothing else."""
    name = re.sub(r"<.*?>|[<>]", "", text).strip()
    return name if line_problem(text) is None and name != text.strip() and name.isprintable() else None


def email_problem(text: str) -> str | None:
    """Say why ``text`` is no e-mail address, or None where it is one."""
    address = text.strip()
    local = address.partition("@")[0]
    if len(address) > _LONGEST_EMAIL:
        return f"is longer than {_LONGEST_EMAIL} characters"
    dotted = not local.startswith(".") and not local.endswith(".") and ".." not in local
    return (
        None if dotted and re.fullmatch(_EMAIL, address) else "is no e-mail address such as name@example.com"
    )


def nearest_email(text: str) -> str | None:
    """Return the address that stands somewhere in ``text``; None where there is none."""
    found = re.search(_EMAIL, text)
    return found[0] if found and email_problem(found[0]) is None else None


def url_problem(text: str) -> str | None:
    """Say why ``text`` is no web address, or None where it is one."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    printable = all(character.isprintable() and not character.isspace() for character in address)
    if parts.scheme in {"http", "https"} and host and printable and not set(address) & set('<>"\\^`{|}'):
        return None
    return "is no web address such as https://example.com/project"


def year_problem(text: str) -> str | None:
    """Say why ``text`` is no year of a copyright, or None where it is one."""
    return None if re.fullmatch(r"[0-9]{4}", text.strip()) else "is no year of four digits"


def github_user(text: str) -> str:
    """Return the GitHub user name closest to ``text``; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:39].strip("-")
