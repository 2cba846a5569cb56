"""The layers of the design: a module imports only from the rows below its own."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import pushcart_extensions

PACKAGE = Path(pushcart_extensions.__file__).parent

MAY_IMPORT = {
    "errors": set(),
    "contract": {"errors"},
    "runtime": {"errors", "contract"},
    "edits": {"errors", "contract"},
    "check": {"errors", "contract", "runtime", "edits"},
    "catalog": {"errors", "contract", "runtime", "edits"},
    "scaffold": {"errors", "contract", "runtime", "edits"},
    # The faces of the runtime: the package itself, and what tests of a package use.
    "": {"errors", "contract", "runtime"},
    "testing": {"errors", "contract", "runtime"},
    "cli": {"", "errors", "contract", "runtime", "edits", "check", "catalog", "scaffold"},
}
"""Which rows a row may import from; its own always. ``""`` is ``pushcart_extensions`` itself."""

# Each with its reason. Nothing else gets past the table.
EXCEPTIONS = {
    # The version, a plain string that costs nothing.
    ("scaffold", "__version__"),
    ("check", "__version__"),
    ("catalog", "__version__"),
    # The names of the public face, plain strings likewise.
    ("check", "__all__"),
}

SHIPPED_DATA = {"_template", "_history"}
"""Folders of the template and of its frozen versions: no part of the program."""
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in SHIPPED_DATA
)


def row(path: Path) -> str:
    """Return the row that a module belongs to."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(path: Path) -> set[tuple[str, str]]:
    """Return row and name of each of our own things that a module imports, wherever in it."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {(name[1] if len(name) > 1 else "", "") for name in names if name[0] == PACKAGE.name}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
            first, *rest = (node.module or "").split(".")
            if first == PACKAGE.name:
                for alias in node.names:
                    inner = rest or ([alias.name] if alias.name in MAY_IMPORT else [""])
                    found.add((inner[0], alias.name))
    return found


def test_every_row_is_in_the_table() -> None:
    assert {row(path) for path in MODULES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_the_rows_below(path: Path) -> None:
    own = row(path)
    wrong = {
        (target, name)
        for target, name in imports(path)
        if target != own and target not in MAY_IMPORT[own] and (own, name) not in EXCEPTIONS
    }
    assert wrong == set()


def test_the_table_has_no_way_round() -> None:
    order = ["errors", "contract", "runtime", "edits", "check", "catalog", "scaffold", "", "testing", "cli"]
    for name, targets in MAY_IMPORT.items():
        assert all(order.index(target) < order.index(name) for target in targets)


def dotted(path: Path) -> str:
    """Return a module's name as imports write it."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {dotted(path): imported_at_once(path) for path in MODULES}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def imported_at_once(path: Path) -> set[str]:
    """Return the modules that a module names outside of its functions, for its types too."""
    names = {dotted(each) for each in MODULES}
    found = set()
    for node in shallow(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= whole & names or {node.module}
    return found


def shallow(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a module that are in no function."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
            yield from shallow(node)


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text(
        "def f():\n"
        "    import pushcart_extensions.scaffold.new\n"
        "    from pushcart_extensions import cli, __version__\n"
        "    from pushcart_extensions.check.engine import run\n"
    )
    assert imports(module) == {("scaffold", ""), ("cli", "cli"), ("", "__version__"), ("check", "run")}
