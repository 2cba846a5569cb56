"""Components that the user has removed from a package by hand: the answers name them, no module is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from pushcart_extensions.contract.names import normalize_key
from pushcart_extensions.scaffold.answers.choices import COMPONENT_QUESTIONS


def without_removed(
    root: Path, answers: Mapping[str, object], files: Collection[str]
) -> Mapping[str, object]:
    """Return the answers without the keys whose modules the user has removed.

    What the template once made of such a key is the user's to keep or to clear away: neither rendering
    of the package has it, so that no update brings it back or gets into conflict about it.

    Args:
        root: The package's folder.
        answers: The recorded answers, keys as lists.
        files: The files that the template made of them.

    Returns:
        Other answers, or the same where every module is there, or none.
    """
    kept: dict[str, list[str]] = {}
    for question in COMPONENT_QUESTIONS:
        keys = answers.get(question)
        found = keys if isinstance(keys, list) else []
        kept[question] = [key for key in found if _is_there(root, question, normalize_key(str(key)), files)]
    # Without any key, the template would take one from the name.
    return {**answers, **kept} if any(kept.values()) else answers


def _is_there(root: Path, folder: str, key: str, files: Collection[str]) -> bool:
    end = f"/{folder}/{key}.py"
    made = [file for file in files if file.endswith(end) and file.startswith("src/")]
    # A module may have become a sub-package.
    return not made or any((root / file).exists() or (root / file).with_suffix("").is_dir() for file in made)
