"""The folder that a check works in goes with it, at the latest with the next check."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pushcart_extensions.check.private_folder import private_folder

WORKING = (
    "import tempfile; tempfile.tempdir = {!r}\n"
    "from pushcart_extensions.check.private_folder import private_folder\n"
    "with private_folder() as folder:\n"
    "    (folder / 'copy').mkdir(); print(folder, flush=True); input()\n"
)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def interrupted() -> None:
    with private_folder() as folder:
        (folder / "copy").mkdir()
        raise KeyboardInterrupt


def test_it_is_gone_when_the_check_ends_however_it_does(temporary: Path) -> None:
    with private_folder() as folder:
        (folder / "copy").mkdir()
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(temporary.iterdir()) == []


def test_two_checks_of_one_process_have_one_each(temporary: Path) -> None:
    with private_folder() as one, private_folder() as other:
        assert {one, other} == set(temporary.iterdir())


def test_what_a_killed_check_left_goes_with_the_next_one_and_not_before(temporary: Path) -> None:
    command = [sys.executable, "-c", WORKING.format(str(temporary))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        other = Path(process.stdout.readline().strip())
        with private_folder():
            assert (other / "copy").exists()
        process.kill()
    assert (other / "copy").exists()
    with private_folder():
        assert not other.exists()


def test_what_others_put_there_stays(temporary: Path) -> None:
    foreign = temporary / "pushcart-check-mine"
    foreign.mkdir()
    (foreign / "file").touch()
    with private_folder():
        assert (foreign / "file").exists()


def test_where_none_can_be_made_it_is_said_why(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (temporary / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "file"))
    with pytest.raises(OSError, match="no temporary folder can be made: Not a directory"), private_folder():
        pass
