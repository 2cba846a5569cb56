"""``pushcart-new`` as a user meets it: a process with options, output and an exit status."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pushcart_extensions import __version__

PROGRAM = (sys.executable, "-c", "from pushcart_extensions.cli.launch import new; new()")
IDENTITY = ("--author", "Ada", "--email", "ada@example.com")
QUICK = ("--no-check", *IDENTITY)
KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_name_is_enough(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", *QUICK)
    assert (done.returncode, done.stderr) == (0, "")
    made, _, *commands = done.stdout.splitlines()
    assert made == "Made pushcart-my-source (source my)"
    assert [command.split()[0] for command in commands] == ["cd", "python", "pushcart-run"]
    assert (tmp_path / "pushcart-my-source/src/pushcart_my_source/sources/my.py").is_file()


def test_the_new_package_is_checked_unless_told_otherwise(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", *IDENTITY)
    assert done.returncode == 0, done.stderr
    assert "1 package, 1 stage, 0 errors, 0 warnings" in done.stderr
    assert "0 errors" not in done.stdout
    done = run(tmp_path, "your-source", "--json", *IDENTITY)
    assert json.loads(done.stdout)["check"] == {"errors": 0, "warnings": 0}


@pytest.mark.parametrize(
    ("line", "replacement", "status", "report"),
    [
        ("def get_increment(self)", "def get_incremnt(self)", 1, "1 error"),
        ("\n\nclass", "\nimport not_installed_anywhere\n\n\nclass", 0, "0 errors, 1 warning"),
    ],
)
def test_errors_of_the_check_fail_and_what_can_not_be_verified_does_not(
    ours: Path, line: str, replacement: str, status: int, report: str
) -> None:
    template = ours / "template" / "_kinds" / "source.jinja"
    template.write_text(template.read_text(encoding="utf-8").replace(line, replacement), encoding="utf-8")
    done = run(ours.parent, "my-source", *IDENTITY, PYTHONPATH=str(ours / "src"))
    assert (done.returncode, report in done.stderr) == (status, True), done.stderr
    assert "Made pushcart-my-source" in done.stdout
    assert (ours.parent / "pushcart-my-source" / "pyproject.toml").is_file()


def test_every_option_arrives(tmp_path: Path) -> None:
    (tmp_path / "more.yml").write_text("year: 1999\nauthor: Not Ada\n", encoding="utf-8")
    arguments = (
        *("--source", "a", "--source", "B-c", "--transformation", "d", "--destination", "e"),
        *("--extension", "f", "--output", "deep/er", "--backend", "uv", "--license", "ISC"),
        *("--description", "D", "--url", "https://example.com", "--data", "author=Nor Ada"),
        *("--data-file", "more.yml", "--json"),
    )
    done = run(tmp_path, "x", *arguments, *QUICK)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["path"], facts["name"], facts["written"]) == ("deep/er/pushcart-x", "pushcart-x", True)
    assert [(component["kind"], component["key"]) for component in facts["components"]] == [
        ("source", "a"),
        ("source", "b_c"),
        ("transformation", "d"),
        ("destination", "e"),
        ("extension", "f"),
    ]
    pyproject = (tmp_path / facts["path"] / "pyproject.toml").read_text(encoding="utf-8")
    for text in ('"uv_build"', 'license = "ISC"', 'description = "D"', 'name = "Ada"', "https://example.com"):
        assert text in pyproject
    assert "1999 Ada" in (tmp_path / facts["path"] / "LICENSE").read_text(encoding="utf-8")


def test_a_dry_run_prints_the_tree_and_writes_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--dry-run", *QUICK)
    assert done.returncode == 0
    assert done.stdout.startswith("pushcart-my-source/\n")
    assert "                my.py\n" in done.stdout
    assert names(tmp_path) == []


def test_a_dry_run_promises_nothing_that_could_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(tmp_path, "my-source", "--dry-run", "--output", "file", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "pushcart-new: can't write file: it is no folder\n"


def test_git_makes_one_commit_of_everything(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--git", *QUICK, GIT_DIR=str(tmp_path / "elsewhere"))
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "pushcart-my-source"
    log = ["git", "-C", str(folder), "log", "--format=%an <%ae> %s"]
    assert subprocess.run(log, capture_output=True, text=True, check=True).stdout == (
        "Ada <ada@example.com> Start pushcart-my-source with pushcart-new\n"
    )
    status = ["git", "-C", str(folder), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""


def test_git_that_is_missing_is_an_error_that_leaves_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "my-source", "--git", *QUICK, PATH="")
    assert done.returncode == 1
    assert "it is not installed" in done.stderr
    assert names(tmp_path) == []


def test_all_problems_are_told_at_once_with_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("licence: MIT", encoding="utf-8")
    done = run(
        tmp_path, "s3", "--source", "class", "--data", "autor=x", "--data-file", "a.yml", "--email", "x"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pushcart-new: 5 problems\n")
    for expected in ("try author", "try license", "--source s3", "try my_class", "no e-mail address"):
        assert expected in done.stderr


@pytest.mark.parametrize(
    "name", ["", "s3", "a/b", "class-source", "x" * 300, "source", "é", "\udcff", "pushcart", "a b", "\n"]
)
def test_a_bad_name_is_no_traceback(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [*PROGRAM, os.fsencode(name)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("pushcart-new: NAME ")
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "arguments", [(), ("a", "--nonsense"), ("a", "b"), ("--no-check",), ("a", "--source")]
)
def test_wrong_usage_is_exit_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_existing_target_is_refused_untouched(tmp_path: Path) -> None:
    target = tmp_path / "pushcart-x"
    target.mkdir()
    (target / "mine").write_text("mine", encoding="utf-8")
    done = run(tmp_path, "x", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "pushcart-x exists already" in done.stderr
    assert names(target) == ["mine"]
    assert names(tmp_path) == ["pushcart-x"]


def test_a_parent_that_can_not_be_written_to_is_exit_status_1(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(tmp_path, "x", "--output", "file", *QUICK)
    assert (done.returncode, done.stdout) == (1, "")
    assert "can't write file/pushcart-x: not a directory" in done.stderr


def test_help_shows_examples(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", NO_COLOR="1")
    assert done.returncode == 0
    assert "pushcart-new my-source" in done.stdout


def test_the_version_is_ours(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"pushcart-extensions {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("--nonsense",), (), ("s3",), ("x", "--email", "y")]
)
def test_no_engine_is_loaded_before_it_is_needed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    script = (
        "import sys; from pushcart_extensions.cli.launch import new\n"
        "try: new()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *({'copier', 'jinja2', 'tomlkit', 'rich', 'yaml', 'pydantic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_the_users_settings_of_copier_change_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "settings.yml"
    settings.write_text("defaults: {license: ISC, author: Mallory}\n", encoding="utf-8")
    done = run(tmp_path, "x", *QUICK, COPIER_SETTINGS_PATH=str(settings))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ada" in (tmp_path / "pushcart-x" / "LICENSE").read_text(encoding="utf-8")
    done = run(tmp_path, "y", *QUICK, COPIER_SETTINGS_PATH=str(tmp_path / "missing.yml"))
    assert (done.returncode, done.stderr) == (0, "")


def test_without_any_identity_there_is_a_notice(tmp_path: Path) -> None:
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "0"}
    done = run(tmp_path, "x", "--no-check", **nobody)
    assert done.returncode == 0
    assert done.stderr.count("pushcart-new: no ") == 2
    assert "Made" in done.stdout


def test_answers_are_taken_from_the_first_place_that_has_them(tmp_path: Path) -> None:
    mine = tmp_path / "config" / "pushcart-extensions" / "defaults.toml"
    mine.parent.mkdir(parents=True)
    mine.write_text(
        'author = "Mine"\nemail = "mine@example.com"\nlicense = "ISC"\nbackend = "uv"\n'
        'url = "https://git.example.com/{name}"\n'
    )
    (tmp_path / "gitconfig").write_text("[user]\nname=Git\nemail=git@example.com\n")
    (tmp_path / "a.yml").write_text("author: File\nemail: file@example.com\nlicense: MPL-2.0\n")
    places = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PUSHCART_NEW_DEFAULTS": "" if sys.platform.startswith("linux") else str(mine),
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
    }
    given = ("--data-file", "a.yml", "--data", "author=Pair", "--data", "email=pair@example.com")
    done = run(tmp_path, "x", *given, "--author", "Option", "--no-check", **places)
    assert (done.returncode, done.stderr) == (0, "")
    pyproject = (tmp_path / "pushcart-x" / "pyproject.toml").read_text(encoding="utf-8")
    for text in (
        "Option",
        "pair@example.com",
        'license = "MPL-2.0"',
        "uv_build",
        "git.example.com/pushcart-x",
    ):
        assert text in pyproject, text


def test_what_is_wrong_with_the_defaults_is_told_with_all_else(tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('# mine\nautor = "Ada"\n')
    done = run(tmp_path, "s3", "--no-check", PUSHCART_NEW_DEFAULTS="my.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("pushcart-new: 2 problems\n")
    assert "my.toml:2 'autor' is no question of the template\n    try author" in done.stderr
    assert names(tmp_path) == ["my.toml"]


def test_help_says_where_the_defaults_are(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", PUSHCART_NEW_DEFAULTS=str(tmp_path / "my.toml"))
    assert f"  {tmp_path / 'my.toml'}\n" in done.stdout
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    done = run(tmp_path, "--help", **home, PUSHCART_NEW_DEFAULTS=str(tmp_path / "deep" / "my.toml"))
    assert f"  ~{os.sep}{Path('deep', 'my.toml')}\n" in done.stdout


@pytest.mark.parametrize(
    ("argument", "status", "message"),
    [
        ("--help", 0, ""),
        ("x", 2, 'pushcart-new needs platformdirs: pip install "pushcart-extensions[tools]"\n'),
    ],
)
def test_there_is_help_without_the_tools(tmp_path: Path, argument: str, status: int, message: str) -> None:
    script = f"import sys; sys.modules['platformdirs'] = None; {PROGRAM[2]}"
    done = subprocess.run(
        [sys.executable, "-c", script, argument],
        cwd=tmp_path,
        env=os.environ | {"PUSHCART_NEW_DEFAULTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, message)


def test_output_survives_a_terminal_that_can_not_show_it(tmp_path: Path) -> None:
    folder = tmp_path / "Zoë 🚀"
    done = run(tmp_path, "x", "--output", str(folder), *QUICK, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "Made" in done.stdout


MOMENTS = (0.02, 0.08, 0.15, 0.22, 0.26, 0.29, 0.32, 0.35, 0.4, 0.5)


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "x", "--git", *QUICK, "--output", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def is_whole(target: Path) -> bool:
    return (target / ".git").is_dir() and (target / "workflow.yaml").is_file() and len(names(target)) == 12


def test_of_two_runs_at_once_one_wins(tmp_path: Path) -> None:
    processes = [start(tmp_path) for _ in range(3)]
    assert sorted(process.wait() for process in processes) == [0, 1, 1]
    assert names(tmp_path) == ["pushcart-x"]
    assert is_whole(tmp_path / "pushcart-x")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("kills", [6, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_no_target_or_a_whole_one(tmp_path: Path, kills: int) -> None:
    started = time.monotonic()
    start(tmp_path / "reference").wait()
    whole = time.monotonic() - started
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    cut_short = 0
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        process = start(folder)
        time.sleep(whole * chance.uniform(0.1, 1.05))
        process.kill()
        process.wait()
        target = folder / "pushcart-x"
        assert not target.exists() or is_whole(target)
        cut_short += not target.exists()
        assert run(folder, "y", *QUICK).returncode == 0
        assert names(folder) == (["pushcart-x"] if target.exists() else []) + ["pushcart-y"]
    assert cut_short


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("moment", MOMENTS[2:])
def test_control_c_leaves_nothing_or_a_whole_package(tmp_path: Path, moment: float) -> None:
    process = start(tmp_path)
    time.sleep(moment)
    process.send_signal(signal.SIGINT)
    status = process.wait()
    target = tmp_path / "pushcart-x"
    # Python gives the signal back to the system while it shuts down: then the work is done.
    assert status in {0, 130, -signal.SIGINT}
    assert names(tmp_path) == (["pushcart-x"] if target.exists() else [])
    assert not target.exists() or is_whole(target)
    assert status == 130 or target.exists()


STARTED = """
import os, signal, subprocess, sys
def interrupt(frame, event, argument):
    if event == "return" and frame.f_code.co_name == "_execute_child" and "init" in frame.f_locals["args"]:
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(interrupt)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("start", ["", STARTED], ids=["while it runs", "while it is started"])
def test_a_git_that_goes_on_after_control_c_leaves_nothing(tmp_path: Path, start: str) -> None:
    programs, work, begun = tmp_path / "programs", tmp_path / "work", tmp_path / "begun"
    programs.mkdir()
    work.mkdir()
    (programs / "git").write_text(
        "#!/bin/sh\ncase \"$*\" in *' init '*) ;; *) exit 1 ;; esac\n"
        f"trap '' INT TERM\nwhile :; do mkdir -p .git; touch '{begun}' .git/x; done\n",
        encoding="utf-8",
    )
    (programs / "git").chmod(0o755)
    python, option, code = PROGRAM
    process = subprocess.Popen(
        [python, option, start + code, "x", "--git", *QUICK],
        cwd=work,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        stderr=subprocess.DEVNULL,
    )
    while not (start or begun.exists()):
        assert process.poll() is None
        time.sleep(0.01)
    if not start:
        process.send_signal(signal.SIGINT)

    assert process.wait() == 130
    begun.unlink(missing_ok=True)
    time.sleep(0.3)  # for whoever would write behind our back
    assert names(work) == []
    assert not begun.exists()
