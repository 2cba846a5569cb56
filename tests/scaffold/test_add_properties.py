"""Whatever a user has written into a generated package is still there after more was added to it."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import ast
import os
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pushcart_extensions import __version__
from pushcart_extensions.check.engine import check_files
from pushcart_extensions.scaffold import add
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE, render_files

Files = dict[str, str]
Keys = dict[str, list[str]]

PACKAGE = "src/pushcart_shop/__init__.py"
SOURCES = "src/pushcart_shop/sources/__init__.py"
ANSWERS: dict[str, Any] = {
    "_commit": f"v{__version__}",
    "_src_path": "https://example.com",
    "name": "pushcart-shop",
    "sources": [],
    "transformations": [],
    "destinations": [],
    "extensions": [],
    "dataframe": "rows",
    "backend": "hatchling",
    "license": "MIT",
    "author": "Ada",
    "email": "ada@example.com",
    "description": "Mine",
    "url": "https://example.com",
    "year": "2026",
}
KEY = st.sampled_from(["a", "a_b", "a1", "a10", "a2", "orders", "zoo", "k" * 36 + "_a", "k" * 36 + "_b"])
MARK = "MARK"
EXAMPLES = int(os.environ.get("PUSHCART_TEST_EXAMPLES", "40"))


def rendered(keys: Keys) -> Files:
    return render_files(ANSWERS | keys)


def write(folder: Path, files: Files, newline: str = "\n") -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.replace("\n", newline).encode())
    return folder


def read(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


@st.composite
def growths(draw: st.DrawFn) -> tuple[Keys, Keys, Keys]:
    """Draw what a package has, what it gets, and what it has then."""
    # With the first and the last one the example workflow needs no stage that stands in.
    first: Keys = {"sources": ["first"], "transformations": [], "destinations": ["last"], "extensions": []}
    before = {kind: keys + draw(st.lists(KEY, unique=True, max_size=2)) for kind, keys in first.items()}
    drawn = {kind: draw(st.lists(KEY, unique=True, max_size=2)) for kind in first}
    added = {kind: [key for key in keys if key not in before[kind]] for kind, keys in drawn.items()}
    if not any(added.values()):
        added["transformations"] = ["another"]
    return before, added, {kind: before[kind] + added[kind] for kind in first}


@st.composite
def commented(draw: st.DrawFn, files: Files) -> Files:
    """Draw the same files with comments of the user between their lines."""
    inits = [path for path in files if path.endswith("__init__.py")]
    marked = {}
    for path in [*inits, "pyproject.toml", "workflow.yaml", ANSWERS_FILE]:
        lines = files[path].splitlines(keepends=True)
        for number in range(draw(st.integers(1, 4))):
            # The docstring comes first.
            at = draw(st.integers(1 if path in inits else 0, len(lines)))
            lines.insert(at, f"# {MARK} {number}\n")
        marked[path] = "".join(lines)
    return files | marked


@settings(max_examples=EXAMPLES, deadline=None)
@given(growths(), st.data())
def test_what_is_added_stands_where_the_template_would_have_put_it(
    growth: tuple[Keys, Keys, Keys], data: st.DataObject
) -> None:
    before, added, whole = growth
    files = data.draw(commented(rendered(before)))
    with tempfile.TemporaryDirectory() as name:
        package = write(Path(name), files)
        add(package, **added)  # type: ignore[arg-type]
        found, wanted = read(package), rendered(whole)
    assert found.keys() == wanted.keys()
    for path in wanted:
        assert marks(found[path]) == marks(files.get(path, "")), path
        assert without_marks(found[path]) == wanted[path], path


def marks(text: str) -> list[str]:
    return [line for line in text.splitlines() if MARK in line]


def without_marks(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if MARK not in line)


def behind(path: str, text: str) -> tuple[str, Callable[[str], str]]:
    return path, lambda there: there + text


def instead(path: str, old: str, new: str) -> tuple[str, Callable[[str], str]]:
    return path, lambda there: there.replace(old, new)


EDITS: list[tuple[str, Callable[[str], str]]] = [
    instead("pyproject.toml", 'version = "0.1.0"', "version = '2.0'  # ours"),
    instead("pyproject.toml", 'dependencies = ["pushcart-', 'dependencies = [\n    "requests>=2",\n    "pushcart-'),
    instead("pyproject.toml", '[project.entry-points."pushcart.sources"]', '# our sources\n[project.entry-points."pushcart.sources"]  # all'),
    instead("pyproject.toml", 'first = "', 'other = "pushcart_shop.other:OtherSource"\nfirst = "'),
    behind("pyproject.toml", '\n[project.entry-points.console_scripts]\nshop = "pushcart_shop:main"\n'),
    behind("pyproject.toml", "\n[tool.ours]\nx = { y = [1, 2] }\n"),
    instead(PACKAGE, "__all__ = [", "VERSION = '1'\n\n__all__ = [\n    'VERSION',"),
    (PACKAGE, lambda there: there.replace("__all__ = [", "__all__: tuple[str, ...] = (").replace("\n]", "\n)")),
    instead(PACKAGE, "from pushcart_shop.", "from ."),
    behind(PACKAGE, "\n\ndef main() -> None:\n    print('shop')\n"),
    instead(SOURCES, '"""The', '"""Our very own'),
    behind(SOURCES, "\n__all__ += ['extra']\nextra = 1  # why\n"),
    instead("README.md", "# pushcart-shop", "# The shop\n\nHello, `world` | you."),
    instead("README.md", "|---|---|---|---|", "| --- | :-: | --- | --- |"),
    behind("README.md", "\n## More\n\n| kind | key |\n|---|---|\n| x | y |\n\n```yaml\nfoo: [1]\n```\n"),
    instead("CHANGELOG.md", "## Unreleased", "## Unreleased\n\n### Fixed\n\n- A bug\n\n## 1.0.0"),
    behind("CHANGELOG.md", "\n[1.0.0]: https://example.com\n"),
    instead("workflow.yaml", "  - type: first", "  - type: first  # ours\n    count: ${COUNT:-3}"),
    behind("workflow.yaml", "\n# the end\n"),
    instead(ANSWERS_FILE, "author: Ada", "author: 'Ada'  # Lovelace"),
]  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    growths(),
    st.lists(st.sampled_from(range(len(EDITS))), unique=True, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_every_line_of_the_user_is_still_there(
    growth: tuple[Keys, Keys, Keys], chosen: list[int], newline: str, is_recorded: bool
) -> None:
    before, added, _ = growth
    files, generated = rendered(before), rendered(before)
    for number in chosen:
        path, edit = EDITS[number]
        files[path] = edit(files[path])
    if not is_recorded:
        del files[ANSWERS_FILE]
    own = {
        path: [line for line in text.split("\n") if line and line not in generated[path].split("\n")]
        for path, text in files.items()
    }
    with tempfile.TemporaryDirectory() as name:
        package = write(Path(name), files, newline)
        there = set(check_codes(package))
        add(package, **added)  # type: ignore[arg-type]
        found = read(package)
        assert set(check_codes(package)) <= there
        assert add(package, **added).plan == ()  # type: ignore[arg-type]
    for path, lines in own.items():
        text = found[path]
        assert all(line in text or shares(line, text) for line in lines), path
        assert text.count("\r\n") == (text.count("\n") if newline == "\r\n" else 0), path
    parse(found)


def check_codes(package: Path) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in check_files(str(package)).findings]


def shares(line: str, text: str) -> bool:
    """Tell whether a line is there with an item more."""

    def is_within(other: str) -> bool:
        rest = iter(other)
        return all(character in rest for character in line)

    return any(map(is_within, text.splitlines()))


def parse(files: Files) -> None:
    tomllib.loads(files["pyproject.toml"])
    for path, text in files.items():
        if path.endswith(".py"):
            ast.parse(text)
        elif path.endswith((".yaml", ".yml")):
            assert isinstance(yaml.safe_load(text), dict)
