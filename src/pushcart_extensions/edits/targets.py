"""What an entry point leads to, ``module:Class``, after a class got another name."""

from __future__ import annotations

from collections.abc import Collection


def followed(target: str, modules: Collection[str], old: str, new: str) -> str:
    """Return what an entry point leads to after a class was renamed; any other target as it is.

    Args:
        target: ``module:Class``, perhaps with extras behind it.
        modules: The dotted names of the modules that have the class.
        old: Its name so far.
        new: Its new name.
    """
    module, _, attribute = target.partition(":")
    is_its = module.strip() in modules and attribute.partition("[")[0].strip() == old
    return f"{module}:{attribute.replace(old, new, 1)}" if is_its else target
