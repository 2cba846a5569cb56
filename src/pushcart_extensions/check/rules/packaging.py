"""Rules about the distribution: its metadata, its name, its import package, its dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from pushcart_extensions.check.evidence.package import Package
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.check.remedies import AddDependency
from pushcart_extensions.contract.layouts import joined
from pushcart_extensions.contract.names import is_extension_distribution, nearest_name, normalize

RUNTIME = "pushcart-extensions"
"""The distribution that the stages import their base classes from."""


def unreadable_metadata(package: Package) -> Iterator[Fault]:
    """The file with the package's metadata can't be read.

    Without it there is no name and there are no entry points, so nothing can be installed or
    discovered. Mend the file at the line that is named.
    """
    if package.tree.project.problem:
        what, place = package.tree.project.problem
        yield Fault(f"{place.path} {what}.", place, "Mend the file; no installer can read it either.")


def missing_name(package: Package) -> Iterator[Fault]:
    """The package states no distribution name.

    Discovery looks at distributions by their name, so there must be one, in ``[project]`` or in
    ``[tool.poetry]``. Write ``name = "pushcart-<name>"``.
    """
    project = package.tree.project
    if project.name is None and not project.problem and "name" not in project.unknown:
        yield Fault(
            f"{project.file} states no name for the distribution.",
            project.name_place,
            'Write name = "pushcart-<name>" under [project].',
        )


def wrong_distribution_name(package: Package) -> Iterator[Fault]:
    """The distribution's name doesn't match Pushcart's pattern.

    Only installed distributions whose normalised name matches ``pushcart(?:_?-?[a-z]+)*`` as a
    whole are searched for stages. Digits don't match, so ``pushcart-s3`` is never found: give the
    package a name of letters and dashes; the key of a stage may keep its digits.
    """
    project = package.tree.project
    if project.name is None or is_extension_distribution(project.name):
        return
    nearest = nearest_name(project.name)
    hint = f"Name it pushcart-{nearest}." if nearest else "Name it pushcart-<name>, letters and dashes only."
    if any(character.isdigit() for character in project.name):
        hint = f"{hint.removesuffix('.')}: digits don't match, only the key of a stage may hold them."
    yield Fault(f"Discovery never looks at a distribution named {project.name!r}.", project.name_place, hint)


def missing_import_package(package: Package) -> Iterator[Fault]:
    """The import package that belongs to the distribution's name is missing.

    The import package is the distribution's name with underscores for dashes: discovery looks for
    ``pushcart_rest_api`` when ``pushcart-rest-api`` is installed. Rename the folder, in ``src/`` or
    beside pyproject.toml.
    """
    tree = package.tree
    if tree.package_path and tree.importable_name != tree.package_name:
        right = joined(tree.search_path, str(tree.importable_name))
        message = f"{tree.package_path} can't be imported: a dash is no part of a name in Python."
        yield Fault(message, Place(tree.package_path), f"Rename it to {right}.")
        return
    if tree.package is None or tree.package_name == tree.package:
        return
    if tree.project.name and not is_extension_distribution(tree.project.name):
        # The name itself is at fault, so nothing can be measured by it.
        return
    if tree.package_path:
        message = f"The import package is {tree.package_name}, and the distribution asks for {tree.package}."
        yield Fault(message, Place(tree.package_path), f"Rename the folder to {tree.package}.")
    else:
        message = f"There is no import package {tree.package}, in src or beside {tree.project.file}."
        yield Fault(message, tree.project.name_place, f"Create src/{tree.package}/__init__.py.")


def missing_runtime_dependency(package: Package) -> Iterator[Fault]:
    """The package doesn't depend on pushcart-extensions.

    Its stages import their base classes from there; without the dependency an installation works
    only where something else brings it. Add ``"pushcart-extensions"`` to the dependencies.
    """
    project = package.tree.project
    if project.problem or project.dependencies is None:
        return
    if RUNTIME not in map(normalize, project.dependencies):
        yield Fault(
            f"{RUNTIME} is not among the dependencies.",
            project.place(("project", "dependencies"), ("tool", "poetry", "dependencies"), ("project",)),
            f'Add "{RUNTIME}" to the dependencies.',
            fix=AddDependency(RUNTIME),
        )


def metadata_only_the_backend_knows(package: Package) -> Iterator[Fault]:
    """Part of the metadata is dynamic, and the build backend could not be asked for it.

    A name, entry points or dependencies that setup.py or a build backend computes can't be read
    from the files. Without ``--static`` the backend is asked, in an environment made for it, or with
    ``--no-isolation`` in the one that is there. State them in pyproject.toml, where every tool can
    read them.
    """
    project = package.tree.project
    if project.unknown:
        fields = ", ".join(sorted(project.unknown))
        reason = f" The backend could not be asked:\n{project.unasked}" if project.unasked else ""
        yield Fault(
            f"Only the build backend knows: {fields}. They could not be verified.{reason}",
            project.place(("project", "dynamic")),
            "State them under [project] in pyproject.toml.",
        )


def nothing_to_discover(package: Package) -> Iterator[Fault]:
    """The package holds no stage and no extension.

    An extension package is there to bring at least one: a module in ``sources/``,
    ``transformations/``, ``destinations/`` or ``extensions/`` with the class that its key asks for.
    """
    tree = package.tree
    declared = any(point.is_discovered for point in tree.project.entry_points)
    modules_at_fault = any(module.problem for module in tree.modules.values())
    claimed = any(component.is_claimed for component in package.components)
    if tree.package_path and not claimed and not declared and not modules_at_fault:
        yield Fault(
            f"{tree.package_path} holds no stage and no extension.",
            Place(tree.package_path),
            f"Create {tree.package_path}/sources/<key>.py with a class that derives from SourceBase.",
        )
