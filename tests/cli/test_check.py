"""``pushcart-check`` as a process."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

LAUNCH = "from pushcart_extensions.cli.launch import check; check()"

PYPROJECT = "pyproject.toml"
MODULE = "src/pushcart_my/sources/my.py"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def spoil(file: Path, old: str, new: str) -> None:
    """Replace something that stands in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def at_import(package: Path, code: str) -> None:
    """Let the package's module run some code first."""
    file = package / MODULE
    file.write_text(f"{code}\n{file.read_text()}")


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for something that comes soon."""
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_conforming_package_is_status_0_and_results_are_on_standard_output(package: Path) -> None:
    done = run("my", cwd=package.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ source my → MySource, found by entry point" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_working_folder_is_the_default(package: Path) -> None:
    assert "pushcart-my" in run(cwd=package).stdout


def test_an_error_is_status_1_and_names_the_line(package: Path) -> None:
    spoil(package / MODULE, "get_increment(self)", "get_increment(self, since)")
    done = run("my", cwd=package.parent)
    assert done.returncode == 1
    assert "my/src/pushcart_my/sources/my.py" in done.stdout
    assert "5:5" in done.stdout


def test_a_warning_is_status_0_and_1_when_strict(package: Path) -> None:
    spoil(package / PYPROJECT, '"pushcart-extensions"', "")
    assert run("my", cwd=package.parent).returncode == 0
    assert run("my", "--strict", cwd=package.parent).returncode == 1


def test_static_imports_nothing(package: Path) -> None:
    at_import(package, "raise SystemExit(5)")
    done = run("my", "--static", "--format", "json", cwd=package.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout)["packages"][0]["stages"][0]["found_by"] == "static"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere doesn't exist"),
        (["my/src"], "holds no package"),
        (["my/pyproject.toml"], "is a file"),
        ([""], "doesn't exist"),
        (["my", "nowhere"], "nowhere doesn't exist"),
        (["my", "--python", "no-such-python"], "no-such-python is no Python"),
        (["my", "--timeout", "0"], "timeout"),
        (["my", "--timeout", "soon"], "timeout"),
        (["my", "--format", "xml"], "xml"),
        (["my", "--fix", "--diff"], "take one of the two"),
        (["--list-rules", "--explain", "PCE203"], "take one of the two"),
    ],
)
def test_wrong_usage_is_status_2_with_a_reason_and_no_traceback(
    package: Path, arguments: list[str], words: str
) -> None:
    done = run(*arguments, cwd=package.parent)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


BAD_PACKAGES: dict[str, Callable[[Path], object]] = {
    "invalid TOML": lambda p: (p / PYPROJECT).write_text("[project\n"),
    "empty pyproject.toml": lambda p: (p / PYPROJECT).write_text(""),
    "other shapes": lambda p: (p / PYPROJECT).write_text("project = 1\ntool = []\n"),
    "name that is a number": lambda p: (p / PYPROJECT).write_text("[project]\nname = 3\n"),
    "name with digits": lambda p: (p / PYPROJECT).write_text('[project]\nname = "pushcart-s3"\n'),
    "name of 300 characters": lambda p: (p / PYPROJECT).write_text(
        f'[project]\nname = "pushcart-{"x" * 300}"\n'
    ),
    "empty name": lambda p: (p / PYPROJECT).write_text('[project]\nname = ""\n'),
    "name with a path separator": lambda p: (p / PYPROJECT).write_text('[project]\nname = "../etc"\n'),
    "name with a null byte": lambda p: (p / PYPROJECT).write_text('[project]\nname = "a\\u0000b"\n'),
    "syntax error": lambda p: (p / MODULE).write_text("class\n"),
    "bytes that are no text": lambda p: (p / MODULE).write_bytes(b"\xff\xfe\x00"),
    "deeply nested source": lambda p: (p / MODULE).write_text("(" * 5000),
    "a link that leads nowhere": lambda p: (p / "src/pushcart_my/sources/gone.py").symlink_to("nowhere"),
    "entry points of other shapes": lambda p: (p / PYPROJECT).write_text(
        '[project]\nname = "pushcart-my"\n'
        'entry-points = {"pushcart.sources" = 3, "web.extension" = {a = 1}}\n'
    ),
    "a key with control characters": lambda p: spoil(p / PYPROJECT, "my = ", '"\\u001b[2J\\n" = '),
}


@pytest.mark.parametrize("static", [True, False], ids=["static", "import"])
@pytest.mark.parametrize("spoil", BAD_PACKAGES.values(), ids=BAD_PACKAGES.keys())
def test_a_bad_package_is_status_1_and_no_traceback(
    package: Path, spoil: Callable[[Path], object], static: bool
) -> None:
    spoil(package)
    done = run("my", *(["--static"] if static else []), cwd=package.parent)
    assert done.returncode == 1, done.stdout
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "PCE001" not in done.stdout


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("pushcart-extensions ")
    shown = run("--help", cwd=tmp_path).stdout
    assert "Examples:" in shown
    assert "--fix" in shown


def test_a_missing_extra_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError('no typer', name='typer')\n")
    done = run("--help", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == 'pushcart-check needs typer: pip install "pushcart-extensions[cli]"\n'


def test_a_reader_that_goes_away_is_no_traceback(package: Path) -> None:
    command = f"{sys.executable} -c '{LAUNCH}' my --format json | true"
    done = subprocess.run(
        ["sh", "-c", command], cwd=package.parent, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""


def test_an_interrupt_ends_the_import_too_and_leaves_nothing(package: Path, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    at_import(package, f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "my"],
        cwd=package.parent,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in messages
    assert list(temporary.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


@pytest.mark.parametrize(
    "arguments", [["no\x1b[31mpe\nx"], ["a", "no\x1b[31mpe\nx"], ["my", "--python", "no\x1b[31mpe\nx"]]
)
def test_what_would_steer_a_terminal_is_told_by_its_escape(package: Path, arguments: list[str]) -> None:
    done = run(*arguments, cwd=package.parent)
    assert done.returncode == 2
    assert r"no\x1b[31mpe\nx" in done.stderr
    assert "\x1b" not in done.stderr


def test_the_help_names_all_that_a_path_can_be(tmp_path: Path) -> None:
    words = " ".join(run("--help", cwd=tmp_path).stdout.split())
    assert "A package's folder, a folder of several, a wheel, or a workflow file (.yaml)." in words


@pytest.mark.skipif(sys.platform == "win32", reason="SIGPIPE is POSIX")
def test_output_that_nobody_reads_is_status_141_and_no_verdict(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", LAUNCH, "--list-rules"]
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="only a supervisor outlives the checker")
def test_a_checker_that_is_killed_leaves_no_folder(package: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    note = tmp_path / "note"
    at_import(package, f"import pathlib, time\npathlib.Path({str(note)!r}).touch()\ntime.sleep(60)")
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "my"],
        cwd=package.parent,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as checker:
        wait_until(note.exists)
        assert list(temporary.iterdir())
        checker.kill()
    wait_until(lambda: not list(temporary.iterdir()))


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_told_not_to(package: Path, no_color: str, coloured: bool) -> None:
    main, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    if no_color:
        environment["NO_COLOR"] = no_color
    subprocess.run(
        [sys.executable, "-c", LAUNCH, "my"], cwd=package.parent, stdout=terminal, env=environment, check=True
    )
    os.close(terminal)
    shown = os.read(main, 65_536).decode()
    os.close(main)
    assert "MySource" in shown
    assert ("\x1b[" in shown) is coloured


def test_the_rules_are_listed_and_explained_without_a_package(tmp_path: Path) -> None:
    listed = run("--list-rules", cwd=tmp_path)
    assert listed.returncode == 0
    assert "PCE203  error    class-name" in listed.stdout
    explained = run("--explain", "PCE203", "--explain", "missing-all", cwd=tmp_path)
    assert explained.returncode == 0
    assert "PCE203 class-name (error)" in explained.stdout
    assert "PCE302 missing-all (error)" in explained.stdout


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [(["--explain", "missing-all"], ["PCE302"]), (["--list-rules"], ["PCE001", "PCE002"])],
)
def test_rules_come_as_json_too(tmp_path: Path, arguments: list[str], codes: list[str]) -> None:
    done = run(*arguments, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [rule["code"] for rule in json.loads(done.stdout)["rules"]][:2] == codes


@pytest.mark.parametrize("output_format", ["sarif", "github"])
@pytest.mark.parametrize("option", [["--list-rules"], ["--explain", "PCE203"]])
def test_rules_are_no_report(tmp_path: Path, option: list[str], output_format: str) -> None:
    done = run(*option, "--format", output_format, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "as text or json" in done.stderr


def test_an_unknown_rule_is_status_2_with_the_nearest_one(tmp_path: Path) -> None:
    done = run("--explain", "PCE2O3", "--explain", "clas-name", "--explain", "PCE999", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "try PCE203" in done.stderr
    assert "try class-name" in done.stderr
    assert "try --list-rules" in done.stderr


@pytest.mark.parametrize(
    ("output_format", "begins", "when_clean"),
    [
        ("json", "{", "{"),
        ("sarif", "{", "{"),
        ("github", "::error title=PCE404 method-signature,file=my/src", ""),
    ],
)
def test_programs_get_their_own_formats(
    package: Path, output_format: str, begins: str, when_clean: str
) -> None:
    clean = run("my", "--format", output_format, cwd=package.parent)
    assert (clean.returncode, clean.stdout[:1], clean.stderr) == (0, when_clean, "")
    spoil(package / MODULE, "get_increment(self)", "get_increment(self, since)")
    done = run("my", "--format", output_format, cwd=package.parent)
    assert done.returncode == 1
    assert done.stdout.startswith(begins)
    assert "src/pushcart_my/sources/my.py" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--select", "PCE2O3"], "--select 'PCE2O3' is no rule"),
        (["--ignore", "PCE203,class-name"], "try PCE203"),
        (["--select", "PCE6", "--static"], "nothing of my was checked"),
        (["--ignore", "PCE"], "nothing of my was checked"),
    ],
)
def test_a_choice_that_leaves_nothing_to_check_is_status_2(
    package: Path, arguments: list[str], words: str
) -> None:
    done = run("my", *arguments, cwd=package.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_rules_are_chosen_by_options_and_by_the_package(package: Path) -> None:
    spoil(package / PYPROJECT, '"pushcart-extensions"', "")
    assert run("my", "--strict", "--ignore", "PCE105", cwd=package.parent).returncode == 0
    assert (
        run("my", "--strict", "--select", "PCE2", "--select", "PCE3,PCE4", cwd=package.parent).returncode == 0
    )
    with (package / PYPROJECT).open("a") as file:
        file.write("\n[tool.pushcart-check]\nstrict = true\n")
    assert run("my", cwd=package.parent).returncode == 1


def test_an_interrupt_ends_the_imports_of_several_packages(package: Path, tmp_path: Path) -> None:
    noting = f"open({str(tmp_path)!r} + f'/{{os.getpid()}}.pid', 'w').close()"
    at_import(package, f"import os, time\n{noting}\ntime.sleep(60)")
    shutil.copytree(package, tmp_path / "all" / "one")
    shutil.copytree(package, tmp_path / "all" / "two")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "all"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 20
    cores = len(os.sched_getaffinity(0))
    while len(list(tmp_path.glob("*.pid"))) < min(cores, 2) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in messages
    assert list(temporary.iterdir()) == []
    for note in tmp_path.glob("*.pid"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.stem), 0)


@pytest.fixture
def installed(package: Path, tmp_path: Path) -> str:
    """A PYTHONPATH on which the package is installed."""
    info = tmp_path / "site" / "pushcart_my-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pushcart-my\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pushcart.sources]\nmy = pushcart_my.sources.my:MySource\n")
    (tmp_path / "nightly.yaml").write_text("sources:\n  - type: my\ndestinations:\n  - console\n")
    return os.pathsep.join([str(info.parent), str(package / "src")])


def test_a_fault_of_a_workflow_is_told_in_the_file_itself(package: Path, installed: str) -> None:
    (package.parent / "nightly.yaml").write_text("sources:\n  - type: mine\n")
    told = {
        form: run("nightly.yaml", "--format", form, cwd=package.parent, PYTHONPATH=installed).stdout
        for form in ("text", "json", "github", "sarif")
    }
    (checked,) = json.loads(told["json"])["packages"]
    assert (checked["path"], checked["name"]) == ("nightly.yaml", None)
    assert {(one["path"], one["line"]) for one in checked["findings"]} == {(None, 2)}
    assert "file=nightly.yaml,line=2" in told["github"]
    (result,) = json.loads(told["sarif"])["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "nightly.yaml"}
    assert "\nnightly.yaml\n" in told["text"]


def test_a_workflow_is_checked_and_its_stages_print_nothing(package: Path, installed: str) -> None:
    at_import(package, "print('hello')")
    done = run("nightly.yaml", "--format", "json", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stderr) == (0, "")
    assert [stage["key"] for stage in json.loads(done.stdout)["packages"][0]["stages"]] == ["my", "console"]


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        ("import os; os._exit(0)", "left the interpreter with exit status 0"),
        ("exec('while True: pass')", "not done after 2 s"),
        ("raise KeyboardInterrupt", "raises KeyboardInterrupt"),
    ],
)
def test_a_workflow_whose_stage_ends_the_import_is_status_1_with_its_line(
    package: Path, installed: str, code: str, ended: str
) -> None:
    at_import(package, code)
    done = run("nightly.yaml", "--timeout", "2", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stderr) == (1, "")
    assert ended in done.stdout
    assert "2:11    error  PCE801" in done.stdout


def test_a_workflow_that_no_python_can_check_is_status_2(package: Path, installed: str) -> None:
    done = run("nightly.yaml", "--python", "false", cwd=package.parent, PYTHONPATH=installed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing of nightly.yaml was checked" in done.stderr
