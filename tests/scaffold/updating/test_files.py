"""What becomes of each file: a table of what the user, the old and the new template have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.edits.abandoned import PREFIX
from pushcart_extensions.edits.apply import apply_plan
from pushcart_extensions.scaffold.updating.files import FileUpdate, Outcome, file_updates, marked_files
from pushcart_extensions.scaffold.updating.renderings import Renderings

OLD, NEW = b"one\ntwo\nthree\nfour\n", b"one\ntwo\nthree\nFOUR\n"
CHANGED, COLLIDING = b"ONE\ntwo\nthree\nfour\n", b"one\ntwo\nthree\n4\n"
MARKED = b"one\ntwo\nthree\n<<<<<<< yours\n4\n=======\nFOUR\n>>>>>>> template 9.0.0\n"
BINARY = b"\x89PNG\x00"


def updates(root: Path, old: dict[str, bytes], new: dict[str, bytes]) -> list[FileUpdate]:
    return list(file_updates(root, Renderings(old, new, "9.0.0")))


@pytest.mark.parametrize(
    ("ours", "old", "new", "outcome", "after"),
    [
        pytest.param(OLD, OLD, NEW, Outcome.UPDATED, NEW, id="left alone"),
        pytest.param(
            OLD.replace(b"\n", b"\r\n"), OLD, NEW, Outcome.UPDATED, NEW.replace(b"\n", b"\r\n"), id="endings"
        ),
        pytest.param(CHANGED, OLD, NEW, Outcome.MERGED, b"ONE\ntwo\nthree\nFOUR\n", id="changed elsewhere"),
        pytest.param(COLLIDING, OLD, NEW, Outcome.CONFLICT, MARKED, id="changed in the same place"),
        pytest.param(NEW, OLD, NEW, None, NEW, id="changed alike"),
        pytest.param(CHANGED, OLD, OLD, None, CHANGED, id="the template has not changed it"),
        pytest.param(None, OLD, NEW, Outcome.KEPT, None, id="deleted"),
        pytest.param(None, OLD, None, None, None, id="deleted on both sides"),
        pytest.param(OLD, OLD, None, Outcome.REMOVED, None, id="the template has it no more"),
        pytest.param(OLD.replace(b"\n", b"\r\n"), OLD, None, Outcome.REMOVED, None, id="no more, endings"),
        pytest.param(CHANGED, OLD, None, Outcome.KEPT, CHANGED, id="no more, but changed"),
        pytest.param(None, None, NEW, Outcome.ADDED, NEW, id="new"),
        pytest.param(NEW, None, NEW, None, NEW, id="new on both sides"),
        pytest.param(
            b"mine\n",
            None,
            b"new\n",
            Outcome.CONFLICT,
            b"<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> template 9.0.0\n",
            id="new on both sides, otherwise",
        ),
        pytest.param(BINARY, BINARY, BINARY * 2, Outcome.UPDATED, BINARY * 2, id="binary, left alone"),
        pytest.param(BINARY * 3, BINARY, BINARY * 2, Outcome.CONFLICT, BINARY * 3, id="binary, changed"),
        pytest.param(BINARY, OLD, NEW, Outcome.CONFLICT, BINARY, id="text that became binary"),
        pytest.param(b"", OLD, NEW, Outcome.CONFLICT, None, id="emptied"),
        pytest.param(b"", b"", NEW, Outcome.UPDATED, NEW, id="was empty"),
        pytest.param(b"x\n", b"", b"", None, b"x\n", id="was empty and is filled"),
        pytest.param(MARKED, OLD, NEW, Outcome.CONFLICT, MARKED, id="marked by this very update"),
    ],
)
def test_a_file_becomes_what_it_should(  # noqa: PLR0913, PLR0917 - the columns of the table
    tmp_path: Path,
    ours: bytes | None,
    old: bytes | None,
    new: bytes | None,
    outcome: Outcome | None,
    after: bytes | None,
) -> None:
    file = tmp_path / "a" / "b.txt"
    file.parent.mkdir()
    if ours is not None:
        file.write_bytes(ours)
    found = updates(
        tmp_path, {"a/b.txt": old} if old is not None else {}, {"a/b.txt": new} if new is not None else {}
    )
    assert [one.outcome for one in found] == ([outcome] if outcome else [])
    apply_plan(tuple(one.edit for one in found if one.edit), tmp_path)
    if after is not None or not file.exists():
        assert (file.read_bytes() if file.exists() else None) == after
    again = updates(tmp_path, {"a/b.txt": new} if new is not None else {}, {"a/b.txt": new} if new else {})
    assert [one for one in again if one.edit] == []


def test_the_lines_of_conflicts_and_the_reasons_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(COLLIDING)
    (tmp_path / "b").write_bytes(BINARY)
    (tmp_path / "c").mkdir()
    (tmp_path / "d").symlink_to(tmp_path / "a")
    (tmp_path / "e").write_bytes(OLD)
    found = updates(tmp_path, dict.fromkeys("abcd", OLD), dict.fromkeys(["a", "b", "c", "d", "e/f"], NEW))
    assert [(one.path, one.conflicts, one.reason) for one in found] == [
        ("a", (4,), None),
        ("b", (), "stays as it is: it can't be read as utf-8"),
        ("c", (), "stays as it is: it is a folder"),
        ("d", (), "stays as it is: it is a link, or lies behind one"),
        ("e/f", (), "stays as it is: a file stands in place of its folder"),
    ]
    assert {one.outcome for one in found} == {Outcome.CONFLICT}
    assert [one.path for one in found if one.edit] == ["a"]


def test_a_folder_that_leads_out_of_the_package_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "x").write_bytes(OLD)
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "a").symlink_to(tmp_path / "else")
    (found,) = updates(tmp_path / "package", {"a/x": OLD}, {"a/x": NEW})
    assert (found.outcome, found.edit) == (Outcome.CONFLICT, None)


def test_links_that_lead_to_themselves_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    found = updates(tmp_path, {"a": OLD, "a/x": OLD}, {"a": NEW, "a/x": NEW})
    assert [one.outcome for one in found] == [Outcome.CONFLICT, Outcome.CONFLICT]


def test_a_new_file_does_not_bring_back_a_folder_that_the_user_removed(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    old = {"docs/a.md": OLD, "src/a.py": OLD}
    new = old | {"docs/b.md": NEW, "docs/deep/c.md": NEW, "src/b.py": NEW, "other/d.md": NEW}
    found = {one.path: one.outcome for one in updates(tmp_path, old, new)}
    assert found == {
        "docs/b.md": Outcome.KEPT,
        "docs/deep/c.md": Outcome.KEPT,
        "src/b.py": Outcome.ADDED,
        "other/d.md": Outcome.ADDED,
    }


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Linux has it")
def test_a_file_that_the_system_does_not_give_is_no_conflict() -> None:
    with pytest.raises(OSError, match="Input/output error"):
        updates(Path("/proc/self"), {"mem": OLD}, {"mem": NEW})


def test_files_with_marks_are_found(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(MARKED)
    (tmp_path / "b").write_bytes(MARKED.replace(b"9.0.0", b"8.0.0"))
    (tmp_path / "c").write_bytes(OLD)
    (tmp_path / "d").mkdir()
    assert list(marked_files(tmp_path, {"a", "b", "c", "d", "e"})) == ["a", "b"]
    assert list(marked_files(tmp_path, {"a", "b", "c", "d", "e"}, "9.0.0")) == ["a"]


def test_what_a_killed_run_has_merged_is_not_merged_again(tmp_path: Path) -> None:
    base, theirs = b"x\nx\nx\n", b"x\nx\nx\nx\n"
    original = b"x\nmine\nx\nx\nx\n"
    (tmp_path / "a").write_bytes(original)
    (found,) = updates(tmp_path, {"a": base}, {"a": theirs})
    assert found.edit is not None
    assert found.edit.after is not None
    (tmp_path / "a").write_bytes(found.edit.after)
    (tmp_path / f"{PREFIX}1-2-3.old").write_bytes(BINARY)
    (tmp_path / f"{PREFIX}1-2-4.old").write_bytes(original)
    assert updates(tmp_path, {"a": base}, {"a": theirs}) == []


LINE = st.sampled_from(["", "a = 1", "b = 2", "x", "    pass", "[t]", '    "item",'])
LINES = st.lists(LINE, max_size=8)


@given(
    LINES,
    LINES,
    st.lists(st.one_of(LINE, st.text("mine ", min_size=1, max_size=6)), max_size=10),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from(["a.md", "a.py", "a.txt"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_line_of_the_users_is_lost(  # noqa: PLR0913, PLR0917 - one for each strategy
    tmp_path: Path, old: list[str], new: list[str], ours: list[str], ending: bytes, path: str
) -> None:
    base, theirs = ("".join(f"{line}\n" for line in side).encode() for side in (old, new))
    (tmp_path / path).write_bytes(b"".join(line.encode() + ending for line in ours))
    written = (tmp_path / path).read_bytes()
    for found in updates(tmp_path, {path: base}, {path: theirs}):
        written = (found.edit and found.edit.after) or written
    after = Counter(written.decode().replace("\r", "").split("\n"))
    removed = Counter(old) - Counter(new)
    for line, count in Counter(ours).items():
        assert after[line] >= count - removed[line]
