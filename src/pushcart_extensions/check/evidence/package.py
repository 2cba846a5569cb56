"""Everything that is known of one package, merged from its source and its import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.exports import Exporter, exporter
from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.merging import with_import
from pushcart_extensions.check.evidence.resolution import Resolver
from pushcart_extensions.check.evidence.search import find_components
from pushcart_extensions.check.evidence.source_tree import SourceTree
from pushcart_extensions.check.evidence.targets import with_lost
from pushcart_extensions.contract.kinds import KINDS


class Package(NamedTuple):
    """One package under judgement.

    Attributes:
        tree: Its source.
        resolver: Follows names through its source.
        components: Its stages and extensions.
        exporters: The ``__init__.py`` of the package and of each stage folder, by dotted name.
        imported: Whether the package was imported, not only read.
    """

    tree: SourceTree
    resolver: Resolver
    components: tuple[Component, ...]
    exporters: Mapping[str, Exporter]
    imported: bool


class Imported(NamedTuple):
    """The import of a package, beside what its source says.

    Attributes:
        package: The package.
        report: What the child process saw.
        blamed: Kind and key of the components that have an error already.
    """

    package: Package
    report: ImportReport
    blamed: frozenset[tuple[str, str]]


def gather(tree: SourceTree, report: ImportReport | None) -> Package:
    """Put together what is known of a package.

    Args:
        tree: Its source.
        report: Its import; None where nothing was imported.
    """
    resolver = Resolver(tree)
    names = [tree.package_name, *(f"{tree.package_name}.{kind.folder}" for kind in KINDS)]
    components = find_components(resolver)
    if report:
        components = tuple(with_import(one, report) for one in components)
    modules = [module for name in names if name and (module := tree.modules.get(name)) and not module.problem]
    return Package(
        tree=tree,
        resolver=resolver,
        components=with_lost(resolver, components),
        exporters={module.name: exporter(resolver, module, report) for module in modules},
        imported=report is not None,
    )
