"""Rules about names that are taken: by the host, or by another module of the package."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.names import RESERVED, normalize


def reserved_name(package: Package) -> Iterator[Fault]:
    """The distribution has the name of the host or of its runtime.

    ``pushcart`` and ``pushcart-extensions`` are installed beside an extension package; one of the two
    would replace the other. Call it ``pushcart-<name>``.
    """
    project = package.tree.project
    if project.name and normalize(project.name) in RESERVED:
        yield Fault(
            f"{project.name} is the name of Pushcart itself.",
            project.name_place,
            "Name it pushcart-<name>, after what it brings.",
        )


def shadowed_module(package: Package) -> Iterator[Fault]:
    """A module and a sub-package have the same name.

    Python imports the sub-package ``x/`` and never the module ``x.py`` beside it; a stage that stands
    there is not found. Rename one, or move the module into the sub-package.
    """
    for path in package.tree.shadowed:
        folder = path.removesuffix(".py")
        yield Fault(
            f"{path} is never imported: {folder}/ has the same name.", Place(path), "Rename one of the two."
        )
