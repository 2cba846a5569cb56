"""Gives pages that are also read in the repository, as plain Markdown, their place in the site.

The index of the rules and the index of the decisions link to their pages as any Markdown file does; the
site needs a table of contents besides, which would be noise to whoever reads the file itself.
"""

from __future__ import annotations

from sphinx.application import Sphinx

CONTENTS = {"rules/README": "PCE*", "decisions/README": "*"}
"""Index pages, and which of the pages beside them are theirs."""


def add_contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Append a hidden table of contents to an index page; ``source`` is Sphinx's list of one text."""
    if page in CONTENTS:
        source[0] += f"\n```{{toctree}}\n:hidden:\n:glob:\n\n{CONTENTS[page]}\n```\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hook."""
    app.connect("source-read", add_contents)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
