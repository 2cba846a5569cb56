"""``pushcart-extra`` as a user meets it: a process with options, output and an exit status."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from pushcart_extensions import __version__

KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))
PROGRAM = (sys.executable, "-c", "from pushcart_extensions.cli.launch import extra; extra()")

STANDARD = """\
[project]
name = "acme-host"
version = "1"
dependencies = []  # none

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[tool.hatch.build]
include = ["*.py"]
"""
POETRY = """\
[tool.poetry]
name = "acme-host"
version = "1"
description = ""
authors = []
packages = []

[tool.poetry.dependencies]
python = "^3.11"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
"""
POETRY_2 = STANDARD.replace("hatchling.build", "poetry.core.masonry.api").replace("hatchling", "poetry-core")
HOSTS = {"hatchling": STANDARD, "Poetry": POETRY, "Poetry 2": POETRY_2}


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A host's pyproject.toml, alone in its folder."""
    file = tmp_path / "host" / "pyproject.toml"
    file.parent.mkdir()
    file.write_text(STANDARD)
    return file


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_extension_is_registered_and_taken_out_again(host: Path) -> None:
    folder = host.parents[1]
    done = run(folder, "host", "rest-api", "--version", ">=1,<2")
    assert (done.returncode, done.stderr) == (0, "")
    said, _, command = done.stdout.splitlines()
    assert said == "Registered pushcart-rest-api as the extra rest_api of acme-host in host/pyproject.toml"
    assert command == '  python -m pip install "acme-host[rest_api]"'
    registered = host.read_text()
    assert '[project.optional-dependencies]\nrest_api = ["pushcart-rest-api>=1,<2"]\n' in registered

    again = run(folder, "host/pyproject.toml", "pushcart_rest_api")
    assert again.stdout.startswith("pushcart-rest-api is the extra rest_api of acme-host already; ")
    assert host.read_text() == registered

    gone = run(folder, "host", "rest-api", "--remove")
    assert gone.stdout == "Took pushcart-rest-api out of the extras of acme-host in host/pyproject.toml\n"
    assert host.read_text() == STANDARD
    assert "is no extra of acme-host" in run(folder, "host", "rest-api", "--remove").stdout


def test_a_dry_run_prints_a_diff_that_can_be_applied(host: Path) -> None:
    shown = run(host.parent, ".", "rest-api", "--all", "--dry-run")
    assert (shown.returncode, host.read_text()) == (0, STANDARD)
    added = [line[1:] for line in shown.stdout.splitlines() if line.startswith("+")][1:]
    assert sorted(filter(None, added)) == [
        "[project.optional-dependencies]",
        'all = ["pushcart-rest-api"]',
        'rest_api = ["pushcart-rest-api"]',
    ]
    apply = ["git", "apply", "-"]
    subprocess.run(apply, cwd=host.parent, input=shown.stdout, text=True, check=True)
    applied = host.read_text()
    host.write_text(STANDARD)
    run(host.parent, ".", "rest-api", "--all")
    assert host.read_text() == applied


def test_the_result_is_there_as_json(host: Path) -> None:
    (host.parent / "uv.lock").touch()
    done = run(host.parent, "pyproject.toml", "rest-api", "--json")
    assert json.loads(done.stdout) == {
        "version": 1,
        "path": "pyproject.toml",
        "host": "acme-host",
        "name": "pushcart-rest-api",
        "extra": "rest_api",
        "items": ["pushcart-rest-api"],
        "changed": True,
        "written": True,
        "notices": ["uv.lock is behind now: uv lock"],
    }
    assert done.stderr == "pushcart-extra: uv.lock is behind now: uv lock\n"
    facts = json.loads(run(host.parent, ".", "rest-api", "--json", "--dry-run", "--remove").stdout)
    assert (facts["changed"], facts["written"], facts["items"], facts["notices"]) == (True, False, [], [])
    again = json.loads(run(host.parent, ".", "rest-api", "--json").stdout)
    assert (again["changed"], again["written"], again["items"]) == (False, False, ["pushcart-rest-api"])


