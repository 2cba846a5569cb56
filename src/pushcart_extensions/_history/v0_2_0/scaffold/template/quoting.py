"""Text that a user typed, as data in the formats that the template writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_MARKDOWN_ANYWHERE = re.compile(r"[\\`*\[\]<>&~|$]|(?<![^\W_])_|_(?![^\W_])")
_MARKDOWN_AT_START = re.compile(r"^(?=[#+\-=:])|^(\d+)(?=[.)])")


def toml_string(text: str) -> str:
    """Return ``text`` as a TOML basic string, quotes included.

    JSON's escapes are a subset of TOML's; only DEL needs one that JSON does not make.
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_strings(texts: Iterable[str]) -> str:
    """Return texts as the items of a TOML array, sorted as requirements are listed."""
    return ", ".join(toml_string(text) for text in sorted(texts))


def markdown_text(text: str) -> str:
    """Return one line of text so that Markdown shows it literally."""
    escaped = _MARKDOWN_ANYWHERE.sub(r"\\\g<0>", text)
    return _MARKDOWN_AT_START.sub(lambda found: f"{found[1] or ''}\\", escaped)


def yaml_mapping(mapping: dict[str, object]) -> str:
    """Return a mapping as a block of YAML, in the given order, its strings on one line each."""
    import yaml

    dumped: str = yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=float("inf"))
    return dumped


def yaml_string(text: str) -> str:
    """Return a string as YAML writes it: plain where that is read as the same string, as ``yes`` is not."""
    return yaml_mapping({"value": text}).removeprefix("value: ").rstrip("\n")
