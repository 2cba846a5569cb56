"""Gives pages that are also read in the repository, as plain Markdown, their place in the site."""

from __future__ import annotations

import os.path
import re
from pathlib import Path

from sphinx.application import Sphinx

CONTENTS = {"rules/README": "PCE*", "decisions/README": "*"}
"""Index pages, and which of the pages beside them are theirs.

They link to them as any Markdown file does; the site needs a table of contents besides, which would be noise
to whoever reads the file itself.
"""

REPOSITORY = "https://github.com/pushcart-extensions/pushcart-extensions/blob/main"
_LINK = re.compile(r"(?<!!)(\[[^]]*\])\((?![a-z]+:|#)([^)]+)\)")


def add_contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Append a hidden table of contents to an index page; ``source`` is Sphinx's list of one text."""
    if page in CONTENTS:
        source[0] += f"\n```{{toctree}}\n:hidden:\n:glob:\n\n{CONTENTS[page]}\n```\n"


def point_to_repository(_app: Sphinx, path: Path, _page: str, source: list[str]) -> None:
    """Have the links of a file from outside of ``docs`` lead into the repository, where its neighbours are.

    Args:
        path: The file, relative to ``docs``.
        source: Sphinx's list of one text.
    """
    if path.parts[0] == "..":
        folder = "/".join(path.parts[1:-1])
        source[0] = _LINK.sub(lambda link: f"{link[1]}({_address(folder, link[2])})", source[0])


def _address(folder: str, target: str) -> str:
    return f"{REPOSITORY}/{os.path.normpath(f'{folder}/{target}').lstrip('/')}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks."""
    app.connect("source-read", add_contents)
    app.connect("include-read", point_to_repository)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
