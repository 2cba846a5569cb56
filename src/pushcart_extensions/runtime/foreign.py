"""What the path's folders can't show of the installed distributions, and don't need to in the common case.

Zip files, eggs and finders of another kind go through ``importlib.metadata``.
"""

from __future__ import annotations

from pushcart_extensions.contract.names import PREFIX, is_extension_name, normalize
from pushcart_extensions.runtime.distributions import Distribution, nearby, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def is_foreign(finder: object) -> bool:
    """Tell whether a finder that can name distributions is other than Python's own and its backport."""
    module = getattr(finder, "__module__", "")
    return module != "_frozen_importlib_external" and "importlib_metadata" not in module


def from_importlib(entry: str | None) -> Iterator[Distribution]:
    """Yield what ``importlib.metadata`` sees in one path entry; on the whole path for None."""
    import importlib.metadata
    import sys

    path = sys.path if entry is None else [entry]
    for item in importlib.metadata.distributions(path=path):
        # A leftover without metadata has no name.
        name = normalize(item.metadata["Name"]) if "Name" in item.metadata else ""
        if name.startswith(PREFIX):
            location = str(item.locate_file("")) if entry is None else entry
            yield Distribution(name, location, item.read_text("entry_points.txt") or "")


def declared_name(folder: str) -> str | None:
    """Return the name that a metadata folder's own file declares; None where it declares none."""
    for line in (read(folder, "METADATA") or read(folder, "PKG-INFO")).splitlines():
        if line.lower().startswith("name:"):
            return normalize(line[5:].strip())
    return None


def near_misses() -> Sequence[str]:
    """Return the names that start with ``pushcart`` and don't match, such as ``pushcart-s3``."""
    return sorted(item.name for item in nearby() if not is_extension_name(item.name))
