"""Rules about ``__init__.py`` and ``__all__`` in the package and in each stage folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pushcart_extensions.check.evidence.components import Component
from pushcart_extensions.check.evidence.exports import Exporter
from pushcart_extensions.check.evidence.module import Module
from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.evidence.resolution import OwnClass
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.remedies import ClassOf, CreateInit, Export, QuoteExports
from pushcart_extensions.contract.kinds import KINDS


def missing_init(package: Package) -> Iterator[Fault]:
    """The package or a stage folder has no ``__init__.py``.

    Without it the folder is a namespace package, which build backends leave out and which exports
    nothing. Create the file, with the stages of the folder in ``__all__``.
    """
    tree = package.tree
    for name, path in _folders(package):
        if name not in tree.modules:
            yield Fault(
                f"{path}/ has no __init__.py.",
                Place(path),
                f"Create {path}/__init__.py with the classes of the folder in __all__.",
                fix=_creating(path, name, [*_exported(package, name)]),
            )


def missing_all(package: Package) -> Iterator[Fault]:
    """An ``__init__.py`` of the package or of a stage folder has no ``__all__``.

    ``__all__`` is the list of what the package offers; it names the class of each stage.
    """
    for exporter in package.exporters.values():
        if not exporter.stated:
            components = [*_exported(package, exporter.module.name)]
            classes = [component.expected_class for component in components]
            example = f"__all__ = [{', '.join(repr(name) for name in classes)}]".replace("'", '"')
            yield Fault(
                f"{exporter.module.path} has no __all__.",
                exporter.place,
                f"Add {example}.",
                fix=_exporting(exporter, components),
            )


def not_exported(package: Package) -> Iterator[Fault]:
    """A stage's class is missing from ``__all__`` of the package or of its folder.

    Both name every stage, so that ``from pushcart_rest_api import RestApiSource`` is what the
    package promises. Import the class there and add it to ``__all__``.
    """
    for exporter in package.exporters.values():
        if exporter.stated and exporter.names is not None and not exporter.unquoted:
            for component in _exported(package, exporter.module.name):
                name = component.expected_class
                if component.names & set(exporter.names):
                    continue
                yield Fault(
                    f"{name} is not in __all__ of {exporter.module.path}.",
                    exporter.place,
                    f'Import {name} there and add "{name}" to __all__.',
                    fix=_exporting(exporter, [component]),
                )


def unbound_export(package: Package) -> Iterator[Fault]:
    """``__all__`` names something that the module doesn't have.

    ``from package import *`` raises then. Import the name, or take it out of ``__all__``.
    """
    for exporter in package.exporters.values():
        components = [*_exported(package, exporter.module.name)]
        misnamed = {one.expected_class for one in components if one.names != {one.expected_class}}
        for name in exporter.unbound:
            if name in misnamed:
                continue
            meant = [one for one in components if one.facts and one.facts.name == name]
            yield Fault(
                f"__all__ of {exporter.module.path} names {name}, which the module doesn't have.",
                exporter.place,
                f"Import {name} there, or take it out of __all__.",
                fix=_exporting(exporter, meant) if meant else None,
            )


def unquoted_export(package: Package) -> Iterator[Fault]:
    """``__all__`` holds something that is no string, or is a string itself.

    It is a list of names, each in quotes: ``from package import *`` raises TypeError where it holds a
    class, and looks for single letters where it is one string. Write the name in quotes, in a list.
    """
    for exporter in package.exporters.values():
        if exporter.unquoted:
            yield Fault(
                f"__all__ of {exporter.module.path} must be a list of names in quotes.",
                exporter.unquoted,
                'Write it like ["RestApiSource"].',
                fix=_quoting(package, exporter),
            )


def unreadable_all(package: Package) -> Iterator[Fault]:
    """``__all__`` is computed in a way that could not be followed.

    Without an import the checker reads literals, concatenation, ``+=``, ``append``, ``extend`` and
    the ``__all__`` of the package's own modules. Write a literal list, which people can read too.
    """
    for exporter in package.exporters.values():
        if exporter.stated and exporter.names is None and not exporter.unquoted:
            yield Fault(
                f"What __all__ of {exporter.module.path} holds could not be verified.",
                exporter.place,
                "Write it as a literal list.",
            )


def _folders(package: Package) -> Iterator[tuple[str, str]]:
    tree = package.tree
    if not tree.package_path:
        return
    yield str(tree.package_name), tree.package_path
    for kind in KINDS:
        if kind.folder in tree.folders:
            yield f"{tree.package_name}.{kind.folder}", f"{tree.package_path}/{kind.folder}"


def _creating(path: str, package: str, components: Sequence[Component]) -> CreateInit | None:
    """Return the fix that creates an ``__init__.py``; None where it would name a folder by a wrong name."""
    if any(component.moves_to for component in components):
        return None
    return CreateInit(path, package, _classes(components))


def _exporting(exporter: Exporter, components: Sequence[Component]) -> Export | None:
    """Return the fix that exports components; None where that is not plain.

    Names come lazily then, in a way of the package's own, or the folder of a stage is to be renamed first.
    """
    module = exporter.module
    if any(component.moves_to for component in components):
        return None
    if module.is_lazy or (exporter.stated and not _is_written_out(module)):
        return None
    return Export(module.path, module.name, _classes(components))


def _quoting(package: Package, exporter: Exporter) -> QuoteExports | None:
    """Return the fix that quotes the classes in ``__all__``; None where something else is wrong there."""
    from pushcart_extensions.edits.python.quoted_all import bare_names  # only a fault needs it

    module = exporter.module
    names = bare_names(module.statements)
    if names is None:
        return None
    classes = [name for name in names if isinstance(package.resolver.name(module, name), OwnClass)]
    return QuoteExports(module.path, tuple(classes))


def _is_written_out(module: Module) -> bool:
    from pushcart_extensions.edits.python.dunder_all import display_in_all  # only a fault needs it

    return display_in_all(module.statements) is not None


def _classes(components: Iterable[Component]) -> tuple[ClassOf, ...]:
    classes = {one.facts.name: one.facts.module for one in components if one.facts}
    return tuple(sorted(classes.items()))


def _exported(package: Package, exporter: str) -> Iterator[Component]:
    """Yield the components that an ``__init__.py`` must export: all in the package, its own in a folder."""
    for component in package.components:
        # A folder need not export what has no place in it.
        is_its = component.in_folder or exporter == package.tree.package_name
        if component.facts and is_its and component.module.name.startswith(f"{exporter}."):
            yield component
