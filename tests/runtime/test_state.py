"""Increments: what a source remembers between runs, and when that is saved."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pushcart_extensions import StateFileError, StateValueError, Workflow, load_workflow
from pushcart_extensions.runtime.state import StateFile
from pushcart_extensions.testing import run_source

from . import paging
from .site import SOURCE_FOLDER, Site


@pytest.fixture(autouse=True)
def _installed(site: Site) -> None:
    paging.install(site)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the destination writes."""
    return tmp_path / "log"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state file, not there yet."""
    return tmp_path / "state.json"


def workflow(log: Path, *sources: object, **destination: object) -> Workflow:
    return load_workflow(
        {
            "sources": list(sources) or ["pages"],
            "destinations": [{"type": "log", "path": str(log), **destination}],
        }
    )


def entries(state: Path) -> object:
    return json.loads(state.read_text())["sources"]


def test_each_run_goes_on_where_the_last_one_ended(log: Path, state: Path) -> None:
    for _ in range(5):
        workflow(log).run(state=state)
    assert log.read_text().splitlines() == ["pages 1", "pages 2", "pages 3"]
    assert json.loads(state.read_text()) == {"version": 1, "sources": {"pages": {"page": 3}}}
    assert [path.name for path in state.parent.iterdir() if "state" in path.name] == ["state.json"]


def test_without_a_state_file_every_run_is_a_full_load(log: Path) -> None:
    for _ in range(2):
        workflow(log).run()
    assert log.read_text().splitlines() == ["pages 1", "pages 1"]


def test_a_type_that_repeats_is_numbered_by_its_place(log: Path, state: Path) -> None:
    one, two = ({"type": "pages", "name": name} for name in ("one", "two"))
    workflow(log, one).run(state=state)
    workflow(log, one, "rows", two).run(state=state)
    assert entries(state) == {"pages": {"page": 2}, "pages-2": {"page": 1}}
    assert log.read_text().splitlines() == ["one 1", "one 2", "two 1"]


def test_entries_of_sources_that_are_not_in_the_workflow_stay(log: Path, state: Path) -> None:
    state.write_text('{"version": 1, "sources": {"gone": {"at": "2020-01-01"}}}')
    workflow(log).run(state=state)
    assert entries(state) == {"gone": {"at": "2020-01-01"}, "pages": {"page": 1}}


def test_what_a_destination_did_not_write_is_not_remembered(log: Path, state: Path) -> None:
    one, two = ({"type": "pages", "name": name} for name in ("one", "two"))
    workflow(log, one).run(state=state)
    before = state.read_bytes()
    with pytest.raises(ValueError, match="disk full"):
        workflow(log, one, two, fail=True).run(state=state)
    assert state.read_bytes() == before
    workflow(log, one, two).run(state=state)
    assert log.read_text().splitlines() == ["one 1", "one 2", "two 1"]


FAULTY = {
    "not JSON": ("{", "isn't JSON"),
    "empty": ("", "isn't JSON"),
    "not text": (b"\xff\xfe\x00", "isn't JSON"),
    "a list": ("[]", "holds no state"),
    "something else": ('{"name": "x"}', "holds no state"),
    "of the future": ('{"version": 2, "sources": {}}', "is of version 2"),
    "an entry": ('{"version": 1, "sources": {"pages": 3}}', "has 3 as the state of 'pages'"),
    "too deep": ("[" * 100_000, "nested too deeply"),
}


@pytest.mark.parametrize(("content", "message"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_state_file_is_an_error_that_touches_nothing(
    log: Path, state: Path, content: str | bytes, message: str
) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    state.write_bytes(data)
    with pytest.raises(StateFileError, match=message) as caught:
        workflow(log).run(state=state)
    assert str(state) in str(caught.value)
    assert caught.value.exit_status == 1
    assert state.read_bytes() == data
    assert not log.exists()


def test_a_place_that_cannot_hold_a_file_is_told_of_before_the_run(log: Path, tmp_path: Path) -> None:
    for path, message in (
        (tmp_path, "can't be read"),
        (tmp_path / "no" / "state.json", "there is no folder"),
    ):
        with pytest.raises(StateFileError, match=message):
            workflow(log).run(state=path)
    assert not log.exists()


@pytest.mark.skipif(os.access("/", os.W_OK), reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_told_of_before_the_run(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(StateFileError, match=f"the folder {tmp_path} can't be written to"):
        StateFile(tmp_path / "state.json")


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        ("none", "returned None, and no dict"),
        ("odd", "the key 1"),
        ("date", "give dates and the like as text"),
        ("own", "RuntimeError: asked"),
    ],
)
def test_a_state_that_json_cannot_hold_is_an_error(
    log: Path, state: Path, returned: str, message: str
) -> None:
    with pytest.raises(StateValueError, match=message) as caught:
        workflow(log, {"type": "pages", "returned": returned}).run(state=state)
    assert "source 'pages'" in str(caught.value)
    assert not state.exists()


def test_any_text_is_kept(log: Path, state: Path) -> None:
    workflow(log, {"type": "pages", "returned": "half"}).run(state=state)
    assert entries(state) == {"pages": {"x": "\ud800"}}


def test_half_of_the_two_methods_is_an_error_before_anything_is_read(
    site: Site, log: Path, state: Path
) -> None:
    half = paging.SOURCE.replace("set_state", "put_state").replace("Pages", "Half")
    site.module("pushcart_paging/sources/half.py", half)
    with pytest.raises(StateValueError, match="get_state and no set_state"):
        workflow(log, "half").run(state=state)
    assert not log.exists()
    workflow(log, "half").run()


def test_a_link_and_the_files_permissions_stay(log: Path, state: Path, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.json"
    target.write_text('{"version": 1, "sources": {}}')
    target.chmod(0o640)
    state.symlink_to(target)
    workflow(log).run(state=state)
    assert state.is_symlink()
    assert entries(target) == {"pages": {"page": 1}}
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_gone_when_the_state_is_saved_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = StateFile(tmp_path / "folder" / "state.json")
    (tmp_path / "folder").rmdir()
    with pytest.raises(StateFileError, match="can't be written: No such file"):
        file.save("pages", {}, "source 'pages'")


def test_what_another_run_removes_meanwhile_is_left_to_it(log: Path, state: Path) -> None:
    gone = state.with_name(".state.json.1.new")
    gone.symlink_to("nowhere")
    workflow(log).run(state=state)
    assert entries(state) == {"pages": {"page": 1}}


def test_what_a_killed_run_left_is_removed_later(log: Path, state: Path) -> None:
    old, fresh = (state.with_name(f".state.json.{number}.new") for number in (1, 2))
    for path in (old, fresh):
        path.write_text("{")
    os.utime(old, (0, 0))
    workflow(log).run(state=state)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_one_stage_in_memory_remembers_in_a_dict() -> None:
    state: dict[str, object] = {}
    pages = [run_source("pages", state=state) for _ in range(2)]
    assert pages == [[{"source": "pages", "page": 1}], [{"source": "pages", "page": 2}]]
    assert state == {"page": 2}
    with pytest.raises(StateValueError, match="neither"):
        run_source("rows", state=state)


PAGES = 400

CHILD = """
import sys
sys.path[1:1] = {path!r}
from pushcart_extensions import load_workflow

