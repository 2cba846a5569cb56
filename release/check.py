"""Holds a release against the template history: ``python release/check.py``.

A version that is released has its template in the history, and renders what it rendered when it was
frozen. What has changed since needs a new version.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from golden import digests, written

from pushcart_extensions.scaffold.template.history import Template, frozen_templates, present_template

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "template" / "golden"


def release_problems() -> list[str]:
    """Return why the present version can't be released; nothing where it can."""
    present = present_template()
    if present.version not in frozen_templates():
        return [f"the template of {present.version} is not frozen: python tasks.py freeze"]
    return changes_since_frozen(present)


def changes_since_frozen(present: Template) -> list[str]:
    """Return what has changed in the template since its version was frozen; nothing where it was not yet.

    Args:
        present: The present template.
    """
    frozen = frozen_templates().get(present.version)
    if frozen is None:
        return []
    found = [*changed_files(present, frozen), *changed_renderings(present.version)]
    way_out = f"{present.version} is released: give pushcart_extensions.__version__ a new one"
    return [f"{change} has changed, and {way_out}" for change in dict.fromkeys(found)]


def changed_files(present: Template, frozen: Template) -> Iterator[str]:
    """Yield the files of the template that are not those that were frozen."""
    ours, theirs = (files_of(template.root / "template") for template in (present, frozen))
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            yield f"template/{path}"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def changed_renderings(version: str) -> Iterator[str]:
    """Yield the files that come out otherwise than they did, whatever it is that has changed."""
    for one in json.loads((GOLDEN / f"{version}.json").read_text(encoding="utf-8")):
        now = digests(written(one["answers"]))
        for path in sorted(now.keys() | one["files"].keys()):
            if now.get(path) != one["files"].get(path):
                yield f"what is made of {path}"


if __name__ == "__main__":
    problems = release_problems()
    for problem in problems:
        print(f"release-check: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)
