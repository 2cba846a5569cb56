"""A plan as a diff: ``git apply`` makes of the old tree what the plan says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.edits.diff import unified_diff
from pushcart_extensions.edits.plan import FileEdit, Plan
from pushcart_extensions.edits.repository import way_from_top

CASES: dict[str, FileEdit] = {
    "a change": FileEdit("a.py", b"1\n2\n3\n", b"1\n2!\n3\n"),
    "a new file": FileEdit("new/b.py", None, b"x\n"),
    "a new empty file": FileEdit("new/empty.py", None, b""),
    "a file that goes": FileEdit("gone.py", b"x\ny", None),
    "an empty file that goes": FileEdit("gone.py", b"", None),
    "no newline at the end before": FileEdit("a.py", b"1\n2", b"1\n2\n3\n"),
    "no newline at the end after": FileEdit("a.py", b"1\n2\n", b"1\n2\n3"),
    "no newline at the end of either": FileEdit("a.py", b"1\n2", b"0\n2"),
    "CRLF": FileEdit("a.py", b"1\r\n2\r\n", b"1\r\n2\r\n3\r\n"),
    "BOM": FileEdit("a.py", b"\xef\xbb\xbf1\n2\n", b"\xef\xbb\xbf0\n2\n"),
    "bytes of another encoding": FileEdit("a.py", b"\xe4\n\x85\n", b"\xe4\n\x85\n\xf6\n"),
    "separators that are no line ends": FileEdit("a.py", b"a\x0cb\rc\n\x1c\n", b"a\x0cb\rc\n\x1c!\n"),
    "a path with spaces": FileEdit("a folder/the file.py", b"1\n", b"2\n"),
    "a new path with spaces": FileEdit("a folder/the file.py", None, b"2\n"),
    "a path with odd characters": FileEdit('q"uo\te/ö.py', b"1\n", b"2\n"),
}


def applied(plan: Plan, folder: Path, below: str = "") -> dict[str, bytes]:
    """Return what ``git apply`` makes of the files that a plan starts from."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, before, _ in plan:
        if before is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(before)
    subprocess.run(["git", "apply", "-"], input=unified_diff(plan, below=below), cwd=folder, check=True)
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in found.items() if not path.startswith(".git/")}


def wanted(plan: Plan) -> dict[str, bytes]:
    return {path: after for path, _, after in plan if after is not None}


@pytest.mark.parametrize("edit", CASES.values(), ids=CASES)
def test_git_applies_it(edit: FileEdit, tmp_path: Path) -> None:
    assert applied((edit,), tmp_path) == wanted((edit,))


CONTENT = st.none() | st.lists(
    st.sampled_from([b"a\n", b"b\r\n", b"\n", b"\xff \n", b"\t\r\n"]), max_size=9
).map(b"".join)
END = st.sampled_from([b"", b"end"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CONTENT, END, CONTENT, END), min_size=1, max_size=3))
def test_git_applies_any_plan(
    tmp_path_factory: pytest.TempPathFactory, contents: list[tuple[bytes | None, bytes, bytes | None, bytes]]
) -> None:
    edits = (
        FileEdit(f"f{n}", None if a is None else a + x, None if b is None else b + y)
        for n, (a, x, b, y) in enumerate(contents)
    )
    plan = tuple(edit for edit in edits if edit.before != edit.after)
    if plan:
        assert applied(plan, tmp_path_factory.mktemp("tree")) == wanted(plan)


def test_a_prefix_stands_before_each_path() -> None:
    diff = unified_diff((FileEdit("a.py", b"1\n", b"2\n"),), "packages/shop/")
    assert diff.startswith(b"--- a/packages/shop/a.py\n+++ b/packages/shop/a.py\n")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty git repository."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("folder", ["", "sub", "sub/deep", "a", "b", "a/b", "new", "a folder", "ö"])
@pytest.mark.parametrize("edit", CASES.values(), ids=CASES)
def test_git_applies_it_in_any_folder_of_a_repository(edit: FileEdit, repository: Path, folder: str) -> None:
    assert applied((edit,), repository / folder, f"{folder}/" if folder else "") == wanted((edit,))


@pytest.mark.parametrize("path", ["shop/a.py", "a/b/a.py", "b/a.py", "b/shop/a.py"])
@pytest.mark.parametrize("folder", ["shop", "a/b", "b", "a", "a/shop", "b/b", "b/shop"])
def test_a_path_that_begins_like_its_folder_is_not_misread(repository: Path, path: str, folder: str) -> None:
    plan = (
        FileEdit("first.py", None, b"1\n"),
        FileEdit(path, b"1\n", b"2\n"),
        FileEdit("z.py", b"1\n", None),
    )
    assert applied(plan, repository / folder, f"{folder}/") == wanted(plan)


@pytest.mark.parametrize("name", [name for name in CASES if "empty" not in name and "odd" not in name])
def test_patch_applies_it_too(name: str, tmp_path: Path) -> None:
    path, before, _ = CASES[name]
    if before is not None:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(before)
    command = ["patch", "-p1", "--binary", "--force", "--quiet"]
    subprocess.run(command, input=unified_diff((CASES[name],)), cwd=tmp_path, check=True)
    assert files(tmp_path) == wanted((CASES[name],))


def test_the_way_from_the_top_of_a_repository_is_found(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (repository / "a" / "b").mkdir(parents=True)
    (repository / "module").mkdir()
    (repository / "module" / ".git").write_text("gitdir: ../.git/modules/module\n")
    assert way_from_top(repository) == ""
    assert way_from_top(repository / "a" / "b") == "a/b/"
    assert way_from_top(repository / "module") == ""
    assert way_from_top(tmp_path_factory.mktemp("elsewhere")) == ""
