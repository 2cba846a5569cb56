"""Packages of every shipped version of the template, brought to the present one."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions import __version__
from pushcart_extensions.check import assert_conforms
from pushcart_extensions.edits.abandoned import PREFIX
from pushcart_extensions.errors import ConflictsLeftError
from pushcart_extensions.scaffold import add, update
from pushcart_extensions.scaffold.template.history import frozen_templates, present_template
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.template.questionnaire import rendered
from pushcart_extensions.scaffold.updating.files import Outcome

GOLDEN = Path(__file__).parents[1] / "template" / "golden"
OLD_VERSIONS = [version for version in frozen_templates() if version != __version__]
SETS = [
    pytest.param(version, one["answers"], id=f"{version}-{number}-{one['answers']['backend']}")
    for version in OLD_VERSIONS
    for number, one in enumerate(json.loads((GOLDEN / f"{version}.json").read_text(encoding="utf-8")))
]
ANSWERS: dict[str, Any] = {
    "name": "pushcart-shop",
    "sources": ["orders", "rest"],
    "transformations": [],
    "destinations": ["out"],
    "extensions": ["thing"],
    "backend": "hatchling",
    "license": "MIT",
    "author": "Ada",
    "email": "ada@example.com",
    "description": "Rows",
    "url": "https://example.com",
    "year": "2024",
}


def make(folder: Path, version: str, answers: Mapping[str, object] = ANSWERS) -> Path:
    """Write the package that a version of the template makes of answers."""
    for path, data in rendered(frozen_templates()[version].root, answers).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def version_of(package: Path) -> str:
    """Return the version of the template that a package records."""
    record = yaml.safe_load((package / ANSWERS_FILE).read_text(encoding="utf-8"))
    return str(record["_commit"]).removeprefix("v")


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


def test_conflicts_that_are_left_stop_the_next_update(package: Path) -> None:
    update(package)
    file = package / "README.md"
    file.write_text("a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> template 0.1.1\n", encoding="utf-8")
    before = files(package)
    with pytest.raises(ConflictsLeftError) as raised:
        update(package)
    assert (raised.value.files, files(package)) == (("README.md",), before)
    file.write_text("b\n", encoding="utf-8")
    update(package)


def test_an_update_that_was_killed_goes_on_although_it_left_marks(package: Path) -> None:
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    changed = text.replace(f">={version_of(package)}", ">=0.0.1")
    assert changed != text
    pyproject.write_text(changed, encoding="utf-8")
    record = (package / ANSWERS_FILE).read_bytes()
    first = update(package)
    assert [file.path for file in first.conflicts] == ["pyproject.toml"]
    wanted = files(package)
    (package / ANSWERS_FILE).write_bytes(record)  # as if it had not come so far
    second = update(package)
    assert second.conflicts == tuple(file._replace(edit=None) for file in first.conflicts)
    assert files(package) == wanted


@pytest.mark.parametrize("way", ["other bytes", "a link", "a folder"])
def test_a_file_that_can_t_be_merged_keeps_the_recorded_version_until_it_can(package: Path, way: str) -> None:
    file, record = package / "pyproject.toml", (package / ANSWERS_FILE).read_bytes()
    original = file.read_bytes()
    (package / "README.md").write_bytes((package / "README.md").read_bytes() + b"\nMine.\n")
    if way == "other bytes":
        file.write_bytes(b"# \xff\n" + original)
    elif way == "a link":
        file.rename(package / "elsewhere.toml")
        file.symlink_to("elsewhere.toml")
    else:
        file.unlink()
        file.mkdir()
    first = update(package)
    assert [one.path for one in first.left] == [one.path for one in first.conflicts] == ["pyproject.toml"]
    assert (package / ANSWERS_FILE).read_bytes() == record
    before = files(package)
    again = update(package)
    assert ([one.path for one in again.left], again.plan, files(package)) == (["pyproject.toml"], (), before)
    assert (again.is_behind, again.old_version) == (True, first.old_version)

    file.rmdir() if file.is_dir() else file.unlink()
    file.write_bytes(original)
    last = update(package)
    assert (last.conflicts, [one.path for one in last.plan]) == ((), ["pyproject.toml", ANSWERS_FILE])
    assert not update(package).is_behind


def test_what_a_killed_run_left_goes_also_where_conflicts_are_left(package: Path) -> None:
    update(package)
    (package / "README.md").write_text("<<<<<<< yours\n=======\n>>>>>>> template 0.1.1\n", encoding="utf-8")
    # No process has this number: it is higher than any can be.
    left = [package / folder / f"{PREFIX}99999999-1-2.old" for folder in ("", ".github/workflows", "src")]
    for file in left:
        file.touch()
    with pytest.raises(ConflictsLeftError):
        update(package, dry_run=True)
    assert all(file.exists() for file in left)
    with pytest.raises(ConflictsLeftError):
        update(package)
    assert not any(file.exists() for file in left)


LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0\ufeff"), max_size=20)


@st.composite
def user_edits(draw: st.DrawFn) -> list[tuple[str, int, int, list[str]]]:
    """Edits of files: where, how many lines to replace, and by which."""
    paths = st.sampled_from(sorted(rendered(frozen_templates()[OLD_VERSIONS[0]].root, ANSWERS)))
    edit = st.tuples(
        paths.filter(lambda path: path != ANSWERS_FILE),
        st.integers(0, 60),
        st.integers(0, 3),
        st.lists(st.one_of(LINE, st.sampled_from(['x = ["a"]', "import os", "    pass", ""])), max_size=3),
    )
    return draw(st.lists(edit, max_size=6))


@given(user_edits(), st.sampled_from(["\n", "\r\n"]))
@settings(
    max_examples=int(os.environ.get("PUSHCART_TEST_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_line_of_the_users_is_lost(
    tmp_path: Path, edits: list[tuple[str, int, int, list[str]]], ending: str
) -> None:
    version = OLD_VERSIONS[0]
    folder = tmp_path / "package"
    shutil.rmtree(folder, ignore_errors=True)
    package = make(folder, version)
    base = {path: lines_of(data) for path, data in files(package).items()}
    for path, at, count, lines in edits:
        text = [line.removesuffix("\r") for line in (package / path).read_bytes().decode().split("\n")]
        text[at : at + count] = lines
        (package / path).write_bytes(ending.join(text).encode())
    mine = {path: lines_of(data) for path, data in files(package).items()}
    new = {path: lines_of(data) for path, data in rendered(present_template().root, ANSWERS).items()}
    update(package)
    after = {path: lines_of(data) for path, data in files(package).items()}
    for path, counted in mine.items():
        if path == ANSWERS_FILE:
            continue
        removed = base[path] - new.get(path, Counter())
        for line, count in counted.items():
            if after[path][line] < count - removed[line]:
                # A line of TOML may have got a change of the template; its words are there.
                assert path.endswith(".toml")
                assert all(word in "\n".join(after[path]) for word in line.split() if ">=" not in word)


def lines_of(data: bytes) -> Counter[str]:
    return Counter(line.removesuffix("\r") for line in data.decode().split("\n"))
