"""An example as changes of one small package."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent
from types import MappingProxyType
from typing import NamedTuple


class Change(NamedTuple):
    """One change of a file of the base package.

    Attributes:
        path: The file.
        old: What stands there in the base package; empty for the whole file, or for a new one.
        new: What stands there instead; None where the file is missing.
    """

    path: str
    old: str
    new: str | None


class Example(NamedTuple):
    """What one rule accuses, and what it doesn't.

    Attributes:
        invalid: The changes that break the convention.
        valid: The changes that keep it; without any, the base package is the valid example.
        imported: Whether only the import of the package shows it.
        target: What to check, relative to the package's folder; the package itself by default.
        options: Keyword arguments of ``check`` without which it would not show.
        installed: Whether it shows only where the package is installed.
        blamed: The file or folder that the finding names, empty for none; None for one that is changed.
    """

    invalid: tuple[Change, ...]
    valid: tuple[Change, ...] = ()
    imported: bool = False
    target: str = ""
    options: Mapping[str, object] = MappingProxyType({})
    installed: bool = False
    blamed: str | None = None


class Excerpt(NamedTuple):
    """A piece of an example for people to read; ``text`` is None where the file is missing."""

    path: str
    text: str | None


def changed(files: Mapping[str, str], changes: tuple[Change, ...]) -> dict[str, str]:
    """Return the files of a package after some changes.

    Raises:
        ValueError: A change names something that is not there.
    """
    result = dict(files)
    for path, old, new in changes:
        if old and old not in result.get(path, ""):
            raise ValueError(f"{path} doesn't hold {old!r}")
        if new is None:
            del result[path]
        else:
            result[path] = result[path].replace(old, new) if old else new
    return result


def invalid_excerpts(example: Example, base: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """Return what to look at in the invalid example."""
    return tuple(_excerpt(change, change.new, base) for change in example.invalid)


def valid_excerpts(example: Example, base: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """Return what to look at in the valid example: its changes, else the same places of the base package."""
    if example.valid:
        return tuple(_excerpt(change, change.new, base) for change in example.valid)
    return tuple(
        _excerpt(change, change.old or base[change.path], base)
        for change in example.invalid
        if change.path in base
    )


def _excerpt(change: Change, text: str | None, base: Mapping[str, str]) -> Excerpt:
    """Return what stands at the place of a change, its lines as far to the left as they go together."""
    before = base.get(change.path, "").partition(change.old)[0] if change.old else ""
    line = before.rpartition("\n")[2]
    # What begins behind an indentation has lost it on its first line only.
    indentation = line if line.isspace() else ""
    return Excerpt(change.path, text if text is None else dedent(indentation + text))
