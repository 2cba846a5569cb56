"""Renderings that stand for all that a template can make, as digests of their files."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import yaml

from pushcart_extensions.contract.kinds import KINDS
from pushcart_extensions.scaffold.template.by_copier import render
from pushcart_extensions.scaffold.template.location import template_root

NO_KEYS: dict[str, object] = {kind.folder: [] for kind in KINDS}
EVERYTHING: dict[str, object] = NO_KEYS | {
    "name": "pushcart-everything",
    "sources": ["rest_api", "s3", "a10", "a2"],
    "transformations": ["clean"],
    "destinations": ["rest_api", "oauth2_v1"],
    "extensions": ["thing"],
}
LONG = "a_key_that_leaves_no_room_for_anything_else_on_the_line_it_stands_on"
COMPONENTS: tuple[dict[str, object], ...] = (
    EVERYTHING,
    *(NO_KEYS | {"name": f"pushcart-lone-{kind.name}", kind.folder: ["lone"]} for kind in KINDS),
    EVERYTHING,
    NO_KEYS | {"name": "pushcart-long-names", "sources": [LONG], "extensions": [LONG]},
    EVERYTHING,
    EVERYTHING,
    # As plain Copier records it: the name as typed, no key at all.
    NO_KEYS | {"name": " My_Destination "},
)
"""What the packages hold; the other answers take turns over them."""
TEXTS: tuple[dict[str, object], ...] = (
    {
        "author": "Ada Lovelace",
        "email": "ada@example.com",
        "description": "Rows from a REST API",
        "url": "https://example.com/everything",
        "year": "2024",
    },
    {
        "author": 'Zoë O\'Brien "Bob" \\ {{ x }} %}',
        "email": "zoe@example.com",
        "description": 'It\'s a "package" with {{ braces }}, a \\, _two_ stars * and an é 🚀',
        "url": "https://example.com/?a=1&b=(2)",
        "year": "1999",
    },
)


def golden_renderings() -> list[dict[str, object]]:
    """Return sets of answers for the present template, each with the digests of what Copier makes of it."""
    questions = yaml.safe_load((template_root() / "copier.yml").read_text(encoding="utf-8"))
    return [{"answers": answers, "files": digests(written(answers))} for answers in answers_of(questions)]


def answers_of(questions: Mapping[str, Mapping[str, object]]) -> Iterator[dict[str, object]]:
    """Yield sets of answers in which each choice of each question occurs.

    Args:
        questions: What ``copier.yml`` holds; a question that it gains later takes part by its choices.
    """
    choices = {name: question["choices"] for name, question in questions.items() if "choices" in question}
    for number, components in enumerate(COMPONENTS):
        taken = {name: _turn(values, number) for name, values in choices.items()}
        answers = {**components, **TEXTS[number % len(TEXTS)], **taken}
        yield {name: answers[name] for name in questions if not name.startswith("_")}


def written(answers: Mapping[str, object]) -> dict[str, bytes]:
    """Return the files that the present template makes of answers, as ``pushcart-new`` writes them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "package"
        return {file.as_posix(): (folder / file).read_bytes() for file in render(answers, folder)}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return a digest of each file, by path."""
    return {path: hashlib.sha256(data).hexdigest()[:16] for path, data in sorted(files.items())}


def _turn(values: object, number: int) -> object:
    options = list(values) if isinstance(values, list | dict) else []
    return next(islice(options, number % len(options), None))