def test_all_problems_are_told_at_once_with_exit_status_2(tmp_path: Path) -> None:
    done = run(tmp_path, "nowhere", "s3", "--version", "^1", "--remove")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pushcart-extra: 4 problems\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f'{STANDARD}[tool.poetry]\n[project.optional-dependencies]\nrest_api = "x"\n',
            "is no list of strings",
        ),
        (
            STANDARD.replace("dependencies", "dynamic").replace("[]", '["optional-dependencies"]'),
            "are dynamic: something else states them; write rest_api = pushcart-rest-api there",
        ),
        (STANDARD.replace("[]", '["pushcart-rest-api"]'), "is a dependency of every installation"),
    ],
)
def test_a_host_that_can_not_take_it_stays_as_it_is(host: Path, text: str, message: str) -> None:
    host.write_text(text)
    done = run(host.parent, ".", "rest-api")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("pushcart-extra: pyproject.toml stays as it is: ")
    assert message in done.stderr
    assert host.read_text() == text


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_is_not_written_through(host: Path) -> None:
    real = host.rename(host.parents[1] / "real.toml")
    host.symlink_to(real)
    done = run(host.parent, ".", "rest-api")
    assert done.returncode == 1
    assert "it is a link" in done.stderr
    assert real.read_text() == STANDARD


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
def test_line_endings_and_a_byte_order_mark_stay(host: Path, ending: str, mark: bytes) -> None:
    before = mark + STANDARD.replace("\n", ending).encode()
    host.write_bytes(before)
    assert run(host.parent, ".", "rest-api").returncode == 0
    registered = host.read_bytes()
    assert registered.startswith(mark + b"[project]")
    assert registered.count(b"\r\n") == (registered.count(b"\n") if ending == "\r\n" else 0)
    run(host.parent, ".", "rest-api", "--remove")
    assert host.read_bytes() == before


def test_version_alone_is_ours(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout == f"pushcart-extensions {__version__}\n"
    assert run(tmp_path, ".", "x", "--version").returncode == 2


@pytest.mark.parametrize("arguments", [(), (".",), (".", "a", "b"), ("--nonsense",)])
def test_wrong_usage_is_exit_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), (".", "s3"), ()])
def test_no_engine_is_loaded_before_it_is_needed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    script = (
        "import sys; from pushcart_extensions.cli.launch import extra\n"
        "try: extra()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *({'copier', 'jinja2', 'tomlkit', 'rich', 'yaml', 'packaging'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def metadata_of(host: Path) -> Message:
    """Return the metadata that the host's own build backend makes of it."""
    backend = host.read_text().partition('build-backend = "')[2].partition('"')[0]
    script = f"import {backend} as backend; print(backend.prepare_metadata_for_build_wheel('.'))"
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, cwd=host.parent, capture_output=True, text=True, check=True)
    folder = host.parent / done.stdout.splitlines()[-1]
    return Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", HOSTS.values(), ids=HOSTS)
def test_a_build_of_the_host_offers_the_extra(host: Path, text: str) -> None:
    host.write_text(text)
    (host.parent / "acme_host.py").touch()
    run(host.parent, ".", "rest-api", "--version", ">=1,<2", "--all")
    run(host.parent, ".", "sql-server", "--all")

    metadata = metadata_of(host)

    offered = {name.replace("_", "-") for name in metadata.get_all("Provides-Extra", [])}
    assert offered == {"all", "rest-api", "sql-server"}
    required = [one.replace("'", '"').replace("_", "-") for one in metadata.get_all("Requires-Dist", [])]
    for extra, name in (("rest-api", "rest-api"), ("sql-server", "sql-server"), ("all", "rest-api")):
        found = [one for one in required if f"pushcart-{name}" in one and f'extra == "{extra}"' in one]
        assert len(found) == 1, required
        assert ("<2" in found[0]) == (name == "rest-api")

    run(host.parent, ".", "rest-api", "--remove")
    run(host.parent, ".", "sql-server", "--remove")
    assert host.read_text() == text
    assert metadata_of(host).get_all("Provides-Extra", []) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_the_files_mode_stays(host: Path) -> None:
    host.chmod(0o640)
    run(host.parent, ".", "rest-api")
    assert host.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("kills", [6, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_the_file_old_or_new(host: Path, tmp_path: Path, kills: int) -> None:
    started = time.monotonic()
    run(host.parent, ".", "rest-api", "--all")
    whole, new = time.monotonic() - started, host.read_text()
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    cut_short = 0
    for number in range(kills):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = folder / "pyproject.toml"
        file.write_text(STANDARD)
        process = subprocess.Popen(
            [*PROGRAM, ".", "rest-api", "--all"], cwd=folder, stdout=subprocess.DEVNULL
        )
        time.sleep(whole * chance.uniform(0.5, 1.05))
        process.kill()
        process.wait()
        assert file.read_text() in (STANDARD, new)
        cut_short += file.read_text() == STANDARD
        assert run(folder, ".", "rest-api", "--all").returncode == 0
        assert {path.name: path.read_text() for path in folder.iterdir()} == {"pyproject.toml": new}
    assert cut_short


@pytest.mark.parametrize(
    ("module", "arguments"),
    [("tomlkit", (".", "rest-api")), ("packaging", (".", "rest-api", "--version", ">=1")), ("typer", ())],
)
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    host: Path, module: str, arguments: tuple[str, ...]
) -> None:
    script = f"import sys; sys.modules[{module!r}] = None; {PROGRAM[2]}"
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=host.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pushcart-extra needs {module}")
    assert done.stderr.endswith(': pip install "pushcart-extensions[tools]"\n')
    assert host.read_text() == STANDARD
