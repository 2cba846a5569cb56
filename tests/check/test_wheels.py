"""Wheels that are built now, and wheels that are given."""

# ruff: noqa: E501 - a table reads best with a row a line

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build import ProjectBuilder

from pushcart_extensions.check import PackageReport, check

PYPROJECT = "pyproject.toml"
PACKAGE = "src/pushcart_shop/__init__.py"
SOURCE = "src/pushcart_shop/sources/orders.py"
HATCH = "[tool.hatch.build.targets.wheel]\n"
POETRY_PACKAGES = '[tool.poetry]\npackages = [{ include = "pushcart_shop", from = "src" }]\n'

BACKENDS = [
    ("hatchling", "hatchling", "hatchling.build", ""),
    ("setuptools", "setuptools", "setuptools.build_meta", ""),
    ("poetry", "poetry.core", "poetry.core.masonry.api", POETRY_PACKAGES),
    ("flit", "flit_core", "flit_core.buildapi", '[tool.flit.module]\nname = "pushcart_shop"\n'),
    ("pdm", "pdm.backend", "pdm.backend", ""),
    ("uv", "uv_build", "uv_build", ""),
]


def judged(package: Any, **options: Any) -> PackageReport:
    """Check a package with its wheel, built with what is installed."""
    (report,) = check(package.write(), wheel=True, isolated=False, **options).packages
    return report


def built_with(package: Any, name: str, extra: str = "") -> Any:
    module, api = next((row[1], row[2]) for row in BACKENDS if row[0] == name)
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{name} is not installed")
    package.replace(PYPROJECT, '["hatchling"]', "[]").replace(PYPROJECT, "hatchling.build", api)
    return package.append(PYPROJECT, f"\n{extra}")


def codes(report: PackageReport) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("name", "extra"), [(row[0], row[3]) for row in BACKENDS], ids=[row[0] for row in BACKENDS]
)
def test_the_wheel_of_a_good_package_is_not_accused_whatever_builds_it(
    shop: Any, name: str, extra: str
) -> None:
    built_with(shop, name, extra)
    shop.write()
    before = shop.contents()
    report = judged(shop)
    assert report.findings == ()
    assert [stage.key for stage in report.stages] == ["orders", "clean", "s3"]
    assert {stage.found_by for stage in (*report.stages, *report.extensions)} == {"entry-point"}
    assert shop.contents() == before


