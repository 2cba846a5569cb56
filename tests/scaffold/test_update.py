"""Packages of every shipped version of the template, brought to the present one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from pushcart_extensions import __version__
from pushcart_extensions.check import assert_conforms
from pushcart_extensions.scaffold import add, update
from pushcart_extensions.scaffold.template.history import present_template
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import rendered
from pushcart_extensions.scaffold.updating.files import Outcome

from .shipped import ANSWERS, OLD_VERSIONS, files, make, version_of

GOLDEN = Path(__file__).parents[1] / "template" / "golden"
SETS = [
    pytest.param(version, one["answers"], id=f"{version}-{number}-{one['answers']['backend']}")
    for version in OLD_VERSIONS
    for number, one in enumerate(json.loads((GOLDEN / f"{version}.json").read_text(encoding="utf-8")))
]


@pytest.fixture(params=OLD_VERSIONS)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A package of each shipped version."""
    return make(tmp_path / "pushcart-shop", request.param)


@pytest.mark.parametrize(("version", "answers"), SETS)
def test_a_package_that_was_left_alone_becomes_what_a_new_one_is(
    tmp_path: Path, version: str, answers: dict[str, object]
) -> None:
    package = make(tmp_path / "package", version, answers)
    done = update(package)
    assert (done.old_version, done.new_version, done.conflicts) == (version, __version__, ())
    found, wanted = files(package), rendered(present_template().root, answers)
    # The record keeps its order, in which new questions have found their places.
    recorded, recorded_anew = (yaml.safe_load(one.pop(ANSWERS_FILE)) for one in (found, wanted))
    assert (found, recorded) == (wanted, recorded_anew)


def test_a_package_that_was_updated_conforms(package: Path) -> None:
    update(package)
    assert_conforms(package)


def test_a_second_update_changes_nothing(package: Path) -> None:
    update(package)
    before = files(package)
    again = update(package)
    assert (again.is_behind, again.files, again.plan, files(package)) == (False, (), (), before)
    assert not again.written


def test_a_dry_run_writes_nothing_and_tells_all(package: Path) -> None:
    before = files(package)
    planned = update(package, dry_run=True)
    assert (planned.written, files(package)) == (False, before)
    done = update(package)
    assert (done.files, done.plan, done.written) == (planned.files, planned.plan, True)
    assert done.plan[-1].path == ANSWERS_FILE


def test_what_the_user_wrote_stays(package: Path) -> None:
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    needs = f'["pushcart-extensions>={version_of(package)}"]'
    mine = needs.replace("]", ', "httpx"]')
    pyproject.write_text(text.replace(needs, mine) + "\n[tool.mine]\nx = 1\n", encoding="utf-8")
    (package / "src" / "pushcart_shop" / "mine.py").write_text("x = 1\n", encoding="utf-8")
    (package / "README.md").write_text("# Mine alone\n", encoding="utf-8")
    (package / ".gitignore").unlink()
    assert update(package).conflicts == ()
    updated = pyproject.read_text(encoding="utf-8")
    assert f'dependencies = ["pushcart-extensions>={__version__}", "httpx"]' in updated
    assert updated.endswith("\n[tool.mine]\nx = 1\n")
    assert (package / "src" / "pushcart_shop" / "mine.py").read_text(encoding="utf-8") == "x = 1\n"
    assert not (package / ".gitignore").exists()


def test_a_windows_package_stays_one(package: Path) -> None:
    for path, data in files(package).items():
        (package / path).write_bytes(data.replace(b"\n", b"\r\n"))
    assert {file.outcome for file in update(package).files} == {Outcome.UPDATED}
    for path, data in files(package).items():
        assert data.count(b"\r\n") == data.count(b"\n"), path


def test_a_stage_that_was_removed_by_hand_does_not_come_back(package: Path) -> None:
    source = package / "src" / "pushcart_shop"
    (source / "sources" / "rest.py").unlink()
    (package / "tests" / "sources" / "test_rest.py").unlink()
    for path in (
        "pyproject.toml",
        "README.md",
        "workflow.yaml",
        *(f"src/pushcart_shop/{name}" for name in ("__init__.py", "sources/__init__.py")),
    ):
        text = (package / path).read_text(encoding="utf-8")
        kept = [line for line in text.splitlines(keepends=True) if "rest" not in line and "Rest" not in line]
        (package / path).write_text("".join(kept), encoding="utf-8")
    assert update(package).conflicts == ()
    assert not (source / "sources" / "rest.py").exists()
    for path in ("pyproject.toml", "README.md", "src/pushcart_shop/__init__.py"):
        assert "RestSource" not in (package / path).read_text(encoding="utf-8")
    assert yaml.safe_load((package / ANSWERS_FILE).read_text(encoding="utf-8"))["sources"] == [
        "orders",
        "rest",
    ]
    assert_conforms(package)


def test_a_stage_that_became_a_sub_package_is_no_removed_one(package: Path) -> None:
    sources = package / "src" / "pushcart_shop" / "sources"
    (sources / "rest").mkdir()
    (sources / "rest.py").rename(sources / "rest" / "__init__.py")
    done = update(package)
    assert done.conflicts == ()
    assert "RestSource" in (package / "pyproject.toml").read_text(encoding="utf-8")
    assert not (sources / "rest.py").exists()


def test_a_package_that_has_left_its_layout_is_merged_as_it_is(package: Path) -> None:
    (package / "src" / "pushcart_shop").rename(package / "pushcart_shop")
    (package / "src").rmdir()
    assert update(package).conflicts == ()
    assert not (package / "src").exists()


def test_a_package_that_grew_is_updated_without_conflict(package: Path) -> None:
    add(package, sources=["more"], transformations=["clean"])
    done = update(package)
    assert done.conflicts == ()
    grown = {**ANSWERS, "sources": ["orders", "rest", "more"], "transformations": ["clean"]}
    found, wanted = files(package), rendered(present_template().root, grown)
    assert found.keys() == wanted.keys()
    assert [
        path for path in found if found[path] != wanted[path] and path not in {ANSWERS_FILE, "CHANGELOG.md"}
    ] == []
    assert_conforms(package)
