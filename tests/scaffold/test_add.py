"""More components for a package that is there: whoever made it, and without touching what is in it."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import difflib
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.errors import InvalidInputError, UnfitPackageError
from pushcart_extensions.scaffold import Addition, add, new

Files = Mapping[str, str]

PROJECT = """\
[project]
name = "pushcart-shop"
version = "1.0"  # ours
dependencies = ['requests']
"""
INIT = "src/pushcart_shop/__init__.py"
KEYS: dict[str, list[str]] = {
    "sources": ["orders"],
    "transformations": ["clean"],
    "destinations": ["orders", "s3"],
    "extensions": ["audit"],
}

# Packages that nobody generated.
FOREIGN: dict[str, Files] = {
    "src layout": {"pyproject.toml": PROJECT, INIT: '"""Shop."""\n'},
    "flat layout": {"pyproject.toml": PROJECT, "pushcart_shop/__init__.py": "VERSION = '1'\n"},
    "no __init__.py": {"pyproject.toml": PROJECT, "src/pushcart_shop/py.typed": ""},
    "names in a tuple": {"pyproject.toml": PROJECT, INIT: "from .tools import x\n\n__all__ = ('x',)\n", "src/pushcart_shop/tools.py": "x = 1\n"},
    "names annotated and added": {"pyproject.toml": PROJECT, INIT: '__all__: list[str] = []\n__all__ += [\n    "y",  # why\n]\ny = 2\n'},
    "lines end as on Windows": {"pyproject.toml": PROJECT.replace("\n", "\r\n"), INIT: "\ufeffimport os\r\n\r\nprint(os)\r\n"},
    "tabs and a licence": {"pyproject.toml": PROJECT, INIT: "# (c) us\n\n__all__ = [\n\t'z',\n]\nz = 0\n"},
    "Poetry": {"pyproject.toml": '[tool.poetry]\nname = "pushcart-shop"\nversion = "1"\npackages = [{ include = "pushcart_shop", from = "lib" }]\n\n[tool.poetry.dependencies]\npython = "^3.11"\n', "lib/pushcart_shop/__init__.py": ""},
    "Poetry's plugins": {"pyproject.toml": '[tool.poetry]\nname = "Pushcart_Shop"\n\n[tool.poetry.plugins."console_scripts"]\nshop = "pushcart_shop:main"\n', INIT: "def main(): ...\n"},
    "setup.cfg": {"setup.cfg": "[metadata]\nname = pushcart-shop\n\n[options]\npackages = find:\npackage_dir =\n    = lib\n", "lib/pushcart_shop/__init__.py": "", "setup.py": "import setuptools\nsetuptools.setup()\n", "pyproject.toml": "[build-system]\nrequires = ['setuptools']\n"},
    "setuptools with a list": {"pyproject.toml": PROJECT + '\n[tool.setuptools]\npackages = [\n    "pushcart_shop",\n]\n', "pushcart_shop/__init__.py": ""},
    "dotted keys": {"pyproject.toml": PROJECT + "\n[project.entry-points]\n'pushcart.sources'.first = 'pushcart_shop.sources.first:FirstSource'\n'web.extension'.first_source = 'pushcart_shop.sources.first:FirstSource'\n", INIT: "from .sources import FirstSource\n__all__ = ['FirstSource']\n", "src/pushcart_shop/sources/__init__.py": "from .first import FirstSource\n__all__ = ['FirstSource']\n", "src/pushcart_shop/sources/first.py": "from pushcart_extensions import SourceBase\n\n\nclass FirstSource(SourceBase):\n    provides = {'first_source'}\n\n    def get_increment(self):\n        return []\n"},
    "tests that are packages": {"pyproject.toml": PROJECT, INIT: "", "tests/__init__.py": ""},
    "its own README, changelog and workflow": {"pyproject.toml": PROJECT, INIT: "", "README.md": "# Shop\n\n```yaml\nsources:\n  - type: rows\n```\n", "CHANGELOG.md": "# Changes\n\n## 1.0\n\n* Born\n", "workflow.yaml": "# ours\nsources:\n- type: rows  # some\n  rows: [{}]\ndestinations: [console]\n"},
}  # fmt: skip


def make(folder: Path, files: Files) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def generated(folder: Path, **keys: list[str]) -> Path:
    return new("shop", **keys, author="Ada", email="ada@example.com", output=folder).path  # type: ignore[arg-type]


def kept(before: bytes, after: bytes) -> bool:
    """Tell whether every line of a file is there as it was, but for those to which an item was added."""
    old, now = (data.decode("latin-1").splitlines(keepends=True) for data in (before, after))
    lost = [line[2:] for line in difflib.ndiff(old, now) if line.startswith("- ")]
    return all(any(_grew(line, one) for one in now) for line in lost)


def _grew(line: str, into: str) -> bool:
    """Tell whether a line came about by putting something between the characters of another."""
    rest = iter(into)
    return all(character in rest for character in line)


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_a_package_of_anybody_takes_components_of_every_kind(tmp_path: Path, files: Files) -> None:
    package = make(tmp_path, files)
    before = tree(package)
    addition = add(package, **KEYS)  # type: ignore[arg-type]
    assert [(one.kind, one.key) for one in addition.added] == [
        (kind.removesuffix("s"), key) for kind, keys in KEYS.items() for key in keys
    ]
    after = tree(package)
    for path, data in before.items():
        assert kept(data, after[path]), path
        assert after[path].startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
        ends = [part.count(b"\r\n") == part.count(b"\n") for part in (data, after[path]) if b"\r\n" in data]
        assert all(ends), path
    report = check_files(str(package))
    assert [(one.code, one.message) for one in report.findings if one.code != "PCE106"] == []
    assert {(one.kind, one.key) for one in report.stages} >= {("source", "orders"), ("destination", "s3")}


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_what_is_there_as_a_whole_is_said_to_be_and_nothing_changes(tmp_path: Path, files: Files) -> None:
    package = make(tmp_path, files)
    first = add(package, **KEYS)  # type: ignore[arg-type]
    before = tree(package)
    second = add(package, **KEYS)  # type: ignore[arg-type]
    assert (second.added, second.present, second.plan) == ((), first.added, ())
    assert (first.written, second.written) == (True, False)
    assert tree(package) == before


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_a_dry_run_plans_the_same_and_writes_nothing(tmp_path: Path, files: Files) -> None:
    package = make(tmp_path, files)
    before = tree(package)
    planned = add(package, **KEYS, dry_run=True)
    assert tree(package) == before
    assert not planned.written
    done = add(package, **KEYS)  # type: ignore[arg-type]
    assert (done.written, done.plan) == (True, planned.plan)


@pytest.mark.parametrize("files", [None, *FOREIGN.values()], ids=["generated", *FOREIGN])
def test_a_run_that_was_killed_anywhere_is_completed_by_the_next(tmp_path: Path, files: Files | None) -> None:
    base = make(tmp_path / "base", files) if files else generated(tmp_path, sources=["first"])

    def start(name: str) -> Path:
        return shutil.copytree(base, tmp_path / name)

    whole = start("whole")
    plan = add(whole, **KEYS).plan  # type: ignore[arg-type]
    for done in range(len(plan)):
        package = start(f"after {done}")
        for edit in plan[:done]:
            (package / edit.path).parent.mkdir(parents=True, exist_ok=True)
            (package / edit.path).write_bytes(edit.after or b"")
        add(package, **KEYS)  # type: ignore[arg-type]
        assert tree(package) == tree(whole), f"killed after {[edit.path for edit in plan[:done]]}"


def test_stages_stand_in_the_metadata_in_the_order_of_their_kinds(tmp_path: Path) -> None:
    package = make(tmp_path, FOREIGN["src layout"])
    for kind in ("extensions", "destinations", "sources", "transformations"):
        add(package, **{kind: ["a"]})  # type: ignore[arg-type]
    points = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert list(points) == [
        "pushcart.sources",
        "pushcart.transformations",
        "pushcart.destinations",
        "web.extension",
    ]
    assert list(points["web.extension"]) == ["a_source", "a_transformation", "a_destination", "a_extension"]


OWN = """\
from pushcart_extensions import SourceBase


