"""The text of an ``entry_points.txt``, read as ``importlib.metadata`` reads it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def parse(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (group, name, target) for each entry point of a distribution.

    The rules are those of ``importlib.metadata`` (its ``Sectioned`` and ``Pair``): a line that
    starts with ``#`` is a comment, the name ends at the first ``=``. A line without ``=`` stops
    that module with a TypeError; here it is a name whose target is empty, so that one bad line
    hides nothing and asking for it tells.

    Args:
        text: The file's content, line ends of any kind.
    """
    group = None
    for line in map(str.strip, text.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = line.strip("[]")
        elif group is not None:
            name, _, target = line.partition("=")
            yield group, name.strip(), target.strip()


def split_target(target: str) -> tuple[str, str]:
    """Return the module and the attribute that a target names: ``pkg.mod:Class [extra]``.

    Returns:
        Two strings; the attribute is empty where the target names a module alone or is malformed,
        and the module is then as much of the target as could be read.
    """
    if target.endswith("]"):
        target = target.partition("[")[0].rstrip()
    module, colon, attribute = (part.strip() for part in target.partition(":"))
    if not colon or not _is_dotted(module) or not _is_dotted(attribute):
        return target if colon else module, ""
    return module, attribute


def _is_dotted(name: str) -> bool:
    return bool(name) and all(character.isalnum() or character in "_." for character in name)
