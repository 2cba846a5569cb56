"""Updates that were not completed: conflicts are left, a file can't be merged, the run was killed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pushcart_extensions import __version__
from pushcart_extensions.edits.abandoned import PREFIX
from pushcart_extensions.errors import ConflictsLeftError
from pushcart_extensions.scaffold import add, update
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE
from pushcart_extensions.scaffold.updating.summary import told

from .shipped import OLD_VERSIONS, files, make, version_of

LEFT = "tests/destinations/test_out.py"


@pytest.fixture(params=OLD_VERSIONS)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A package of each shipped version."""
    return make(tmp_path / "pushcart-shop", request.param)


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
    file, version = package / "pyproject.toml", version_of(package)
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
    assert version_of(package) == version
    before = files(package)
    again = update(package)
    assert ([one.path for one in again.left], again.plan, files(package)) == (["pyproject.toml"], (), before)
    assert not again.written
    assert (again.is_behind, again.old_version) == (True, first.old_version)

    file.rmdir() if file.is_dir() else file.unlink()
    file.write_bytes(original)
    last = update(package)
    assert (last.conflicts, [one.path for one in last.plan]) == ((), ["pyproject.toml", ANSWERS_FILE])
    assert not update(package).is_behind
    assert b"_merged" not in (package / ANSWERS_FILE).read_bytes()


@pytest.fixture
def halted(package: Path) -> Path:
    """A package after an update that left a conflict in its metadata, and could not merge a test."""
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(text.replace(f">={version_of(package)}", ">=0.0.1"), encoding="utf-8")
    (package / LEFT).write_bytes(b"\xff" + (package / LEFT).read_bytes())
    done = update(package)
    assert [(one.path, one.is_left) for one in done.conflicts] == [("pyproject.toml", False), (LEFT, True)]
    return package


def resolved(package: Path) -> bytes:
    """Resolve the conflict in the metadata by what the user had; return the file."""
    pyproject = package / "pyproject.toml"
    text = re.sub(r"<<<<<<< .*\n((?:.*\n)*?)=======\n(?:.*\n)*?>>>>>>> .*\n", r"\1", pyproject.read_text())
    assert ">=0.0.1" in text
    pyproject.write_text(text)
    return pyproject.read_bytes()


def test_a_conflict_that_was_resolved_is_none_again_while_another_file_is_left(halted: Path) -> None:
    mine = resolved(halted)
    again = update(halted)
    assert ([one.path for one in again.conflicts], again.plan) == ([LEFT], ())
    (halted / LEFT).write_bytes((halted / LEFT).read_bytes()[1:])
    last = update(halted)
    assert ([one.path for one in last.files], last.conflicts) == ([LEFT], ())
    assert (halted / "pyproject.toml").read_bytes() == mine
    assert not update(halted).is_behind


def test_a_conflict_that_was_not_resolved_is_told_again_and_stays(halted: Path) -> None:
    before = files(halted)
    again = update(halted)
    assert [(one.path, len(one.conflicts)) for one in again.conflicts] == [("pyproject.toml", 1), (LEFT, 0)]
    assert (again.written, files(halted)) == (False, before)
    assert "remove the marks" in told(again)
    (halted / LEFT).unlink()
    assert [one.path for one in update(halted).conflicts] == ["pyproject.toml"]
    with pytest.raises(ConflictsLeftError):
        update(halted)


def test_what_has_been_merged_is_remembered_while_the_package_grows(halted: Path) -> None:
    mine = resolved(halted)
    noted = yaml.safe_load((halted / ANSWERS_FILE).read_text(encoding="utf-8"))["_merged"]
    assert noted["pyproject.toml"] == f"v{__version__}"
    assert LEFT not in noted
    add(halted, sources=["more"])
    assert yaml.safe_load((halted / ANSWERS_FILE).read_text(encoding="utf-8"))["_merged"] == noted
    (halted / LEFT).unlink()
    assert update(halted).conflicts == ()
    grown = (halted / "pyproject.toml").read_text(encoding="utf-8")
    assert set(mine.decode().splitlines()) < set(grown.splitlines())


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
