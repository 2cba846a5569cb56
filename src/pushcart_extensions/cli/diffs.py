"""Shows the changes of packages as one diff that can be applied where the command was called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pushcart_extensions.edits.plan import Plan


def show_plans(plans: Sequence[tuple[str, Plan]]) -> bool:
    """Print the changes of some packages as one diff.

    Paths are relative to the working folder where all packages lie under it, else to the nearest
    folder that holds them all.

    Args:
        plans: The folders of the packages, and what is to change in each.

    Returns:
        Whether anything is to change.
    """
    from pushcart_extensions.edits.diff import unified_diff
    from pushcart_extensions.edits.repository import way_from_top

    base = _base([path for path, _ in plans])
    shown, below = b"", way_from_top(Path(base))
    for path, plan in plans:
        prefix = os.path.relpath(os.path.realpath(path), base).replace(os.sep, "/")
        shown += unified_diff(plan, "" if prefix == "." else f"{prefix}/", below)
    sys.stdout.flush()
    sys.stdout.buffer.write(shown)
    sys.stdout.buffer.flush()
    return bool(shown)


def _base(paths: list[str]) -> str:
    here, real = os.path.realpath(Path.cwd()), [os.path.realpath(path) for path in paths]
    try:
        common = os.path.commonpath([here, *real])
        return here if common == here else os.path.commonpath(real)
    except ValueError:  # pragma: no cover - several drives, which only Windows has
        return here
