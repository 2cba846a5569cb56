"""Everything that is known of one package, merged from its source and its import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pushcart_extensions.check.evidence.components import Component, find_components
from pushcart_extensions.check.evidence.import_report import ImportReport
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.resolution import Resolver
from pushcart_extensions.check.evidence.source_tree import SourceTree
from pushcart_extensions.check.evidence.values import exported_names, has_all, unquoted_export
from pushcart_extensions.check.findings import Place
from pushcart_extensions.contract.kinds import KINDS


class Exporter(NamedTuple):
    """An ``__init__.py`` that must name stages in its ``__all__``.

    Attributes:
        module: The module.
        stated: Whether it sets ``__all__`` at all.
        names: What ``__all__`` holds; None where neither source nor import told.
        source_names: What the source alone says that it holds; None where it doesn't tell.
        unbound: Names in ``__all__`` that the module doesn't have.
        unquoted: Where something that is no string stands in it; None where nothing does.
        place: Where ``__all__`` stands; the file where there is none.
    """

    module: Module
    stated: bool
    names: tuple[str, ...] | None
    source_names: tuple[str, ...] | None
    unbound: tuple[str, ...]
    unquoted: Place | None
    place: Place


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
    modules = [module for name in names if name and (module := tree.modules.get(name)) and not module.problem]
    return Package(
        tree=tree,
        resolver=resolver,
        components=find_components(resolver, report),
        exporters={module.name: _exporter(resolver, module, report) for module in modules},
        imported=report is not None,
    )


def _exporter(resolver: Resolver, module: Module, report: ImportReport | None) -> Exporter:
    read = exported_names(resolver, module)
    seen = report.exports.get(module.name) if report else None
    names = read if read is not None else seen.names if seen else None
    return Exporter(
        module=module,
        stated=has_all(module) or names is not None,
        names=names,
        source_names=read,
        unbound=seen.unbound if seen else _unbound(resolver, module, names or ()),
        unquoted=module.place(unquoted) if (unquoted := unquoted_export(resolver, module)) else None,
        place=_all_place(module),
    )


def _unbound(resolver: Resolver, module: Module, names: tuple[str, ...]) -> tuple[str, ...]:
    if module.is_lazy:
        return ()
    outside = any(star not in resolver.tree.modules for star in module.stars)
    submodules = resolver.tree.modules
    return tuple(
        name
        for name in names
        if name not in module.bindings
        and f"{module.name}.{name}" not in submodules
        and not outside
        and not any(name in submodules[star].bindings or submodules[star].stars for star in module.stars)
    )


def _all_place(module: Module) -> Place:
    import ast

    for statement in module.statements:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [statement.target]
            if isinstance(statement, (ast.AnnAssign, ast.AugAssign))
            else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and target.id == "__all__":
                return module.place(target)
    return Place(module.path)