class OrdersSource(SourceBase):
    provides: "frozenset[str]" = frozenset({"my_orders"})  # mine

    def get_increment(self):
        return []
"""


def test_a_module_of_ones_own_is_registered_and_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    module = package / "src/pushcart_shop/sources/orders.py"
    module.write_text(OWN)
    addition = add(package, sources=["orders"])
    assert module.read_text() == OWN
    assert addition.notices == ("src/pushcart_shop/sources/orders.py is there already and stays as it is",)
    assert "tests/sources/test_orders.py" not in addition.created
    points = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert points["web.extension"]["my_orders"] == "pushcart_shop.sources.orders:OrdersSource"
    assert [finding.code for finding in check_files(str(package)).findings] == []
    assert add(package, sources=["orders"]).plan == ()


def test_a_stage_that_is_a_sub_package_is_registered_too(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    folder = package / "src/pushcart_shop/sources/orders"
    make(folder, {"__init__.py": "from .stage import OrdersSource\n", "stage.py": OWN})
    add(package, sources=["orders"])
    assert not folder.with_suffix(".py").exists()
    codes = [finding.code for finding in check_files(str(package)).findings]
    assert codes == ["PCE504"]  # the flag that only the inner module shows


def test_a_test_of_ones_own_stays(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    mine = make(package, {"tests/sources/test_orders.py": "def test_mine(): ...\n"})
    addition = add(mine, sources=["orders"])
    assert addition.notices == ("tests/sources/test_orders.py is there already and stays as it is",)
    assert (package / "tests/sources/test_orders.py").read_text() == "def test_mine(): ...\n"


def test_tests_of_two_kinds_don_t_clash_where_pytest_would_take_them_for_one(tmp_path: Path) -> None:
    package = make(tmp_path, FOREIGN["src layout"])
    add(package, sources=["orders"])
    addition = add(package, destinations=["orders"])
    assert "tests/destinations/test_orders_destination.py" in addition.created
    packages = make(tmp_path / "packages", FOREIGN["tests that are packages"])
    created = add(packages, sources=["orders"], destinations=["orders"]).created
    assert {"tests/destinations/test_orders.py", "tests/destinations/__init__.py"} <= set(created)


def test_what_the_user_deleted_is_not_made_again(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    for name in ("README.md", "CHANGELOG.md", "workflow.yaml", ".copier-answers.yml"):
        (package / name).unlink()
    add(package, sources=["orders"])
    assert not {"README.md", "CHANGELOG.md", "workflow.yaml", ".copier-answers.yml"} & set(tree(package))
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_a_stage_that_the_user_took_out_does_not_come_back(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"], destinations=["last"])
    shutil.rmtree(package / "src/pushcart_shop/sources")
    shutil.rmtree(package / "tests/sources")
    for name in ("pyproject.toml", "src/pushcart_shop/__init__.py"):
        lines = (package / name).read_text().splitlines(keepends=True)
        (package / name).write_text("".join(line for line in lines if "first" not in line.lower()))
    add(package, sources=["orders"])
    init = (package / "src/pushcart_shop/sources/__init__.py").read_text()
    assert ("OrdersSource" in init, "FirstSource" in init) == (True, False)
    assert [finding.code for finding in check_files(str(package)).findings] == []


def test_an_init_that_is_missing_is_made_with_what_the_package_records(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["first"])
    init = package / "src/pushcart_shop/sources/__init__.py"
    init.unlink()
    add(package, sources=["orders"])
    assert '    "FirstSource",\n    "OrdersSource",\n' in init.read_text()


def test_an_old_python_is_told_of(tmp_path: Path) -> None:
    package = make(
        tmp_path, {**FOREIGN["src layout"], "pyproject.toml": PROJECT + 'requires-python = ">=3.8"\n'}
    )
    (notice,) = add(package, sources=["orders"]).notices
    assert "requires-python is '>=3.8'" in notice


def test_dynamic_dependencies_are_told_of(tmp_path: Path) -> None:
    dynamic = PROJECT.replace("dependencies = ['requests']", 'dynamic = ["dependencies"]')
    package = make(tmp_path, {**FOREIGN["src layout"], "pyproject.toml": dynamic})
    (notice,) = add(package, sources=["orders"]).notices
    assert notice.startswith("see that pushcart-extensions is a dependency: ")


def test_a_changelog_or_workflow_without_a_place_is_told_of_and_stays(tmp_path: Path) -> None:
    odd = {"CHANGELOG.md": "Nothing yet.\n", "workflow.yaml": "sources: &all [a]\n", "README.md": "\xa0"}
    package = make(tmp_path, {**FOREIGN["src layout"], **odd, "CHANGELOG.md": "no heading\n"})
    before = tree(package)
    addition = add(package, sources=["orders"])
    assert any(notice.startswith("CHANGELOG.md stays as it is") for notice in addition.notices)
    assert tree(package)["CHANGELOG.md"] == before["CHANGELOG.md"]


PROBLEMS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no key": ({}, ["KEY is missing: nothing is to be added"]),
    "a bad key": ({"sources": ["2x"]}, ["--source '2x' may hold ASCII letters"]),
    "a keyword": ({"sources": ["class"]}, ["--source 'class' is a keyword of Python"]),
    "the same key twice": ({"sources": ["a", "A"]}, ["--source 'a' is given twice"]),
    "a built-in stage": ({"destinations": ["console"]}, ["belongs to the destination that pushcart-ext"]),
    "the same class": ({"sources": ["a1", "a_1"]}, ["--source 'a_1' gives the same class as 'a1'"]),
}


@pytest.mark.parametrize(("keys", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_can_t_be_a_key_is_wrong_usage(tmp_path: Path, keys: dict[str, Any], said: list[str]) -> None:
    package = make(tmp_path, FOREIGN["src layout"])
    before = tree(package)
    with pytest.raises(InvalidInputError) as caught:
        add(package, **keys)
    assert caught.value.exit_status == 2
    assert all(one in str(caught.value) for one in said), str(caught.value)
    assert tree(package) == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("pushcart-shp", "doesn't exist\n  try {0}/pushcart-shop"),
        (
            "pushcart-shop/pyproject.toml",
            "is a file; give the folder of the package\n  try {0}/pushcart-shop",
        ),
        (".", "holds no package: there is no pyproject.toml\n  try {0}/pushcart-shop"),
        ("pushcart-shop/src", "holds no package: there is no pyproject.toml\n  try {0}/pushcart-shop"),
    ],
)
def test_a_path_without_a_package_is_wrong_usage(tmp_path: Path, path: str, said: str) -> None:
    make(tmp_path / "pushcart-shop", FOREIGN["src layout"])
    with pytest.raises(InvalidInputError) as caught:
        add(tmp_path / path, sources=["orders"])
    assert caught.value.exit_status == 2
    assert said.format(tmp_path) in str(caught.value)


def test_of_a_folder_of_several_packages_one_is_to_be_named(tmp_path: Path) -> None:
    for name in ("pushcart-shop", "pushcart-stock"):
        make(tmp_path / name, FOREIGN["src layout"])
    with pytest.raises(InvalidInputError) as caught:
        add(tmp_path, sources=["orders"])
    said = "holds several packages: name one of pushcart-shop, pushcart-stock\n"
    assert f"{said}  try {tmp_path}/pushcart-shop" in str(caught.value)
    for number in "abcdef":
        make(tmp_path / number, FOREIGN["src layout"])
    with pytest.raises(InvalidInputError, match="name one of a, b, c, d, e, …"):
        add(tmp_path, sources=["orders"])


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 9999])
def test_a_path_that_can_t_be_one_is_wrong_usage(path: str) -> None:
    with pytest.raises(InvalidInputError, match="PATH"):
        add(path, sources=["orders"])


UNFIT: dict[str, tuple[Files, str]] = {
    "no TOML": ({"pyproject.toml": "[project\n"}, "pyproject.toml is not valid TOML: "),
    "no text": ({"pyproject.toml": "\udcff"}, "pyproject.toml can't be read: it is not UTF-8 text"),
    "a broken setup.cfg": ({"pyproject.toml": "", "setup.cfg": "nonsense\n"}, "setup.cfg can't be read: "),
    "no name": ({"pyproject.toml": "[tool.x]\n"}, "pyproject.toml states no name\n"),
    "only setup.py": ({"pyproject.toml": "", "setup.py": "", "x": ""}, "pyproject.toml states no name\n"),
    "a setup.py with the metadata": ({"setup.py": "from setuptools import setup\nsetup(name='pushcart-shop')\n", "pushcart_shop/__init__.py": ""}, "setup.py has the package's metadata, and a program is not edited\n  try moving its name, dependencies and entry points to [project] in pyproject.toml"),
    "a setup.py that computes them": ({"pyproject.toml": "[build-system]\nrequires = ['setuptools']\n", "setup.py": "import setuptools\nsetuptools.setup(**facts())\n"}, "setup.py has the package's metadata, and a program is not edited\n  try moving its name, dependencies and entry points to [project] in pyproject.toml"),
    "a setup.py that is no Python": ({"setup.py": "setup(\n"}, "setup.py has the package's metadata, and a program is not edited\n  try moving its name, dependencies and entry points to [project] in pyproject.toml"),
    "a name of another kind": ({"pyproject.toml": PROJECT.replace("pushcart-shop", "shop-orders")}, "'shop-orders' is a name that discovery never looks at: it wants pushcart-<name>, letters and dashes\n  try name = \"pushcart-shop-orders\""),
    "a name with digits": ({"pyproject.toml": PROJECT.replace("shop", "s3-b")}, 'try name = "pushcart-s-b"'),
    "our own name": ({"pyproject.toml": PROJECT.replace("shop", "extensions")}, "belongs to Pushcart itself"),
    "no import package": ({"pyproject.toml": PROJECT, "src/shop/__init__.py": ""}, "asks for the import package pushcart_shop, which is neither in src nor beside it\n  try renaming src/shop to pushcart_shop"),
    "no import package at all": ({"pyproject.toml": PROJECT}, "try making src/pushcart_shop/__init__.py"),
    "a computed __all__": ({"pyproject.toml": PROJECT, INIT: "__all__ = [n for n in dir()]\n__all__ = sorted(dir())\n"}, "src/pushcart_shop/__init__.py stays as it is: its __all__ is computed, so that no name can be written into it\n  try writing it as a list of names"),
    "Python that is none": ({"pyproject.toml": PROJECT, INIT: "def\n"}, f"{INIT} stays as it is: it is not valid Python"),
    "another module of the key": ({"pyproject.toml": PROJECT, INIT: "", "src/pushcart_shop/sources/orders.py": "x = 1\n"}, "src/pushcart_shop/sources/orders.py stays as it is: it is there already and has no class OrdersSource"),
    "another class of the name": ({"pyproject.toml": PROJECT, INIT: "class OrdersSource: ...\n"}, f"{INIT} stays as it is: OrdersSource stands for something else there"),
    "a namesake from elsewhere": ({"pyproject.toml": PROJECT, INIT: "from .old import OrdersSource\n", "src/pushcart_shop/old.py": OWN}, f"{INIT} stays as it is: OrdersSource stands there for what comes from pushcart_shop.old"),
    "another entry point of the key": ({"pyproject.toml": PROJECT + '\n[project.entry-points."pushcart.sources"]\norders = "pushcart_shop:Orders"\n', INIT: ""}, "pyproject.toml stays as it is: pushcart.sources has another orders already"),
    "another flag of the name": ({"pyproject.toml": PROJECT + '\n[project.entry-points."web.extension"]\norders_source = "pushcart_shop:Orders"\n', INIT: ""}, "pyproject.toml stays as it is: web.extension has another orders_source already"),
    "dynamic entry points": ({"pyproject.toml": PROJECT + 'dynamic = ["entry-points"]\n', INIT: ""}, "pyproject.toml stays as it is: its entry points are dynamic"),
    "a module where the folder is to be": ({"pyproject.toml": PROJECT, INIT: "", "src/pushcart_shop/sources.py": ""}, "--source needs the folder src/pushcart_shop/sources, in whose place stands src/pushcart_shop/sources.py\n  try moving what it holds to src/pushcart_shop/sources/__init__.py"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "said"), UNFIT.values(), ids=UNFIT)
def test_a_package_that_can_t_take_it_is_told_why_and_stays(tmp_path: Path, files: Files, said: str) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = tree(tmp_path)
    with pytest.raises(UnfitPackageError) as caught:
        add(tmp_path, sources=["orders"])
    assert caught.value.exit_status == 1
    assert said in str(caught.value)
    assert tree(tmp_path) == before


def test_what_can_t_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make(tmp_path, {**FOREIGN["src layout"], "src/pushcart_shop/sources/a.py": ""})
    real = Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path.name == "sources":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(UnfitPackageError, match="src/pushcart_shop/sources can't be read: Permission denied"):
        add(package, sources=["orders"])


def test_a_record_that_can_t_be_read_is_told(tmp_path: Path) -> None:
    package = make(tmp_path, FOREIGN["src layout"])
    (package / ".copier-answers.yml").mkdir()
    with pytest.raises(UnfitPackageError, match=r"\.copier-answers\.yml can't be read: "):
        add(package, sources=["orders"])


def test_a_class_that_another_key_gives_is_a_clash(tmp_path: Path) -> None:
    package = generated(tmp_path, sources=["a1"])
    with pytest.raises(UnfitPackageError, match="--source 'a_1' gives the same class as 'a1', which the pac"):
        add(package, sources=["a_1"])


def test_everything_that_stands_in_the_way_is_told_at_once(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": PROJECT + '\n[project.entry-points."pushcart.sources"]\norders = "x:Y"\n',
        INIT: "__all__ = sorted(dir())\n",
        "src/pushcart_shop/sources/__init__.py": "def\n",
        "src/pushcart_shop/destinations/s3.py": "",
    }
    with pytest.raises(UnfitPackageError) as caught:
        add(make(tmp_path, files), **KEYS)  # type: ignore[arg-type]
    assert [problem.place for problem in caught.value.problems] == [
        "src/pushcart_shop/destinations/s3.py",
        "src/pushcart_shop/sources/__init__.py",
        INIT,
        "pyproject.toml",
    ]


def test_wrong_usage_and_what_stands_in_the_way_are_told_together(tmp_path: Path) -> None:
    make(tmp_path, {"pyproject.toml": "[project\n"})
    with pytest.raises(InvalidInputError) as caught:
        add(tmp_path, sources=["2x"], destinations=["class"])
    assert caught.value.exit_status == 2
    assert [problem.place for problem in caught.value.problems] == [
        "--source",
        "--destination",
        "pyproject.toml",
    ]
    with pytest.raises(InvalidInputError) as caught:
        add(tmp_path / "gone", sources=["2x"])
    assert [problem.place for problem in caught.value.problems] == ["PATH", "--source"]


def test_the_result_is_frozen(tmp_path: Path) -> None:
    addition = add(make(tmp_path, FOREIGN["src layout"]), sources=["orders"])
    assert isinstance(addition, Addition)
    with pytest.raises(AttributeError):
        addition.written = False  # type: ignore[misc]
