"""``pushcart-check --diff`` and ``--fix`` as a process."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))
LAUNCH = "from pushcart_extensions.cli.launch import check; check()"

FILES = {
    "pyproject.toml": """\
[project]
name = "pushcart-my"
dependencies = []  # none yet

[project.entry-points."pushcart.source"]
mine = "pushcart_my.sources.my:My"
""",
    "src/pushcart_my/__init__.py": "",
    "src/pushcart_my/sources/my.py": """\
from pushcart_extensions import SourceBase


class My(SourceBase):
    provides = ["my_source"]  # our flag

    def get_increment(self):
        return []
""",
}


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a handful of faults, all of which can be mended."""
    return write(tmp_path / "my")


def write(folder: Path) -> Path:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_fix_mends_and_says_what_it_mended_and_what_is_left(package: Path) -> None:
    done = run("my", "--fix", cwd=package.parent)
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 warnings: it conforms" in done.stdout
    assert done.stderr.splitlines() == [
        "pushcart-check: mended my/pyproject.toml",
        "pushcart-check: mended my/src/pushcart_my/__init__.py",
        "pushcart-check: mended my/src/pushcart_my/sources/__init__.py",
        "pushcart-check: mended my/src/pushcart_my/sources/my.py",
    ]
    mended = tree(package)
    assert b'provides = {"my_source"}  # our flag' in mended["src/pushcart_my/sources/my.py"]
    again = run("my", "--fix", cwd=package.parent)
    assert (again.returncode, again.stderr) == (0, "")
    assert tree(package) == mended


def test_diff_shows_what_fix_does_and_writes_nothing(package: Path) -> None:
    before = tree(package)
    shown = run("my", "--diff", cwd=package.parent)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert shown.stdout.startswith("--- a/my/pyproject.toml\n+++ b/my/pyproject.toml\n")
    assert tree(package) == before
    subprocess.run(["git", "apply", "-"], input=shown.stdout, text=True, cwd=package.parent, check=True)
    applied = tree(package)
    for path, data in before.items():
        (package / path).write_bytes(data)
    (package / "src/pushcart_my/sources/__init__.py").unlink()
    run("my", "--fix", cwd=package.parent)
    assert tree(package) == applied
    clean = run("my", "--diff", cwd=package.parent)
    assert (clean.returncode, clean.stdout) == (0, "")


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("", "some/my"),
        ("some", "my"),
        ("some", "."),
        ("some/my", "."),
        ("some/my", ""),
        ("some/my/src", ".."),
    ],
)
def test_git_applies_a_diff_in_the_folder_in_which_it_was_made(
    tmp_path: Path, folder: str, path: str
) -> None:
    reference = write(tmp_path / "reference" / "my")
    run("my", "--fix", "--static", cwd=reference.parent)
    repository = tmp_path / "repository"
    package = write(repository / "some" / "my")
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    shown = run(*filter(None, [path]), "--diff", "--static", cwd=repository / folder).stdout
    # What lies above the working folder is told from the package, and is applied there.
    where = package if path == ".." else repository / folder
    subprocess.run(["git", "apply", "-"], input=shown, text=True, cwd=where, check=True)
    assert tree(package) == tree(reference)


