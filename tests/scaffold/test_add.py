"""More components for a package that is there: whoever made it, and without touching what is in it."""

from __future__ import annotations

import difflib
import shutil
import tomllib
from pathlib import Path

import pytest

from pushcart_extensions.check.engine import check_files
from pushcart_extensions.scaffold import Addition, add

from .handmade import FOREIGN, KEYS, Files, generated, make, tree


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


def test_the_result_is_frozen(tmp_path: Path) -> None:
    addition = add(make(tmp_path, FOREIGN["src layout"]), sources=["orders"])
    assert isinstance(addition, Addition)
    with pytest.raises(AttributeError):
        addition.written = False  # type: ignore[misc]
