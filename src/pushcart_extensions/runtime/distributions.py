"""The installed distributions that discovery considers, and the entry points that they register.

What ``importlib.metadata`` takes 40 ms for, most of it its own import and the metadata of
everything else, is a listing of the path's folders here. What folders can't show (zip files,
eggs, finders of another kind) still goes through ``importlib.metadata``.
"""

from __future__ import annotations

import os
import sys

from pushcart_extensions.contract.names import PREFIX, is_extension_name, normalize
from pushcart_extensions.runtime.caching import cached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OWN_NAME = "pushcart-extensions"
"""Our own distribution. Its name matches; its stages have entry points, so nothing in it is scanned."""

_SUFFIXES = (".dist-info", ".egg-info")


class Distribution:
    """One installed distribution whose name starts like an extension package's.

    Attributes:
        name: The name as PEP 503 compares it.
        location: The folder of its metadata, for messages; the path entry where it has no folder.
        entry_points: The text of its ``entry_points.txt``; empty where there is none.
    """

    __slots__ = ("entry_points", "location", "name")

    def __init__(self, name: str, location: str, entry_points: str) -> None:
        self.name = name
        self.location = location
        self.entry_points = entry_points

    def __repr__(self) -> str:
        return f"<Distribution {self.name} in {self.location}>"


@cached
def installed() -> tuple[Distribution, ...]:
    """Return the distributions whose names match Pushcart's pattern, in the order of the path.

    Of several with one name the first on the path counts, as for ``importlib.metadata``.
    """
    return tuple(item for item in _nearby() if is_extension_name(item.name))


@cached
def near_misses() -> tuple[str, ...]:
    """Return the names that start with ``pushcart`` and don't match, such as ``pushcart-s3``."""
    return tuple(sorted(item.name for item in _nearby() if not is_extension_name(item.name)))


@cached
def _nearby() -> tuple[Distribution, ...]:
    """Return every distribution whose name starts with ``pushcart``, each name once."""
    found: dict[str, Distribution] = {}
    everything = _from_importlib(None) if _has_foreign_finder() else _from_path()
    for item in everything:
        found.setdefault(item.name, item)
    return tuple(found.values())


def _has_foreign_finder() -> bool:
    """Tell whether a finder other than Python's own (and its backport) can name distributions."""
    for finder in sys.meta_path:
        if getattr(finder, "find_distributions", None) is not None:
            module = getattr(finder, "__module__", "")
            if module != "_frozen_importlib_external" and "importlib_metadata" not in module:
                return True
    return False


def _from_path() -> Iterator[Distribution]:
    for entry in sys.path:
        # The import system ignores what is no string as well.
        if not isinstance(entry, str):
            continue
        egg = entry.lower().endswith(".egg")
        if egg and not os.path.basename(entry).lower().startswith(PREFIX):  # noqa: PTH119
            # An egg holds the one distribution that its own name says.
            continue
        try:
            children = os.listdir(entry or ".")  # noqa: PTH208 - pathlib costs more than the listing
        except NotADirectoryError:
            yield from _from_importlib(entry)
            continue
        except (OSError, ValueError):
            # A path entry that isn't there or can't be read (or named) holds nothing to import either.
            continue
        if egg:
            yield from _from_importlib(entry)
            continue
        for child in children:
            # Most names end here; site-packages may hold thousands.
            if child[0] not in "pP":
                continue
            low = child.lower()
            if low.startswith(PREFIX) and low.endswith(_SUFFIXES):
                folder = os.path.join(entry, child)  # noqa: PTH118
                yield Distribution(_name(child, folder), folder, _read(folder, "entry_points.txt"))


def _name(info: str, folder: str) -> str:
    """Return the name that a metadata folder stands for: ``pushcart_rest-1.0.dist-info``."""
    name, dash, version = info.rpartition(".")[0].partition("-")
    if dash and not version[:1].isdigit():
        # Neither a version nor an escaped name: an old tool's folder. What it declares decides.
        for line in (_read(folder, "METADATA") or _read(folder, "PKG-INFO")).splitlines():
            if line.lower().startswith("name:"):
                return normalize(line[5:].strip())
    return normalize(name)


def _read(folder: str, name: str) -> str:
    """Return the text of a metadata file; empty where it is missing, or unreadable, as importlib has it."""
    try:
        # Half the price of open(), and there may be hundreds.
        file = os.open(f"{folder}{os.sep}{name}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return ""
    try:
        chunks = []
        while chunk := os.read(file, 65536):
            chunks.append(chunk)
    except OSError:
        return ""
    finally:
        os.close(file)
    return b"".join(chunks).decode(errors="replace")


def _from_importlib(entry: str | None) -> Iterator[Distribution]:
    """Yield what ``importlib.metadata`` sees in one path entry; on the whole path for None."""
    import importlib.metadata

    path = sys.path if entry is None else [entry]
    for item in importlib.metadata.distributions(path=path):
        # A leftover without metadata has no name.
        name = normalize(item.metadata["Name"]) if "Name" in item.metadata else ""
        if name.startswith(PREFIX):
            location = str(item.locate_file("")) if entry is None else entry
            yield Distribution(name, location, item.read_text("entry_points.txt") or "")


def entry_points(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (group, name, target) for each entry point in an ``entry_points.txt``.

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


def clear() -> None:
    """Forget what was found."""
    for function in (installed, near_misses, _nearby):
        function.cache_clear()
