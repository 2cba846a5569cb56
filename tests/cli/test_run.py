"""``pushcart-run``, as a process: what it prints, and what it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .odd import LAUNCH, SOURCE_FOLDER, STAGE, command, odd, run

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


def test_the_result_is_there_where_a_constructor_refused(folder: Path) -> None:
    text = "sources:\n  - type: rows\n    rows: abc\ndestinations: [console]\n"
    done = run(folder, text, "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (1, "failed")
    assert [stage["status"] for stage in result["stages"]] == ["not run", "not run"]


def test_the_error_that_ended_a_run_is_in_the_json_without_secrets(folder: Path) -> None:
    text = odd("raise ValueError('no luck with ' + self.secret)", "${WHERE}")
    done = run(folder, text, "--json", WHERE="somewhere-else")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (1, "failed")
    assert result["error"] == "ValueError: no luck with ${WHERE}"


def test_the_problems_of_a_faulty_file_are_in_the_json(folder: Path) -> None:
    done = run(folder, "sources:\n  - rowz\ndestinations: [console]\nsauces:\n", "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (1, "not run")
    assert [(one["line"], one["column"], one["path"]) for one in result["problems"]] == [
        (2, 5, "sources[0]"),
        (4, 1, "sauces"),
    ]


@pytest.mark.parametrize(
    ("pyproject", "told"),
    [
        ('[project]\nname = "pushcart-not-there"\n', True),
        ('[project]\nname = "Pushcart_Not_There"\n', True),
        ('[project]\nname = "pushcart-extensions"\n', False),
        ('[project]\nname = "other"\n', False),
        ("[project]\nname = 1\n", False),
        ("project = 1\n", False),
        ("[project\n", False),
    ],
)
def test_a_package_in_the_folder_that_nobody_installed_is_told(
    folder: Path, pyproject: str, told: bool
) -> None:
    (folder / "pyproject.toml").write_text(pyproject)
    done = run(folder, "sources: [nowhere]\ndestinations: [console]\n")
    assert done.returncode == 1
    assert done.stderr.endswith("is not installed: python -m pip install --editable .\n") is told


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


def test_an_empty_name_is_told_as_one(folder: Path) -> None:
    done = subprocess.run(command(""), cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == "pushcart-run: (empty) can't be read: No such file or directory\n"
    done = run(folder, "destinations: [console]\n", "--state", "")
    assert done.stderr.startswith("pushcart-run: state file (empty): ")


@pytest.mark.parametrize("option", [(), ("--json",), ("--dry-run",), ("--dry-run", "--json")])
def test_a_workflow_that_drops_its_data_is_warned_of(folder: Path, option: tuple[str, ...]) -> None:
    done = run(folder, "sources: [rows]\n", *option)
    warning = "there is no destination, so what the sources give is dropped"
    assert (done.returncode, done.stderr) == (0, f"pushcart-run: warning: {warning}\n")
    if "--json" in option:
        assert json.loads(done.stdout)["warnings"] == [warning]


def test_an_extension_that_is_left_out_is_one_line_of_warning(folder: Path) -> None:
    info = folder / "pushcart_bad-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[web.extension]\nbad = pushcart_bad:Bad\n")
    done = run(folder, "sources: [rows]\ndestinations: [console]\n")
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("pushcart-run: warning: an installed extension is left out: extension 'bad'")


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


def test_a_reader_that_goes_away_is_no_error_to_report(folder: Path) -> None:
    rows = "".join(f"      - {{n: {number}}}\n" for number in range(20_000))
    (folder / "many.yaml").write_text(
        f"sources:\n  - type: rows\n    rows:\n{rows}destinations:\n  - console\n"
    )
    launch = LAUNCH.format(source=str(SOURCE_FOLDER))
    line = f'"{sys.executable}" -c "$0" many.yaml | head -1'
    done = subprocess.run(["sh", "-c", line, launch], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ('{"n": 0}\n', "")


def test_a_warning_of_a_module_is_shown_as_python_shows_it(folder: Path) -> None:
    module = folder / "pushcart_odd" / "sources" / "odd.py"
    module.write_text(f"{STAGE}\nimport warnings\nwarnings.warn('old')\n")
    done = run(folder, odd("return []"), "--dry-run")
    assert done.returncode == 0
    assert "pushcart_odd/sources/odd.py:" in done.stderr
    assert "UserWarning: old" in done.stderr


def test_json_is_written_nowhere_where_there_is_no_standard_output(folder: Path) -> None:
    (folder / "w.yaml").write_text(odd("print('told'); return []"))
    line = '"$0" "$@" <&- >&-'
    done = subprocess.run(
        ["sh", "-c", line, *command("w.yaml", "--json")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()) == (0, ["told", "closed"])