def test_a_diff_of_a_package_elsewhere_is_relative_to_it(package: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    shown = run(str(package), "--diff", cwd=tmp_path / "here").stdout
    assert shown.startswith("--- a/pyproject.toml\n+++ b/pyproject.toml\n")


def test_several_packages_are_mended_at_once(package: Path) -> None:
    write(package.parent / "your package")
    done = run(".", "--fix", "--static", cwd=package.parent)
    assert done.returncode == 0, done.stdout
    assert "2 packages, 2 stages, 0 errors" in done.stdout
    assert tree(package) == tree(package.parent / "your package")


def test_only_what_is_selected_is_mended(package: Path) -> None:
    done = run("my", "--fix", "--static", "--select", "PCE301", cwd=package.parent)
    assert done.stderr == "pushcart-check: mended my/src/pushcart_my/sources/__init__.py\n"
    assert (package / "pyproject.toml").read_text() == FILES["pyproject.toml"]


def test_what_can_t_be_mended_is_said_and_is_status_1(package: Path) -> None:
    module = package / "src/pushcart_my/sources/my.py"
    module.write_text(f"{module.read_text()}\n\nNAMES = ['My']\n")
    done = run("my", "--fix", "--static", cwd=package.parent)
    assert done.returncode == 1
    assert "PCE203 class-name in src/pushcart_my/sources/my.py is not mended" in done.stderr
    assert "has the string 'My', which could mean the class" in done.stderr


def test_what_an_import_shows_to_be_worse_is_taken_back(package: Path) -> None:
    run("my", "--fix", "--static", cwd=package.parent)
    module = package / "src/pushcart_my/sources/my.py"
    module.write_text(
        "import sys\n\nif 'pushcart_my.sources' in sys.modules and "
        "'MySource' in open(__file__.replace('my.py', '__init__.py')).read():\n"
        f"    raise RuntimeError('no exports, please')\n{module.read_text()}"
    )
    (package / "src/pushcart_my/sources/__init__.py").write_text("__all__ = []\n")
    (package / "src/pushcart_my/__init__.py").write_text("__all__ = []\n")
    before = tree(package)
    done = run("my", "--fix", cwd=package.parent)
    assert done.returncode == 1
    assert "my stays as it was: that would bring PCE601" in done.stderr
    assert {path: data for path, data in tree(package).items() if not path.endswith(".pyc")} == before


def test_a_file_that_can_t_be_written_is_one_line_and_status_1(package: Path) -> None:
    (package / "src/pushcart_my/real.toml").write_text(FILES["pyproject.toml"])
    (package / "pyproject.toml").unlink()
    (package / "pyproject.toml").symlink_to("src/pushcart_my/real.toml")
    before = tree(package)
    done = run("my", "--fix", "--static", cwd=package.parent)
    assert done.returncode == 1
    assert done.stderr == "pushcart-check: pyproject.toml stays as it is: it is a link, or lies behind one\n"
    assert tree(package) == before


def test_of_several_packages_only_what_changes_is_told(package: Path) -> None:
    shutil.copytree(package, package.parent / "all" / "one")
    run("one", "--fix", "--static", cwd=package.parent / "all")
    shutil.copytree(package, package.parent / "all" / "two")
    done = run("all", "--fix", "--static", cwd=package.parent)
    assert done.returncode == 0
    assert {line.split()[2].split("/")[1] for line in done.stderr.splitlines()} == {"two"}
    assert all(line.startswith("pushcart-check: mended ") for line in done.stderr.splitlines())


def test_both_at_once_is_wrong_usage(package: Path) -> None:
    done = run("my", "--fix", "--diff", cwd=package.parent)
    assert done.returncode == 2
    assert "take one of the two" in done.stderr


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_missing_tomlkit_is_said_in_one_line(package: Path, tmp_path: Path, option: str) -> None:
    (tmp_path / "tomlkit.py").write_text("raise ModuleNotFoundError('none', name='tomlkit')\n")
    done = run("my", option, cwd=package.parent, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'pushcart-check needs tomlkit: pip install "pushcart-extensions[tools]"\n'


def test_a_plain_check_imports_nothing_of_this(package: Path) -> None:
    code = f"import atexit, sys\natexit.register(lambda: print(*sys.modules))\n{LAUNCH}"
    command = [sys.executable, "-c", code, "my", "--static"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    loaded = set(done.stdout.split())
    assert not loaded & {"tomlkit", "pushcart_extensions.check.mending", "pushcart_extensions.edits.plan"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("kills", [6, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes(
    tmp_path: Path, kills: int
) -> None:
    reference = write(tmp_path / "reference" / "my")
    started = time.monotonic()
    run("my", "--fix", "--static", cwd=reference.parent)
    whole, wanted = time.monotonic() - started, tree(reference)
    chance = random.Random(3)  # noqa: S311 - moments, no secrets
    cut_short = 0
    for number in range(kills):
        folder = write(tmp_path / str(number) / "my")
        before = tree(folder)
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, "my", "--fix", "--static"],
            cwd=folder.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * chance.uniform(0.4, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = tree(folder)
        cut_short += found != wanted
        visible = {path: data for path, data in found.items() if ".pushcart-edit-" not in path}
        assert all(data in (before.get(path), wanted[path]) for path, data in visible.items())
        assert before.keys() <= visible.keys()
        run("my", "--fix", "--static", cwd=folder.parent)
        assert tree(folder) == wanted
        shutil.rmtree(folder.parent)
    assert cut_short
