"""Comments of a TOML document, and what they belong to: the lines below them, or what they stand behind."""

from __future__ import annotations

from pushcart_extensions.edits.text import content_end, line_end, line_start


def comments_start(text: str, at: int) -> int:
    """Return the start of the comment lines that stand directly above the line of an offset.

    Where there are none, that is the start of the line itself.
    """
    at = line_start(text, at)
    while at and _is_comment(text, line_start(text, at - 1)):
        at = line_start(text, at - 1)
    return at


def comments_end(text: str, at: int) -> int:
    """Return the end of the comment lines below the line of an offset that belong to nothing below them."""
    end = first = line_end(text, at)
    while end < len(text) and _is_comment(text, end):
        end = line_end(text, end)
    below = text[end : line_end(text, end)]
    return first if below.strip() else end


def own_comments_start(text: str, at: int) -> int:
    """Return the start of the comment lines that are about the line of an offset alone.

    Comments above several lines that follow each other are about all of those.

    Args:
        text: The document.
        at: An offset on the last line of an entry.
    """
    behind = text[line_end(text, at) :].split("\n", 1)[0].strip()
    return line_start(text, at) if behind and behind[0] not in "#[" else comments_start(text, at)


def comment_behind(text: str, at: int) -> str:
    """Return what follows an offset on its line, if that is a comment, with the white space before it."""
    rest = text[at : content_end(text, at)]
    return rest if rest.lstrip(" \t,").startswith("#") else ""


def comment_lines(text: str, start: int, end: int) -> list[str]:
    """Return the comments above a statement and behind it, each as a line of its own.

    Args:
        text: The document.
        start: Where the statement starts.
        end: Where it ends.
    """
    above = text[comments_start(text, start) : line_start(text, start)].splitlines()
    behind = comment_behind(text, end).strip()
    return [*(line.strip() for line in above), *([behind] if behind else [])]


def _is_comment(text: str, at: int) -> bool:
    return text[at : line_end(text, at)].lstrip().startswith("#")