sources = [{{"type": "pages", "name": name, "pages": {pages}}} for name in ("one", "two")]
workflow = {{"sources": sources, "destinations": [{{"type": "log", "path": {log!r}}}]}}
print("ready", flush=True)
for _ in range({runs}):
    load_workflow(workflow).run(state={state!r})
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_run_that_is_killed_neither_skips_nor_loses_an_increment(
    seed: int, site: Site, log: Path, state: Path
) -> None:
    """Thirty kills in all, each within the first milliseconds of the runs."""
    chance = random.Random(seed)  # noqa: S311 - a seed makes a failure repeatable
    path = [str(SOURCE_FOLDER), str(site.folder)]
    code = CHILD.format(path=path, pages=PAGES, log=str(log), state=str(state), runs=PAGES)
    command = [sys.executable, "-I", "-B", "-c", code]
    for _ in range(10):
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.04))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode in (-signal.SIGKILL, 0)
        if state.exists():
            entries(state)  # whole at every moment
    final = subprocess.run(command, capture_output=True, text=True, check=False)
    assert final.returncode == 0, final.stderr
    assert entries(state) == {"pages": {"page": PAGES}, "pages-2": {"page": PAGES}}
    for name in ("one", "two"):
        pages = [int(line.split()[1]) for line in log.read_text().splitlines() if line.startswith(name)]
        assert pages[0] == 1
        assert pages[-1] == PAGES
        # In order; one that was written and not yet remembered comes a second time.
        assert {later - earlier for earlier, later in itertools.pairwise(pages)} <= {0, 1}
