"""Writes ``docs/rules`` from the rules themselves: ``python3 tasks.py docs``."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.check.explanation import explanations
from pushcart_extensions.check.reports.rules import pages

FOLDER = Path(__file__).parent / "rules"


def main() -> None:
    """Write every page, and remove those of rules that are gone."""
    texts = pages(explanations())
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
