"""A folder appears as a whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions.edits.locked_folders import remove_left_over
from pushcart_extensions.errors import CannotWriteError, TargetExistsError
from pushcart_extensions.scaffold.creating.staging import PREFIX, refuse_existing, refuse_unwritable, staged


def build(target: Path) -> None:
    with staged(target) as folder:
        folder.mkdir()
        (folder / "file").write_text("x", encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_is_there_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path / "target")
    assert names(tmp_path) == ["target"]
    assert names(tmp_path / "target") == ["file"]


def test_nothing_is_at_the_target_before_the_end(tmp_path: Path) -> None:
    with staged(tmp_path / "target") as folder:
        folder.mkdir()
        assert not (tmp_path / "target").exists()
        (hidden,) = names(tmp_path)
        assert hidden.startswith(PREFIX)


def test_missing_parents_are_made(tmp_path: Path) -> None:
    build(tmp_path / "a" / "b" / "target")
    assert names(tmp_path / "a" / "b") == ["target"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    build(tmp_path / "target")
    assert names(tmp_path / "target") == ["file"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interruption_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def interrupted() -> None:
        with staged(tmp_path / "a" / "target") as folder:
            folder.mkdir()
            raise error

    with pytest.raises(error):
        interrupted()
    assert names(tmp_path) == []


def test_a_folder_that_holds_something_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "mine").touch()
    with pytest.raises(TargetExistsError, match="exists already and stays as it is"):
        build(tmp_path / "target")
    assert names(tmp_path / "target") == ["mine"]
    assert names(tmp_path) == ["target"]


def test_a_file_and_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("file", "link", "dangling"):
        with pytest.raises(TargetExistsError):
            build(tmp_path / name)


def test_a_target_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def late() -> None:
        with staged(tmp_path / "target") as folder:
            folder.mkdir()
            (tmp_path / "target").mkdir()
            (tmp_path / "target" / "theirs").touch()

    with pytest.raises(TargetExistsError):
        late()
    assert names(tmp_path) == ["target"]
    assert names(tmp_path / "target") == ["theirs"]


def test_a_parent_that_is_a_file_can_not_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError, match="not a directory"):
        build(tmp_path / "file" / "target")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="/proc is a folder that nobody can write to")
def test_a_parent_that_refuses_is_named() -> None:
    with pytest.raises(CannotWriteError, match="can't write /proc/target"):
        build(Path("/proc/target"))


def test_what_killed_runs_left_goes_and_what_live_runs_have_stays(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}empty").mkdir()
    dead = tmp_path / f"{PREFIX}dead"
    dead.mkdir()
    (dead / "lock").touch()
    (dead / "package").mkdir()
    (dead / "package" / "file").touch()
    foreign = tmp_path / f"{PREFIX}foreign"
    foreign.mkdir()
    (foreign / "file-of-a-user").touch()
    (tmp_path / f"{PREFIX}file").touch()
    with staged(tmp_path / "target") as folder:
        folder.mkdir()
        remove_left_over(tmp_path, PREFIX)
        assert folder.exists()
        assert names(tmp_path) == sorted([f"{PREFIX}file", f"{PREFIX}foreign", folder.parent.name])


def test_a_live_run_of_another_process_is_left_alone(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from pushcart_extensions.scaffold.creating.staging import staged\n"
        "with staged(Path(sys.argv[1])) as folder:\n    folder.mkdir(); print(folder, flush=True); input()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "other")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        build(tmp_path / "target")
        assert folder.exists()
        process.kill()
    build(tmp_path / "next")
    assert not folder.exists()
    assert names(tmp_path) == ["next", "target"]


def test_modes_follow_the_users_mask(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        build(tmp_path / "target")
    finally:
        os.umask(mask)
    assert (tmp_path / "target").stat().st_mode & 0o777 == 0o750


def test_where_nothing_was_built_nothing_appears(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="no such file or directory"), staged(tmp_path / "target"):
        pass
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read and write anywhere")
def test_what_may_not_be_read_or_written_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with pytest.raises(TargetExistsError):
        refuse_existing(closed)
    with pytest.raises(CannotWriteError, match="permission denied"):
        refuse_unwritable(closed)
