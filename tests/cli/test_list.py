"""``pushcart-list``, as a process."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import pushcart_extensions

SOURCE_FOLDER = Path(pushcart_extensions.__file__).parents[1]
LAUNCH = f"""
import sys
sys.path[1:1] = [{str(SOURCE_FOLDER)!r}, '.']
from pushcart_extensions.cli.launch import list_
list_()
"""

TALKATIVE = '''
from pushcart_extensions import SourceBase

print("a module talks")

class TalkSource(SourceBase[object]):
    """Talks [bold]a lot[/bold]."""

    uses = {"rows_source"}

    def __init__(self, words: int = 3):
        pass

    def get_increment(self):
        return []
'''


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-I", "-B", "-c", LAUNCH, *arguments]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an installed source that prints while it is imported."""
    module = tmp_path / "pushcart_talk" / "sources" / "talk.py"
    module.parent.mkdir(parents=True)
    module.write_text(TALKATIVE)
    (tmp_path / "pushcart_talk-1.0.dist-info").mkdir()
    return tmp_path


@pytest.fixture
def broken(folder: Path) -> Path:
    """The same, with a source that can't be imported."""
    (folder / "pushcart_talk" / "sources" / "bad.py").write_text("class BadSource(SourceBase): ...\n")
    return folder


def test_a_pipe_gets_a_plain_table(folder: Path) -> None:
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "a module talks\n")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["kind", "type", "from", "options", "flags", "what", "it", "is"]
    assert lines[2].split() == [
        *("source", "talk", "pushcart-talk", "1.0", "(by", "scan)"),
        *("words", "Talks", "[bold]a", "lot[/bold]."),
    ]


def test_json_has_stdout_for_itself(folder: Path) -> None:
    stages = json.loads(run(folder, "--format", "json").stdout)["stages"]
    assert [(one["kind"], one["key"]) for one in stages] == [
        ("source", "rows"),
        ("source", "talk"),
        ("destination", "console"),
    ]


@pytest.mark.parametrize(
    ("form", "start"), [("markdown", "# Installed"), ("mermaid", "flowchart LR\n"), ("schema", "{\n")]
)
def test_the_other_forms(folder: Path, form: str, start: str) -> None:
    done = run(folder, "--format", form)
    assert (done.returncode, done.stderr) == (0, "a module talks\n")
    assert done.stdout.startswith(start)


def test_the_order_and_why(folder: Path) -> None:
    done = run(folder, "--order")
    lines = [line.split(maxsplit=4) for line in done.stdout.splitlines()]
    assert lines[2] == ["2", "source", "talk", "pushcart-talk", "after rows, since it uses 'rows_source'"]
    order = json.loads(run(folder, "--order", "--format", "json").stdout)["order"]
    assert [step["key"] for step in order] == ["rows", "talk", "console"]


@pytest.mark.parametrize("arguments", [(), ("--order",), ("--format", "schema"), ("--format", "mermaid")])
def test_a_fault_is_one_line_of_stderr_and_exit_1(broken: Path, arguments: tuple[str, ...]) -> None:
    done = run(broken, *arguments)
    assert done.returncode == 1
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("pushcart-list:"))
    assert "source 'bad' of pushcart-talk" in line
    assert "NameError" in line
    assert "talk" in done.stdout


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_a_fault_is_part_of_the_documents(broken: Path, form: str) -> None:
    done = run(broken, "--format", form)
    assert done.returncode == 1
    assert "NameError" in done.stdout
    assert done.stderr == "a module talks\n"


def test_an_order_as_documentation_is_wrong_usage(folder: Path) -> None:
    done = run(folder, "--order", "--format", "markdown")
    assert done.returncode == 2
    assert "it comes as table or json" in done.stderr
    assert "Traceback" not in done.stderr


def shown_on_a_terminal(folder: Path, *arguments: str, **environment: str) -> bytes:
    parent, child = pty.openpty()
    process = subprocess.Popen(
        command(*arguments),
        cwd=folder,
        stdout=child,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 4096):
            shown += chunk
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(parent)
    assert process.wait(timeout=60) == 0
    return shown


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_a_terminal_gets_a_table_and_no_markup_is_read(folder: Path, no_color: str, styled: bool) -> None:
    shown = shown_on_a_terminal(folder, COLUMNS="200", NO_COLOR=no_color)
    assert "┃".encode() in shown
    assert b"[bold]a lot[/bold]" in shown
    assert (b"\x1b[" in shown) is styled


@pytest.mark.parametrize("columns", [120, 80, 40, 24])
@pytest.mark.parametrize("arguments", [(), ("--order",)], ids=["all", "order"])
def test_a_narrow_terminal_cuts_nothing_off(folder: Path, columns: int, arguments: tuple[str, ...]) -> None:
    shown = shown_on_a_terminal(folder, *arguments, COLUMNS=str(columns), NO_COLOR="1").decode()
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= columns
    for word in ("source", "console", "destination", "rows"):
        assert word in shown


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version(folder: Path, option: str) -> None:
    done = run(folder, option)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {"--help": "pushcart-list --format schema", "--version": "pushcart-extensions 0."}
    assert expected[option] in done.stdout


