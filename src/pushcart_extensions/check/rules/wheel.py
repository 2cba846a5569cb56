"""Rules about what a built wheel holds: it is in order, and has all of the package in it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.findings import Fault
from pushcart_extensions.check.place import Place
from pushcart_extensions.contract.kinds import KINDS

if TYPE_CHECKING:  # what it brings is heavy, and few checks need it
    from pushcart_extensions.check.evidence.wheel import Packaged


_BY_MISTAKE = frozenset(
    {
        "benchmark",
        "benchmarks",
        "build",
        "ci",
        "dist",
        "doc",
        "docs",
        "example",
        "examples",
        "lib",
        "node_modules",
        "pushcart_extensions",
        "script",
        "scripts",
        "src",
        "tasks",
        "template",
        "templates",
        "test",
        "testing",
        "tests",
        "tools",
        "conftest.py",
        "noxfile.py",
        "setup.py",
        "sitecustomize.py",
        "tasks.py",
        "usercustomize.py",
    }
)
_NO_PACKAGE = (".md", ".rst", ".txt", ".toml", ".cfg", ".ini", ".lock", ".yaml", ".yml", ".json", ".pth")
_CONTENTS = (
    ("tool", "hatch", "build"),
    ("tool", "setuptools"),
    ("tool", "poetry", "exclude"),
    ("tool", "poetry", "packages"),
    ("tool", "pdm", "build"),
    ("tool", "uv", "build-backend"),
    ("tool", "flit"),
    ("build-system",),
)
"""Where build backends are told what to pack."""


def build_failed(packaged: Packaged) -> Iterator[Fault]:
    """The package's build backend doesn't make a wheel.

    What can't be built can't be installed. The backend's last words are given; `python -m build`
    shows all of them.
    """
    project, wheel = packaged.package.tree.project, packaged.wheel
    # Of metadata that can't be read, no backend makes anything.
    if wheel.unbuilt is not None and not wheel.not_installed and not project.problem:
        yield Fault(
            f"The wheel can't be built:\n{wheel.unbuilt}",
            project.place(("build-system",)),
            "Mend the build; python -m build --wheel shows all that it says.",
        )


def build_not_tried(packaged: Packaged) -> Iterator[Fault]:
    """What the build requires could not be installed, so that the wheel could not be verified.

    The build backend was not even asked: pip could not make the environment that it is to run in. Mostly
    there is no network, or the index can't be reached or lacks a distribution; it may also be that
    ``requires`` in ``[build-system]`` names one that doesn't exist. With the backend installed,
    ``--no-isolation`` needs no network.
    """
    project, wheel = packaged.package.tree.project, packaged.wheel
    if wheel.not_installed and not project.problem:
        yield Fault(
            f"The build requirements {', '.join(wheel.not_installed)} could not be installed, "
            f"so the wheel could not be verified:\n{wheel.unbuilt}",
            project.place(("build-system", "requires"), ("build-system",)),
            "See that pip's index can be reached and has them, or build with what is installed: "
            "--no-isolation.",
        )


def broken_archive(packaged: Packaged) -> Iterator[Fault]:
    """The archive is no wheel that an installer takes.

    A wheel is a zip archive with one ``.dist-info`` folder that holds METADATA, WHEEL and RECORD;
    its file name states the same name and version. Names that lead out of it, files held twice and
    sizes out of all proportion are refused here as well. Build it anew.
    """
    wheel = packaged.wheel
    if wheel.problem is not None:
        yield Fault(f"{wheel.name} {wheel.problem}.", _place(packaged), "Build it anew: python -m build.")


def false_record(packaged: Packaged) -> Iterator[Fault]:
    """RECORD doesn't agree with what the archive holds.

    Installers verify files by it and uninstall by it. It differs where an archive was changed after
    it was built: build it anew instead.
    """
    for lie in packaged.wheel.lies:
        yield Fault(lie, _place(packaged), "Build the wheel anew instead of changing it.")


def stage_not_packaged(packaged: Packaged) -> Iterator[Fault]:
    """A stage or extension of the package isn't in the wheel.

    Whoever installs the package doesn't get it: the build backend's configuration leaves its module
    out. Correct what is packed, in pyproject.toml.
    """
    if not packaged.built or packaged.wheel.metadata is None:
        return
    for component in packaged.package.components:
        if not packaged.holds(component):
            yield Fault(
                f"{component.kind.name.capitalize()} {component.key} is not in the wheel: "
                f"{component.module.path} is left out.",
                _place(packaged),
                "Correct what the build backend is told to pack.",
                component.about,
            )


def init_not_packaged(packaged: Packaged) -> Iterator[Fault]:
    """An ``__init__.py`` of the package or of a stage folder isn't in the wheel.

    Installed, the folder is a namespace package then, which exports nothing. Correct what is packed.
    """
    tree, wheel = packaged.package.tree, packaged.wheel
    if not packaged.built or wheel.metadata is None or not tree.package_name:
        return
    for name in (tree.package_name, *(f"{tree.package_name}.{kind.folder}" for kind in KINDS)):
        module = tree.modules.get(name)
        packed = any(wheel.has_module(one) for one in tree.modules if one.startswith(f"{name}."))
        # A folder of which nothing is packed is the fault of its stages.
        if (
            module
            and module.is_package
            and packed
            and f"{name.replace('.', '/')}/__init__.py" not in wheel.files
        ):
            yield Fault(
                f"{module.path} is not in the wheel.",
                _place(packaged),
                "Correct what the build backend is told to pack.",
            )


def module_not_packaged(packaged: Packaged) -> Iterator[Fault]:
    """A module that the package imports isn't in the wheel.

    The package works in its own folder, and fails where it is installed. Correct what is packed.
    """
    tree = packaged.package.tree
    folders = {tree.package_name, *(f"{tree.package_name}.{kind.folder}" for kind in KINDS)}
    told = {component.module.name for component in packaged.package.components} | folders
    for name in packaged.missed:
        if name not in told:
            yield Fault(
                f"{tree.modules[name].path} is not in the wheel, and the package imports it.",
                _place(packaged),
                "Correct what the build backend is told to pack.",
            )


def nothing_packaged(packaged: Packaged) -> Iterator[Fault]:
    """The wheel doesn't hold the import package at all.

    The build backend looked for it elsewhere, or packed its parent folder. Tell it where the package
    is: for hatchling ``packages = ["src/pushcart_rest_api"]``, for setuptools ``where = ["src"]``.
    """
    tree, wheel = packaged.package.tree, packaged.wheel
    if wheel.metadata is None or not tree.package:
        return
    if not any(name.startswith(f"{tree.package}/") for name in wheel.files):
        held = ", ".join(wheel.top_level) or "nothing"
        yield Fault(
            f"The wheel has no {tree.package} in it, but {held}.",
            _place(packaged),
            f"Tell the build backend where {tree.package} is.",
        )


def typing_marker_not_packaged(packaged: Packaged) -> Iterator[Fault]:
    """The package has a ``py.typed``, and the wheel hasn't.

    Type checkers ignore the annotations of an installed package without that file. Setuptools needs
    to be told: ``[tool.setuptools.package-data]`` with ``pushcart_rest_api = ["py.typed"]``. A package
    without the file is fine.
    """
    tree, wheel = packaged.package.tree, packaged.wheel
    if not packaged.built or wheel.metadata is None or not tree.package_path:
        return
    marker = f"{tree.package_name}/py.typed"
    if (tree.root / tree.package_path / "py.typed").is_file() and marker not in wheel.files:
        yield Fault(
            f"{tree.package_path}/py.typed is not in the wheel.",
            _place(packaged),
            "Tell the build backend to pack it.",
        )


def packaged_by_mistake(packaged: Packaged) -> Iterator[Fault]:
    """The wheel puts something into ``site-packages`` that doesn't belong there.

    A top-level ``tests``, ``docs`` or ``setup.py`` lands beside every other package and collides with
    the next one that does the same; ``pushcart_extensions`` would replace the runtime, and a ``.pth`` file
    runs in every process; compiled files are stale as soon as Python is updated. Name the package to
    pack, rather than everything that is there.
    """
    wheel = packaged.wheel
    if wheel.metadata is None:
        return
    package = packaged.package.tree.package
    tops = [top for top in wheel.top_level if top != package and _is_no_package(top)]
    if tops:
        verb = "doesn't belong" if len(tops) == 1 else "don't belong"
        yield Fault(
            f"{', '.join(tops)} {verb} into the wheel.",
            _place(packaged),
            f"Pack {package or 'the import package'} alone.",
        )
    compiled = sorted(name for name in wheel.files if "/__pycache__/" in f"/{name}")
    if compiled:
        yield Fault(
            f"The wheel holds compiled files, such as {compiled[0]}.",
            _place(packaged),
            "Leave __pycache__ out.",
        )


def packing_place(project: Project) -> Place:
    """Return where a build backend is told what to pack; the file as a whole where it isn't told."""
    for prefix in _CONTENTS:
        for path in project.positions:
            if path[: len(prefix)] == prefix:
                return project.place(path)
    return Place(project.file)


def _place(packaged: Packaged) -> Place | None:
    """Return what decides about the archive's contents; None where only the archive is there."""
    return packing_place(packaged.package.tree.project) if packaged.built else None


def _is_no_package(top: str) -> bool:
    if top in _BY_MISTAKE or top.endswith(_NO_PACKAGE):
        return True
    stem = top.removesuffix("-stubs").partition(".")[0]
    return not stem.isidentifier()
