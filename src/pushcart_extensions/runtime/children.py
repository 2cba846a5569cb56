"""The modules and sub-packages that a folder holds, by the names of its files."""

from __future__ import annotations

import os

from pushcart_extensions.runtime import cached

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Child:
    """One name in a folder that can be imported.

    Attributes:
        name: The name.
        is_module: Whether it is a module by itself; a folder without an ``__init__`` only leads to others.
        file: Its source file, None where there is none to read.
        folder: The folder of a sub-package; None for a plain module.
    """

    __slots__ = ("file", "folder", "is_module", "name")

    def __init__(self, name: str, *, is_module: bool, file: str | None, folder: str | None) -> None:
        self.name = name
        self.is_module = is_module
        self.file = file
        self.folder = folder


def children(folder: str) -> Iterator[Child]:
    """Yield the public modules and sub-packages that a folder holds, in the order of their names."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=_by_name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield from _children_by_importer(folder)
        return
    except OSError:
        # A folder that can't be listed can't be imported from either.
        return
    for entry in found:
        stem, dot, extension = entry.name.partition(".")
        if not stem.isidentifier() or stem.startswith("_"):
            continue
        if dot:
            if f".{extension}" in _suffixes():
                file = entry.path if extension == "py" else None
                yield Child(stem, is_module=True, file=file, folder=None)
        # A link to a folder could lead round in a circle.
        elif entry.is_dir(follow_symlinks=False):
            file = os.path.join(entry.path, "__init__.py")  # noqa: PTH118 - pathlib is heavy
            is_package = os.path.isfile(file)  # noqa: PTH113
            yield Child(stem, is_module=is_package, file=file, folder=entry.path)


def _children_by_importer(folder: str) -> Iterator[Child]:
    """Yield what a place holds that is no folder, such as the inside of a zip file."""
    import pkgutil

    for _, name, is_package in pkgutil.iter_modules([folder]):
        if not name.startswith("_"):
            inside = f"{folder}/{name}" if is_package else None
            yield Child(name, is_module=True, file=None, folder=inside)


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


@cached
def _suffixes() -> frozenset[str]:
    """Return how the files end that the import system takes for modules."""
    import _imp

    return frozenset({".py", ".pyc", *_imp.extension_suffixes()})