ODD = """
from pushcart_extensions import SourceBase

class OddSource(SourceBase[object]):
    provides = 5
    def get_increment(self):
        return []
"""


@pytest.fixture
def hostile(folder: Path) -> Path:
    """The same, with sources that end the process, can't be printed, and say odd things of themselves."""
    stages = folder / "pushcart_talk" / "sources"
    (stages / "ending.py").write_text("import os\nos._exit(0)\nclass EndingSource(Base): ...\n")
    mute = "class Mute(Exception):\n    def __str__(self): raise RuntimeError\nraise Mute\n"
    (stages / "mute.py").write_text(mute)
    (stages / "odd.py").write_text(ODD)
    return folder


@pytest.mark.parametrize(
    "options", [(), ("--order",), *(("--format", form) for form in ("json", "markdown", "mermaid", "schema"))]
)
def test_nothing_that_a_package_does_keeps_the_rest_from_being_listed(
    hostile: Path, options: tuple[str, ...]
) -> None:
    done = run(hostile, *options)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "talk" in done.stdout
    assert "rows" in done.stdout
    told = done.stdout if "json" in options or "markdown" in options else done.stderr
    assert "it ends the process that imports it, with status 0" in told
    assert "importing it fails: Mute: (its message can't be printed)" in told
    assert "source 'odd' of pushcart-talk has odd metadata: provides is 5" in told


def test_a_fault_of_many_lines_is_told_apart_from_the_next(folder: Path) -> None:
    (folder / "pushcart_talk" / "sources" / "bad.py").write_text(
        "raise ImportError('one\\ntwo')\nclass BadSource(Base): ...\n"
    )
    first, second = run(folder).stderr.splitlines()[-2:]
    assert first.startswith("pushcart-list: source 'bad' of pushcart-talk ")
    assert (first.rpartition(": ")[2], second) == ("one", "  two")


@pytest.mark.parametrize("form", ["table", "json"])
def test_what_takes_longer_than_the_limit_is_a_fault(folder: Path, form: str) -> None:
    (folder / "pushcart_talk" / "sources" / "slow.py").write_text(
        "import time\ntime.sleep(50)\nclass SlowSource(Base): ...\n"
    )
    done = run(folder, "--timeout", "1", "--format", form)
    assert done.returncode == 1
    assert "its import took more than 1 second" in done.stdout + done.stderr
    assert "rows" in done.stdout


def test_a_limit_is_a_number(folder: Path) -> None:
    done = run(folder, "--timeout", "nan")
    assert (done.returncode, "--timeout takes a number of seconds" in done.stderr) == (2, True)


def test_ctrl_c_ends_both_processes(folder: Path) -> None:
    (folder / "pushcart_talk" / "sources" / "slow.py").write_text(
        "import os, time\nprint('ready', os.getpid(), flush=True)\ntime.sleep(60)\n"
        "class SlowSource(Base): ...\n"
    )
    process = subprocess.Popen(command(), cwd=folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    child = int(process.stderr.readline().removeprefix("ready "))
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr) == (143, "pushcart-list: terminated\n")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("form", ["table", "markdown", "mermaid"])
def test_what_would_steer_a_terminal_is_shown(folder: Path, form: str) -> None:
    (folder / "pushcart_talk-1.0.dist-info" / "entry_points.txt").write_text(
        "[pushcart.sources]\n\x1b[31mred = pushcart_talk.sources.talk:TalkSource\n\x1b]0;bad = nowhere:Bad\n"
    )
    done = run(folder, "--format", form)
    assert "\x1b" not in done.stdout + done.stderr
    assert "\\x1b[31mred" in done.stdout


def test_a_flag_with_a_line_end_leaves_the_table_a_table(folder: Path) -> None:
    module = folder / "pushcart_talk" / "sources" / "talk.py"
    module.write_text(module.read_text().replace("uses =", 'provides = {"a\\nb"}\n    uses ='))
    assert len(run(folder).stdout.splitlines()) == 4


def test_a_name_that_discovery_passes_over_is_mentioned(folder: Path) -> None:
    (folder / "pushcart_s3-1.0.dist-info").mkdir()
    done = run(folder)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == (
        "pushcart-list: note: passed over, since their names hold more than letters: pushcart-s3"
    )


def test_what_keeps_all_from_being_enabled_together_is_told_with_the_order(folder: Path) -> None:
    module = folder / "pushcart_talk" / "sources" / "talk.py"
    module.write_text(TALKATIVE.replace("uses = ", "needs = {'power'}\n    uses = "))
    done = run(folder, "--order")
    assert done.returncode == 1
    assert (
        "pushcart-list: not all together: pushcart_talk.sources.talk.TalkSource needs 'power'" in done.stderr
    )
    assert run(folder).returncode == 0
