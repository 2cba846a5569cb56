"""What can't be added to a package, and why: everything at once, and nothing changes."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.errors import EditError, InvalidInputError, UnfitPackageError
from pushcart_extensions.scaffold import add

from .handmade import FOREIGN, INIT, KEYS, OWN, PROJECT, Files, generated, make, tree

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
    "a module of the key that is no Python": ({"pyproject.toml": PROJECT, INIT: "", "src/pushcart_shop/sources/orders.py": "def\n"}, "src/pushcart_shop/sources/orders.py stays as it is: it is not valid Python"),
    "a setup.cfg that is no text": ({"pyproject.toml": "", "setup.cfg": "\udcff"}, "setup.cfg can't be read: it is not UTF-8 text"),
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


# Reading it fails, whoever tries.
UNREADABLE = Path("/proc/self/mem")


@pytest.mark.skipif(not UNREADABLE.is_file(), reason="Linux has it")
@pytest.mark.parametrize("name", ["pyproject.toml", "setup.cfg"])
def test_metadata_that_the_system_does_not_give_are_told(tmp_path: Path, name: str) -> None:
    make(tmp_path, {"setup.py": "", INIT: ""})
    (tmp_path / name).symlink_to(UNREADABLE)
    with pytest.raises(UnfitPackageError, match=f"^{name} can't be read: Input/output error"):
        add(tmp_path, sources=["orders"])


@pytest.mark.parametrize("is_generated", [False, True], ids=["of anybody", "generated"])
def test_a_file_that_the_system_does_not_give_is_no_file_to_leave_alone(
    tmp_path: Path, is_generated: bool
) -> None:
    package = generated(tmp_path, sources=["a"]) if is_generated else make(tmp_path, FOREIGN["src layout"])
    (package / "CHANGELOG.md").unlink(missing_ok=True)
    (package / "CHANGELOG.md").mkdir()
    before = tree(package)
    with pytest.raises(EditError, match=r"^CHANGELOG\.md stays as it is: it can't be read: "):
        add(package, sources=["orders"])
    assert tree(package) == before


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