VALID: list[tuple[str, Callable[[Any], object]]] = [
    ("no py.typed", lambda p: p.remove("src/pushcart_shop/py.typed")),
    ("flat layout", lambda p: p.rename("src/pushcart_shop", "pushcart_shop")),
    ("tests within the package", lambda p: p.add("src/pushcart_shop/tests/__init__.py", "")),
    ("tests within the package, left out", lambda p: p.add("src/pushcart_shop/tests/__init__.py", "").append(PYPROJECT, f'{HATCH}exclude = ["tests"]\n')),
    ("tests beside it, left out by default", lambda p: p.add("tests/test_x.py", "")),
    ("a second import package", lambda p: p.add("src/shop_client/__init__.py", "").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop", "src/shop_client"]\n')),
    ("stubs beside it", lambda p: p.add("src/pushcart_shop-stubs/__init__.pyi", "").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop", "src/pushcart_shop-stubs"]\n')),
    ("a module beside it", lambda p: p.add("src/_shop.py", "").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop"]\nforce-include = {{"src/_shop.py" = "_shop.py"}}\n')),
    ("scripts and other entry points", lambda p: p.append(PYPROJECT, '[project.scripts]\nshop = "pushcart_shop:main"\n[project.entry-points.pytest11]\nshop = "pushcart_shop"\n')),
    ("an extra", lambda p: p.append(PYPROJECT, '[project.optional-dependencies]\ntables = ["rich"]\n')),
    ("name with capitals", lambda p: p.replace(PYPROJECT, '"pushcart-shop"', '"Pushcart_Shop"')),
    ("entry point with spaces", lambda p: p.replace(PYPROJECT, "destinations.s3:S3", "destinations.s3 : S3")),
    ("another folder in the tree than in the wheel", lambda p: p.rename("src/", "python/").append(PYPROJECT, f'{HATCH}packages = ["python/pushcart_shop"]\n')),
    ("sources given another root", lambda p: p.append(PYPROJECT, f'{HATCH}only-include = ["src/pushcart_shop"]\nsources = ["src"]\n')),
]  # fmt: skip


@pytest.mark.parametrize("change", [case[1] for case in VALID], ids=[case[0] for case in VALID])
def test_a_good_package_of_another_style_is_not_accused(shop: Any, change: Callable[[Any], object]) -> None:
    change(shop)
    assert judged(shop).findings == ()


# What is broken, how, the rules that say so, and the line of pyproject.toml to blame.
MUTANTS: list[tuple[str, Callable[[Any], object], set[str], str]] = [
    ("a stage excluded", lambda p: p.append(PYPROJECT, f'{HATCH}exclude = ["orders.py"]\n'), {"PCE705"}, "[tool.hatch"),
    ("a folder excluded", lambda p: p.append(PYPROJECT, f'{HATCH}exclude = ["src/pushcart_shop/sources"]\n'), {"PCE705"}, "[tool.hatch"),
    ("an extension excluded", lambda p: p.append(PYPROJECT, f'{HATCH}exclude = ["audit.py"]\n'), {"PCE705"}, "[tool.hatch"),
    ("sub-packages forgotten", lambda p: built_with(p, "setuptools", '[tool.setuptools]\npackages = ["pushcart_shop"]\npackage-dir = {"" = "src"}\n'), {"PCE705"}, "[tool.setuptools]"),
    ("an __init__.py excluded", lambda p: p.append(PYPROJECT, f'{HATCH}exclude = ["**/destinations/__init__.py"]\n'), {"PCE706"}, "[tool.hatch"),
    ("py.typed forgotten", lambda p: p.append(PYPROJECT, f'{HATCH}exclude = ["py.typed"]\n'), {"PCE709"}, "[tool.hatch"),
    ("tests packed", lambda p: p.add("tests/__init__.py", "").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop", "tests"]\n'), {"PCE710"}, "[tool.hatch"),
    ("a copy of the runtime packed", lambda p: p.add("src/pushcart_extensions/__init__.py", "").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop", "src/pushcart_extensions"]\n'), {"PCE710"}, "[tool.hatch"),
    ("a file that runs in every process packed", lambda p: p.add("src/shop.pth", "import os\n").append(PYPROJECT, f'{HATCH}packages = ["src/pushcart_shop"]\nforce-include = {{"src/shop.pth" = "shop.pth"}}\n'), {"PCE710"}, "[tool.hatch"),
    ("everything of a flat layout packed", lambda p: built_with(p, "setuptools", '[tool.setuptools.packages.find]\nwhere = ["."]\nnamespaces = true\n').rename("src/pushcart_shop", "pushcart_shop").add("docs/conf.py", ""), {"PCE710"}, "[tool.setuptools"),
    ("the parent folder packed", lambda p: p.append(PYPROJECT, f'{HATCH}include = ["src"]\n[tool.hatch.build.targets.wheel.sources]\n"nowhere" = ""\n'), {"PCE704", "PCE705", "PCE709", "PCE710"}, "[tool.hatch"),
    ("a helper excluded", lambda p: p.add("src/pushcart_shop/_http.py", "").replace(SOURCE, "\n\nclass", "\nfrom pushcart_shop import _http\n\nclass").append(PYPROJECT, f'{HATCH}exclude = ["_http.py"]\n'), {"PCE714"}, "[tool.hatch"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected", "blamed"), [m[1:] for m in MUTANTS], ids=[m[0] for m in MUTANTS]
)
def test_what_a_build_gets_wrong_is_found_and_nothing_that_follows_from_it(
    shop: Any, change: Callable[[Any], object], expected: set[str], blamed: str
) -> None:
    change(shop)
    report = judged(shop)
    assert set(codes(report)) == expected
    lines = shop.files[PYPROJECT].splitlines()
    for finding in report.findings:
        assert finding.place
        assert finding.place.path == PYPROJECT
        assert finding.place.line
        assert lines[finding.place.line - 1].startswith(blamed)


def test_the_stages_of_the_report_are_those_of_the_wheel(shop: Any) -> None:
    shop.append(PYPROJECT, f'{HATCH}exclude = ["orders.py"]\n')
    assert [stage.key for stage in judged(shop).stages] == ["clean", "s3"]


def test_a_module_that_fails_is_blamed_where_it_stands_in_the_tree(shop: Any) -> None:
    shop.replace(SOURCE, "\n\nclass", "\nraise RuntimeError('no licence')\n\nclass")
    (finding,) = [finding for finding in judged(shop).findings if finding.code == "PCE601"]
    assert finding.place
    assert (finding.place.path, finding.place.line) == (SOURCE, 3)


def test_a_build_that_fails_is_a_finding_and_the_rest_is_checked_all_the_same(shop: Any) -> None:
    shop.replace(PYPROJECT, "hatchling.build", "no.such.backend")
    report = judged(shop)
    assert codes(report) == ["PCE701"]
    assert "no.such.backend" in report.findings[0].message
    assert {stage.found_by for stage in report.stages} == {"entry-point"}


def test_metadata_that_can_not_be_read_are_one_fault_with_a_wheel_too(shop: Any) -> None:
    shop.append(PYPROJECT, "[project")
    assert "PCE701" not in codes(judged(shop))
    assert "PCE101" in codes(judged(shop))


def test_static_builds_and_imports_nothing(shop: Any) -> None:
    shop.replace(SOURCE, "\n\nclass", "\nraise RuntimeError('no licence')\n\nclass")
    report = judged(shop, static=True)
    assert report.findings == ()
    assert {stage.found_by for stage in report.stages} == {"static"}


def build(package: Any, folder: Path) -> Path:
    return Path(ProjectBuilder(package.write(), runner=_quiet).build("wheel", folder))


def _quiet(cmd: Any, cwd: str | None = None, extra_environ: Any = None) -> None:
    subprocess.run(cmd, cwd=cwd, env={**os.environ, **(extra_environ or {})}, check=True, capture_output=True)


def test_a_wheel_is_judged_as_it_is(shop: Any, tmp_path: Path) -> None:
    archive = build(shop, tmp_path)
    (report,) = check(archive).packages
    assert report.findings == ()
    assert (report.path, report.name) == (str(archive), "pushcart-shop")
    assert [stage.key for stage in report.stages] == ["orders", "clean", "s3"]
    assert {stage.found_by for stage in report.stages} == {"entry-point"}


@pytest.mark.parametrize("static", [True, False])
def test_a_fault_in_a_wheel_is_blamed_on_the_file_in_it(shop: Any, tmp_path: Path, static: bool) -> None:
    shop.replace(SOURCE, "get_increment(self)", "get_increment(self, since)")
    (report,) = check(build(shop, tmp_path), static=static).packages
    assert [(f.code, f.place and f.place.path) for f in report.findings] == [
        ("PCE404", "pushcart_shop/sources/orders.py")
    ]


def test_what_is_missing_in_a_wheel_is_missing(shop: Any, tmp_path: Path) -> None:
    archive = build(
        shop.append(PYPROJECT, f'{HATCH}exclude = ["orders.py", "**/destinations/__init__.py"]\n'), tmp_path
    )
    assert {"PCE113", "PCE301"} <= set(codes(check(archive, static=True).packages[0]))


def test_a_changed_wheel_and_a_wheel_that_is_none(shop: Any, tmp_path: Path) -> None:
    archive = build(shop, tmp_path)
    with zipfile.ZipFile(archive, "a") as content:
        content.writestr("pushcart_shop/late.py", "")
    assert codes(check(archive).packages[0]) == ["PCE703"]
    archive.write_bytes(b"nothing of the kind")
    report = check(archive)
    assert codes(report.packages[0]) == ["PCE702"]
    assert report.failed()


@pytest.mark.slow
def test_an_isolated_build_needs_no_backend_here(shop: Any) -> None:
    shop.write()
    before = shop.contents()
    (report,) = check(shop.folder, wheel=True).packages
    assert report.findings == ()
    assert shop.contents() == before


def test_a_check_that_needs_no_wheel_imports_nothing_of_it(shop: Any) -> None:
    code = (
        "import sys; from pushcart_extensions.check import check; check(sys.argv[1], static=True); "
        "print([name for name in ('zipfile', 'email', 'build', 'hashlib', 'csv') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path += {sys.path!r}; {code}", str(shop.write())],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
