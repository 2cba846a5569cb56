"""The files of one component in a package that is there: its module and its test."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pushcart_extensions.contract.kinds import BY_NAME
from pushcart_extensions.edits.plan import Draft
from pushcart_extensions.edits.python.source import PythonSource
from pushcart_extensions.edits.text import prevailing_newline
from pushcart_extensions.errors import EditError
from pushcart_extensions.scaffold.adding.existing import ExistingPackage
from pushcart_extensions.scaffold.template.package import Component


class Placed(NamedTuple):
    """A component with its place in a package.

    Attributes:
        component: Its names.
        module: The file of its module, relative to the package's folder.
        stub: What the template gives for the module.
        flags: The feature flags that it provides.
        is_own: Whether its module is there and the user's own; nothing is written into that.
    """

    component: Component
    module: str
    stub: str
    flags: tuple[str, ...]
    is_own: bool = False

    @property
    def exporters(self) -> tuple[str, str]:
        """The ways from the package's folder to the folders whose ``__init__.py`` export it."""
        return f"/{self.component.folder}", ""


def placed(draft: Draft, existing: ExistingPackage, component: Component, files: Mapping[str, str]) -> Placed:
    """Return a component with its place in a package.

    A module that is there is taken for the component's where it has the component's class.

    Args:
        draft: The package's files.
        existing: The package.
        component: The component.
        files: What the template makes, by path in a generated package.

    Raises:
        EditError: Its module is there and can't be the component's.
    """
    stub = files[f"src/{existing.module}/{component.file}"]
    module = existing.module_file(BY_NAME[component.kind], component.key)
    if draft.read(module) is None or same_text(draft.text(module), stub):
        return Placed(component, module, stub, (component.flag,))
    try:
        tree = PythonSource(draft.text(module)).tree
    except EditError as error:
        raise EditError(error.reason, module) from error
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef) and statement.name == component.class_name:
            return Placed(component, module, stub, tuple(_provided(statement)), is_own=True)
        if isinstance(statement, ast.ImportFrom) and module.endswith("/__init__.py"):
            names = {alias.asname or alias.name for alias in statement.names}
            if component.class_name in names:
                return Placed(component, module, stub, (), is_own=True)
    raise EditError(f"it is there already and has no class {component.class_name}", module)


def add_files(draft: Draft, existing: ExistingPackage, place: Placed, files: Mapping[str, str]) -> list[str]:
    """Add a component's module, its test and what is missing around it to a draft; what is there stays.

    Args:
        draft: The package's files as they are to be.
        existing: The package.
        place: The component.
        files: What the template makes, by path.

    Returns:
        What the user should know of files that stay as they are.
    """
    for inside in place.exporters:
        init = f"{existing.folder}{inside}/__init__.py"
        if draft.read(init) is None:
            _create(draft, existing, init, files[f"src/{existing.module}{inside}/__init__.py"])
    if place.is_own:
        return [f"{place.module} is there already and stays as it is"]
    if draft.read(place.module) is None:
        _create(draft, existing, place.module, place.stub)
    test = test_file(draft, existing, place.component)
    text = files[f"tests/{place.component.test_file}"]
    there = draft.read(test)
    if there is None:
        _create(draft, existing, test, text)
    _make_package(draft, test)
    if there is not None and not same_text(there.decode("utf-8", "replace"), text):
        return [f"{test} is there already and stays as it is"]
    return []


def test_file(draft: Draft, existing: ExistingPackage, component: Component) -> str:
    """Return the path of a component's test.

    Unless pytest imports by ``importlib``, or tests are packages, no two test files may have one name.
    """
    path = f"tests/{component.test_file}"
    if _may_share_names(draft, existing):
        return path
    name = path.rpartition("/")[2]
    planned = [edit.path for edit in draft.plan()]
    there = [file.relative_to(existing.root).as_posix() for file in (existing.root / "tests").rglob(name)]
    if all(one == path for one in (*planned, *there) if one.rpartition("/")[2] == name):
        return path
    return f"tests/{component.folder}/test_{component.flag}.py"


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for their line endings."""
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


def _create(draft: Draft, existing: ExistingPackage, path: str, text: str) -> None:
    """Add a file with the line endings that its package has."""
    there = (existing.metadata, f"{existing.folder}/__init__.py")
    newline = prevailing_newline(filter(None, map(draft.read, there)))
    draft.create(path, text.replace("\n", newline))


def _may_share_names(draft: Draft, existing: ExistingPackage) -> bool:
    options: object = existing.pyproject.get("tool")
    for key in ("pytest", "ini_options", "addopts"):
        options = options.get(key) if isinstance(options, dict) else None
    return "importlib" in str(options) or draft.read("tests/__init__.py") is not None


def _make_package(draft: Draft, test: str) -> None:
    """Make the folder of a test a package where the tests are one."""
    inits = ("tests/__init__.py", f"{test.rpartition('/')[0]}/__init__.py")
    if draft.read(inits[0]) is not None and draft.read(inits[1]) is None:
        draft.create(inits[1], "")


def _provided(node: ast.ClassDef) -> Iterator[str]:
    """Yield the flags that a class provides, as far as they are written out in it."""
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            targets: Sequence[ast.expr] = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = (statement.target,)
        else:
            continue
        if statement.value and any(isinstance(one, ast.Name) and one.id == "provides" for one in targets):
            for one in ast.walk(statement.value):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value
