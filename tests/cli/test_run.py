"""``pushcart-run``, as a process."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pushcart_extensions

SOURCE_FOLDER = Path(pushcart_extensions.__file__).parents[1]
LAUNCH = (
    "import sys; sys.path[1:1] = [{source!r}, '.']; from pushcart_extensions.cli.launch import run; run()"
)

STAGE = '''
import os, sys, time
from pushcart_extensions import SourceBase

class OddSource(SourceBase[object]):
    """Does what its option says."""

    def __init__(self, do="return []", secret=""):
        self.do, self.secret = do, secret

    def get_increment(self):
        scope = {}
        exec("def act(self):\\n " + self.do, globals(), scope)
        return helper(scope["act"], self)

    def close(self):
        print("closed", file=sys.stderr)

def helper(act, stage):
    return act(stage)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with one extension package in it."""
    stages = tmp_path / "pushcart_odd" / "sources"
    stages.mkdir(parents=True)
    (stages / "odd.py").write_text(STAGE)
    info = tmp_path / "pushcart_odd-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[pushcart.sources]\nodd = pushcart_odd.sources.odd:OddSource\n")
    return tmp_path


COUNT = """
from pushcart_extensions import SourceBase

class CountSource(SourceBase[int]):
    at = 0

    def set_state(self, state):
        self.at = state["at"]

    def get_state(self):
        return {"at": self.at}

    def get_increment(self):
        self.at += 1
        return self.at
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-I", "-B", "-c", LAUNCH.format(source=str(SOURCE_FOLDER)), *arguments]


def run(folder: Path, workflow: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    (folder / "w.yaml").write_text(workflow)
    return subprocess.run(
        command("w.yaml", *arguments),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def odd(do: str, secret: str = "") -> str:
    return (
        "sources: "
        + json.dumps([{"type": "odd", "do": do, "secret": secret}])
        + "\ndestinations: [console]\n"
    )


def test_a_run_prints_what_its_stages_print_and_nothing_else(folder: Path) -> None:
    done = run(folder, "sources: [{type: rows, rows: [{a: 1}, {a: 2}]}]\ndestinations: [console]\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"a": 1}\n{"a": 2}\n', "")


def test_the_result_as_json_has_stdout_for_itself(folder: Path) -> None:
    done = run(folder, "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n", "--json")
    result = json.loads(done.stdout)
    assert done.stderr == '{"a": 1}\n'
    assert result["status"] == "ok"
    assert [(stage["kind"], stage["type"], stage["status"]) for stage in result["stages"]] == [
        ("source", "rows", "ok"),
        ("destination", "console", "ok"),
    ]


def test_what_a_process_of_a_stage_prints_is_not_in_the_json(folder: Path) -> None:
    text = odd("os.system('echo a child'); os.write(1, b'raw'); return []")
    done = run(folder, text, "--json")
    assert json.loads(done.stdout)["status"] == "ok"
    assert "a child\nraw" in done.stderr


def test_a_plan_is_json_whatever_yaml_holds(folder: Path) -> None:
    text = "sources: [{type: odd, do: [.nan, -.inf, 2024-01-02, !!binary aGk=, !!set {a}, {null: 1}]}]\n"
    done = run(folder, text, "--dry-run", "--json")
    options = json.loads(done.stdout, parse_constant=lambda name: f"not JSON: {name}")["stages"][0]["options"]
    assert options["do"] == [".nan", "-.inf", "2024-01-02", "!!binary aGk=", "!!set {'a'}", {"null": 1}]


def test_a_dry_run_prints_the_plan_in_order_and_constructs_nothing(folder: Path) -> None:
    text = odd("raise SystemExit(9)", "${NAME}")
    done = run(folder, text, "--dry-run", NAME="hunter2")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "1. source odd  (w.yaml:1:11, pushcart_odd.sources.odd)",
        "     do: raise SystemExit(9)",
        "     secret: ${NAME}",
        "2. destination console  (w.yaml:2:16, pushcart_extensions.runtime.destinations.console)",
    ]
    as_json = run(folder, text, "--dry-run", "--json", NAME="hunter2")
    assert "hunter2" not in as_json.stdout
    plan = json.loads(as_json.stdout)
    assert plan["stages"][0]["options"] == {"do": "raise SystemExit(9)", "secret": "${NAME}"}


def test_a_faulty_file_exits_1_with_a_line_for_each_fault(folder: Path) -> None:
    done = run(folder, "sources:\n  - type: odd\n    du: 1\n  - rowz\nsauces:\n")
    assert done.returncode == 1
    assert done.stdout == ""
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "w.yaml:3:5",
        "w.yaml:4:5",
        "w.yaml:5:1",
    ]


def test_no_such_file_exits_2_in_one_line(folder: Path) -> None:
    done = subprocess.run(
        command("nowhere.yaml"), cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == "pushcart-run: nowhere.yaml can't be read: No such file or directory\n"


def test_a_workflow_may_come_from_stdin(folder: Path) -> None:
    done = subprocess.run(
        command("-"),
        cwd=folder,
        input="sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, '{"a": 1}\n')


def test_a_stages_exception_is_told_with_its_own_traceback(folder: Path) -> None:
    done = run(folder, odd("raise ValueError('no luck')"), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["status"] == "failed"
    lines = done.stderr.splitlines()
    assert lines[:2] == [
        "closed",
        "pushcart-run: source 'odd' failed in get_increment (w.yaml:1:11): ValueError: no luck",
    ]
    assert "pushcart_odd/sources/odd.py" in lines[3]
    assert "in helper" in done.stderr
    assert "pushcart_extensions/" not in done.stderr


def test_a_constructors_exception_is_told_likewise(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text(
        module.read_text().replace("self.do, self.secret =", "helper(None, None); self.do, self.secret =")
    )
    done = run(folder, odd("return []"))
    assert done.returncode == 1
    assert done.stderr.startswith("pushcart-run: TypeError: 'NoneType' object is not callable")
    assert "raised while source 'odd' was made (w.yaml:1:11)" in done.stderr
    assert "in helper" in done.stderr
    assert "construction.py" not in done.stderr


def test_a_value_of_the_environment_is_never_printed(folder: Path) -> None:
    text = odd("raise ValueError('no login with ' + self.secret)", "${WORD}")
    done = run(folder, text, "--json", WORD="hunter2-très-secret")
    assert done.returncode == 1
    assert "no login with ${WORD}" in done.stderr
    assert "hunter2" not in done.stderr + done.stdout


@pytest.mark.parametrize(("code", "status"), [("0", 1), ("", 1), ("5", 5), ("256", 1), ("'text'", 1)])
def test_a_stage_that_ends_the_process_does_not_end_it_in_peace(folder: Path, code: str, status: int) -> None:
    done = run(folder, odd(f"sys.exit({code})"))
    assert done.returncode == status
    assert "source 'odd' failed in get_increment" in done.stderr
    assert "closed" in done.stderr


@pytest.mark.parametrize(("code", "status"), [(0, 1), (3, 3), (256, 1)])
def test_a_stage_that_ends_the_process_at_once_is_named(folder: Path, code: int, status: int) -> None:
    done = run(folder, odd(f"os._exit({code})"))
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr == (
        f"pushcart-run: pushcart_odd.sources.odd of pushcart-odd called os._exit({code}) (<string>, line 2)\n"
    )


def test_a_module_that_ends_the_process_is_named(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text("import os\nos._exit(0)\n")
    done = run(folder, odd(""), "--dry-run")
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("pushcart-run: pushcart_odd.sources.odd of pushcart-odd called os._exit(0)")
    assert f"{module.name}, line 2" in first
    assert second == "  every fault of the file, with its line: pushcart-check w.yaml"


def test_an_extension_that_nobody_named_and_that_ends_the_process_is_named_too(folder: Path) -> None:
    (folder / "pushcart_bad.py").write_text("import os\nos._exit(0)\n")
    info = folder / "pushcart_bad-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[web.extension]\nbad = pushcart_bad:Bad\n")
    done = run(folder, odd("return []"))
    assert done.returncode == 1
    assert "pushcart-run: pushcart_bad of pushcart-bad called os._exit(0)" in done.stderr
    assert done.stderr.endswith(": pushcart-check w.yaml\n")


def test_a_warning_of_a_stage_has_no_value_of_the_environment(folder: Path) -> None:
    do = "import warnings; warnings.warn('refused ' + self.secret + chr(27)); return []"
    done = run(folder, odd(do, "${NAME}"), NAME="hunter2-hunter2")
    assert done.returncode == 0
    assert "UserWarning: refused ${NAME}\\x1b\n" in done.stderr
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize(
    ("workflow", "status"),
    [(odd("return [{'a': 1}]"), 0), (odd("raise ValueError"), 1), ("sources: [odd, {type: no}]", 1)],
)
@pytest.mark.parametrize("option", [(), ("--dry-run",), ("--json",)])
def test_a_package_that_takes_print_away_leaves_the_command_its_own(
    folder: Path, workflow: str, status: int, option: tuple[str, ...]
) -> None:
    (folder / "pushcart_odd" / "__init__.py").write_text("import builtins\nbuiltins.print = None\n")
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text(STAGE.replace('print("closed", file=sys.stderr)', "pass"))
    done = run(folder, workflow, *option)
    runs = option != ("--dry-run",)
    assert done.returncode == (status if runs or "type: no" in workflow else 0)
    assert "NoneType" not in done.stderr
    assert "pushcart_extensions/" not in done.stderr
    assert done.stdout or status


def test_a_short_list_of_a_plan_stands_below_its_name(folder: Path) -> None:
    text = "sources: [{type: odd, do: {b: {c: 1}}, secret: [{a: 1}]}]\ndestinations: [console]\n"
    done = run(folder, text, "--dry-run")
    assert done.stdout.splitlines()[1:5] == [
        "     do:",
        "       b: {c: 1}",
        "     secret:",
        "       - {a: 1}",
    ]


@pytest.mark.parametrize("act", ["os.fork() or os._exit(0)", "__import__('atexit').register(os._exit, 0)"])
def test_a_process_that_ends_in_its_own_way_is_none_of_our_business(folder: Path, act: str) -> None:
    done = run(folder, odd(f"{act}; return [{{'a': 1}}]"))
    assert (done.returncode, done.stderr) == (0, "closed\n")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            "raise KeyboardInterrupt",
            "while source 'odd' of pushcart-odd (module pushcart_odd.sources.odd) was imported",
        ),
        (
            STAGE.replace("return helper", "raise KeyboardInterrupt #"),
            "by source 'odd' in get_increment (w.yaml:1:11)",
        ),
    ],
)
def test_an_interruption_that_nobody_asked_for_is_named(folder: Path, text: str, where: str) -> None:
    (folder / "pushcart_odd" / "sources" / "odd.py").write_text(text)
    done = run(folder, odd("return []"))
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == f"pushcart-run: KeyboardInterrupt: raised {where}"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("class E(Exception):\n  __str__ = None\n raise E", "E: (its message can't be printed)"),
        ("class E(BaseException): pass\n raise E('luck')", "E: luck"),
        ("raise BaseExceptionGroup('both', [SystemExit(0)])", "BaseExceptionGroup: both (1 sub-exception)"),
        ("raise ValueError('\\x1b[2J')", "ValueError: \\x1b[2J"),
    ],
)
def test_an_exception_of_any_kind_is_told(folder: Path, error: str, words: str) -> None:
    done = run(folder, odd(error))
    assert done.returncode == 1
    assert f"source 'odd' failed in get_increment (w.yaml:1:11): {words}\n" in done.stderr
    assert "pushcart_extensions/" not in done.stderr
    assert "\x1b" not in done.stderr


def test_an_extensions_exception_names_it(folder: Path) -> None:
    (folder / "pushcart_odd" / "watch.py").write_text(
        "class Watch:\n    def start(self, workflow):\n        raise ValueError('no luck')\n"
    )
    with (folder / "pushcart_odd-1.0.dist-info" / "entry_points.txt").open("a") as file:
        file.write("[web.extension]\nwatch = pushcart_odd.watch:Watch\n")
    done = run(folder, "application: {extensions: {watch: null}}\n")
    assert done.returncode == 1
    assert "raised by pushcart_odd.watch.Watch at the signal 'start'" in done.stderr


def test_an_error_in_data_read_late_is_the_sources_with_its_own_traceback(folder: Path) -> None:
    done = run(folder, odd("yield {'a': 1}\n raise ValueError('no luck')"))
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    head = "pushcart-run: source 'odd' failed in get_increment (w.yaml:1:11): ValueError: no luck"
    assert lines[1:3] == [head, "Traceback (most recent call last):"]
    assert lines[3] == '  File "<string>", line 3, in act'
    assert lines[-1].endswith("(w.yaml:1:11), as destination 'console' read its data")


@pytest.mark.parametrize("option", [(), ("--json",), ("--dry-run",), ("--dry-run", "--json")])
def test_a_workflow_that_drops_its_data_is_warned_of(folder: Path, option: tuple[str, ...]) -> None:
    done = run(folder, "sources: [rows]\n", *option)
    warning = "there is no destination, so what the sources give is dropped"
    assert (done.returncode, done.stderr) == (0, f"pushcart-run: warning: {warning}\n")
    if "--json" in option:
        assert json.loads(done.stdout)["warnings"] == [warning]


def test_a_plan_shows_options_as_yaml_has_them(folder: Path) -> None:
    text = "sources: [{type: odd, do: null, secret: {at: 2024-01-02, on: true, of: &a [1, 'x'], too: *a}}]\n"
    text += "application: {extensions: {watch: [null, {a: {b: 1}}]}}\n"
    (folder / "pushcart_odd" / "watch.py").write_text("class Watch:\n    def __init__(self, *_): ...\n")
    with (folder / "pushcart_odd-1.0.dist-info" / "entry_points.txt").open("a") as file:
        file.write("[web.extension]\nwatch = pushcart_odd.watch:Watch\n")
    done = run(folder, text, "--dry-run")
    assert done.stdout.splitlines()[1:] == [
        "     do: null",
        "     secret:",
        "       at: 2024-01-02",
        "       true: true",
        "       of: [1, x]",
        "       too: [1, x]",
        "2. extension watch  (w.yaml:2:28, pushcart_odd.watch)",
        "     - null",
        "     - a: {b: 1}",
    ]


def test_the_result_is_there_where_a_constructor_refused(folder: Path) -> None:
    text = "sources:\n  - type: rows\n    rows: abc\ndestinations: [console]\n"
    done = run(folder, text, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (1, "failed")
    assert [stage["status"] for stage in result["stages"]] == ["not run", "not run"]


def test_a_state_file_makes_the_next_run_go_on(folder: Path) -> None:
    module = folder / "pushcart_count" / "sources" / "count.py"
    module.parent.mkdir(parents=True)
    module.write_text(COUNT)
    (folder / "pushcart_count-1.0.dist-info").mkdir()
    text = "sources: [count]\ndestinations: [console]\n"
    outputs = [run(folder, text, "--state", "state.json").stdout for _ in range(3)]
    assert outputs == ["1\n", "2\n", "3\n"]
    assert run(folder, text, "--state", "state.json", "--dry-run").returncode == 0
    assert json.loads((folder / "state.json").read_text())["sources"] == {"count": {"at": 3}}
    assert run(folder, text).stdout == "1\n"


def test_a_state_file_that_no_source_uses_is_a_warning(folder: Path) -> None:
    done = run(folder, "sources: [rows]\ndestinations: [console]\n", "--state", "state.json")
    assert done.returncode == 0
    assert done.stderr.startswith("pushcart-run: warning: no source here has get_state and set_state")
    assert not (folder / "state.json").exists()


@pytest.mark.parametrize("option", [(), ("--dry-run",)])
def test_a_faulty_state_file_exits_1_and_touches_nothing(folder: Path, option: tuple[str, ...]) -> None:
    (folder / "state.json").write_text("{")
    done = run(folder, odd("print(1)"), "--state", "state.json", *option)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("pushcart-run: state file state.json: isn't JSON")
    assert "Traceback" not in done.stderr
    assert (folder / "state.json").read_text() == "{"


def test_an_iterator_for_two_destinations_is_an_error_without_a_traceback(folder: Path) -> None:
    done = run(folder, "sources: [{type: odd, do: 'return iter([])'}]\ndestinations: [console, console]\n")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("pushcart-run: source 'odd' returned a list_iterator")


@pytest.mark.parametrize(("number", "word"), [("SIGINT", "interrupted"), ("SIGTERM", "terminated")])
def test_a_signal_closes_what_was_opened_and_is_told_by_name(folder: Path, number: str, word: str) -> None:
    (folder / "w.yaml").write_text(odd("open('ready', 'w').close(); time.sleep(60)"))
    process = subprocess.Popen(command("w.yaml"), cwd=folder, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not (folder / "ready").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(getattr(signal, number))
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 128 + getattr(signal, number)
    assert stderr.splitlines() == [
        "closed",
        f"pushcart-run: {number} came at source 'odd' in get_increment (w.yaml:1:11)",
        f"pushcart-run: {word}",
    ]


def test_an_extension_that_is_left_out_is_one_line_of_warning(folder: Path) -> None:
    info = folder / "pushcart_bad-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[web.extension]\nbad = pushcart_bad:Bad\n")
    done = run(folder, "sources: [rows]\ndestinations: [console]\n")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("pushcart-run: warning: an installed extension is left out: extension 'bad'")


def on_a_terminal(folder: Path, workflow: str, **environment: str) -> tuple[str, bytes]:
    """Return what a run prints, and what it shows on the terminal that its standard error is."""
    (folder / "w.yaml").write_text(workflow)
    parent, child = pty.openpty()
    done = subprocess.run(
        command("w.yaml"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=child,
        text=True,
        env={**os.environ, "TERM": "xterm", **environment},
        check=True,
        timeout=60,
    )
    os.write(child, b"END")
    os.close(child)
    shown = b""
    while not shown.endswith(b"END"):
        shown += os.read(parent, 4096)
    os.close(parent)
    return done.stdout, shown


def test_progress_is_shown_on_a_terminal(folder: Path) -> None:
    workflow = "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n"

    printed, shown = on_a_terminal(folder, workflow)

    assert printed == '{"a": 1}\n'
    assert b"source 'rows'  0." in shown
    assert b"destination 'console'  0." in shown


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_progress_has_no_style_where_none_is_wanted(folder: Path, no_color: str, styled: bool) -> None:
    workflow = "sources: [{type: rows, rows: [{a: 1}]}]\ndestinations: [console]\n"

    _, shown = on_a_terminal(folder, workflow, NO_COLOR=no_color)

    assert (b"m" in {one[-1:] for one in re.findall(rb"\x1b\[[0-9;]*[a-zA-Z]", shown)}) is styled


def test_an_extension_that_shows_progress_has_the_terminal_to_itself(folder: Path) -> None:
    (folder / "pushcart_shows.py").write_text("class Shows:\n    provides = {'progress'}\n")
    info = folder / "pushcart_shows-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pushcart-shows\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[web.extension]\nprogress = pushcart_shows:Shows\n")
    workflow = "sources: [rows]\ndestinations: [console]\napplication: {extensions: {progress: }}\n"

    _, shown = on_a_terminal(folder, workflow)

    assert shown == b"END"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version(folder: Path, option: str) -> None:
    done = subprocess.run(
        command(option), cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0
    expected = {"--help": "pushcart-run workflow.yaml --dry-run", "--version": "pushcart-extensions 0."}
    assert expected[option] in done.stdout


def test_without_a_file_the_usage_is_wrong(folder: Path) -> None:
    done = subprocess.run(command(), cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "Missing argument" in done.stderr


@pytest.mark.parametrize(("rows", "told"), [("abc", "'abc'"), ("5", "5")])
def test_an_option_that_a_constructor_refuses_is_told_without_a_traceback(
    folder: Path, rows: str, told: str
) -> None:
    done = run(folder, f"sources:\n  - type: rows\n    rows: {rows}\ndestinations: [console]\n")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"pushcart-run: rows is a list of mappings, and not {told}",
        "  raised while source 'rows' was made (w.yaml:2:5)",
    ]


def test_a_reader_that_goes_away_is_no_error_to_report(folder: Path) -> None:
    rows = "".join(f"      - {{n: {number}}}\n" for number in range(20_000))
    (folder / "many.yaml").write_text(
        f"sources:\n  - type: rows\n    rows:\n{rows}destinations:\n  - console\n"
    )
    launch = LAUNCH.format(source=str(SOURCE_FOLDER))
    line = f'"{sys.executable}" -c "$0" many.yaml | head -1'
    done = subprocess.run(["sh", "-c", line, launch], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ('{"n": 0}\n', "")


def test_an_empty_name_is_told_as_one(folder: Path) -> None:
    done = subprocess.run(command(""), cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == "pushcart-run: (empty) can't be read: No such file or directory\n"
    done = run(folder, "destinations: [console]\n", "--state", "")
    assert done.stderr.startswith("pushcart-run: state file (empty): ")
