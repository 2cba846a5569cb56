"""The installed distributions that discovery considers, and the entry points that they register.

What ``importlib.metadata`` takes 40 ms for, most of it its own import and the metadata of
everything else, is a listing of the path's folders here. What folders can't show (zip files,
eggs, finders of another kind) is left to ``foreign``, which does go through it.
"""

from __future__ import annotations

import os
import sys

from pushcart_extensions.contract.names import PREFIX, is_extension_name, normalize
from pushcart_extensions.runtime import cached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

OWN_NAME = "pushcart-extensions"
"""Our own distribution. Its name matches; its stages have entry points, so nothing in it is scanned."""

_SUFFIXES = (".dist-info", ".egg-info")
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CHUNK = 8192


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
    return tuple(item for item in nearby() if is_extension_name(item.name))


@cached
def nearby() -> tuple[Distribution, ...]:
    """Return every distribution whose name starts with ``pushcart``, each name once."""
    found: dict[str, Distribution] = {}
    for finder in sys.meta_path:
        # Python's own finders name no distribution that folders don't show; the first is the usual one.
        if (
            getattr(finder, "find_distributions", None) is not None
            and finder.__module__ != "_frozen_importlib_external"
        ):
            from pushcart_extensions.runtime.foreign import from_importlib, is_foreign

            if is_foreign(finder):
                for item in from_importlib(None):
                    found.setdefault(item.name, item)
                return tuple(found.values())
    for item in _from_path():
        found.setdefault(item.name, item)
    return tuple(found.values())


def _from_path() -> Iterator[Distribution]:
    for entry in sys.path:
        # The import system ignores what is no string as well.
        if not isinstance(entry, str):
            continue
        egg = entry[-4:].lower() == ".egg"
        if egg and not os.path.basename(entry).lower().startswith(PREFIX):  # noqa: PTH119
            # An egg holds the one distribution that its own name says.
            continue
        try:
            children = names_in(entry)
        except NotADirectoryError:
            egg = True
            children = ()
        except (OSError, ValueError):
            # A path entry that isn't there or can't be read (or named) holds nothing to import either.
            continue
        if egg:
            from pushcart_extensions.runtime.foreign import from_importlib

            yield from from_importlib(entry)
            continue
        # Most names end at their first letter; site-packages may hold thousands. Sorted, since the
        # listing has no order, and of two folders for one distribution the same one is to win everywhere.
        for child in sorted([child for child in children if child[0] in "pP"]):
            low = child.lower()
            if low.startswith(PREFIX) and low.endswith(_SUFFIXES):
                folder = f"{entry or os.curdir}{os.sep}{child}"
                yield Distribution(_name(low, folder), folder, read(folder, "entry_points.txt"))


def names_in(entry: str) -> Collection[str]:
    """Return the names in a folder of the path.

    The import system lists each folder that it looks into, and lists it anew when the folder's
    time of change is another. Its listing, where it has a fresh one, saves half of discovery's
    time; ``clear_cache`` makes it forget.

    Raises:
        OSError: The folder can't be listed; NotADirectoryError where it is none.
        ValueError: It can't even be named.
    """
    finder = sys.path_importer_cache.get(entry)
    names: Collection[str] = getattr(finder, "_path_cache", ())
    if names and getattr(finder, "_path_mtime", None) == os.stat(entry).st_mtime:  # noqa: PTH116
        return names
    return os.listdir(entry or os.curdir)  # noqa: PTH208 - pathlib costs more than the listing


def _name(info: str, folder: str) -> str:
    """Return the name that a metadata folder, in lower case, stands for: ``pushcart_rest-1.0.dist-info``."""
    name, dash, version = info[: info.rindex(".")].partition("-")
    if dash and not version[:1].isdigit():
        # Neither a version nor an escaped name: an old tool's folder. What it declares decides.
        from pushcart_extensions.runtime.foreign import declared_name

        return declared_name(folder) or normalize(name)
    plain = name.replace("_", "-")
    # Nearly always it is normalised then, and there may be hundreds.
    return normalize(plain) if "." in plain or "--" in plain else plain


def read(folder: str, name: str) -> str:
    """Return the text of a metadata file; empty where it is missing, or unreadable, as importlib has it."""
    try:
        # Half the price of open(), and there may be hundreds.
        file = os.open(f"{folder}{os.sep}{name}", _READ_ONLY)
    except OSError:
        return ""
    try:
        data = chunk = os.read(file, _CHUNK)
        while len(chunk) == _CHUNK:
            chunk = os.read(file, _CHUNK)
            data += chunk
    except OSError:
        return ""
    finally:
        os.close(file)
    return str(data, "utf-8", "replace")


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
        if not line or line[0] == "#":
            continue
        if line[0] == "[" and line[-1] == "]":
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


def follow(module: str, attribute: str) -> object:
    """Import what a target names, and return it.

    Raises:
        BaseException: Whatever the module raises; ValueError for an empty module.
        AttributeError: The module has no such attribute, or ``attribute`` is empty.
    """
    # As importlib.import_module, whose own import would cost more than the rest of discovery.
    __import__(module)
    found: object = sys.modules[module]
    for name in attribute.split("."):
        found = getattr(found, name)
    return found


def _is_dotted(name: str) -> bool:
    return bool(name) and all(character.isalnum() or character in "_." for character in name)


def clear() -> None:
    """Forget what was found."""
    installed.cache_clear()
    nearby.cache_clear()
