"""``pushcart-update`` as a process, with the template of a later release."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pushcart_extensions import __version__
from pushcart_extensions.scaffold.template.history import frozen_templates
from pushcart_extensions.scaffold.template.questionnaire import rendered

ROOT = Path(__file__).parents[2]
LAUNCH = "from pushcart_extensions.cli.launch import update; update()"
LATER = "90.0.0"
STEP = int(os.environ.get("PUSHCART_TEST_FAULT_STEP", "7"))  # 1 for every call
KILLS = int(os.environ.get("PUSHCART_TEST_KILLS", "40"))
HIDDEN = ".pushcart-edit-"
ANSWERS: dict[str, object] = {
    "name": "pushcart-shop",
    "sources": ["orders", "rest"],
    "destinations": ["out"],
    "backend": "hatchling",
    "license": "MIT",
    "author": "Ada",
    "email": "ada@example.com",
    "description": "Rows",
    "url": "https://example.com",
    "year": "2024",
}
COMING = {
    "README.md.jinja": ("\n## Install\n", "\n## Installation\n"),
    ".gitignore.jinja": None,
    ".editorconfig": "[*]\ncharset = utf-8\n",
    "tests/test_conformance.py.jinja": (
        "from pathlib import Path\n",
        '"""The conventions."""\n\nfrom pathlib import Path\n',
    ),
    "pyproject.toml.jinja": (
        '"Intended Audience :: Developers",\n',
        '"Intended Audience :: Developers",\n    "Natural Language :: English",\n',
    ),
}
"""What the later template changes: a piece of a file, a file that it drops, one that is new."""


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree of a later release, as far as the command needs it."""
    tree = tmp_path_factory.mktemp("later")
    for name in ("src/pushcart_extensions", "template"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "copier.yml", tree)
    for path, change in COMING.items():
        file = tree / "template" / path
        if change is None:
            file.unlink()
        elif isinstance(change, str):
            file.write_text(change, encoding="utf-8")
        else:
            text = file.read_text(encoding="utf-8")
            assert change[0] in text, path
            file.write_text(text.replace(*change), encoding="utf-8")
    face = tree / "src" / "pushcart_extensions" / "__init__.py"
    text = re.sub(r"(?m)^__version__ = .*", f'__version__ = "{LATER}"', face.read_text(encoding="utf-8"))
    face.write_text(text, encoding="utf-8")
    return tree


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the oldest version that is shipped."""
    return make(tmp_path / "pushcart-shop")


def make(folder: Path) -> Path:
    template = next(iter(frozen_templates().values()))
    for path, data in rendered(template.root, ANSWERS).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def edit(package: Path) -> Path:
    """Change files as a user would: one beside what the template changes, one in the same place."""
    readme = package / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace("## Install", "## Set up"), encoding="utf-8")
    pyproject = package / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8").replace('.1.0"]', '.1.0", "httpx"]')
    pyproject.write_text(f"{text}\n[tool.mine]\nx = 1\n", encoding="utf-8")
    (package / "notes.md").write_text("mine\n", encoding="utf-8")
    return package


def run(later: Path, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(later / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_package_is_updated_and_checked(later: Path, package: Path) -> None:
    done = run(later, package.parent, "pushcart-shop")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            f"Brought pushcart-shop from template 0.1.0 to {LATER}",
            "",
            "  added     .editorconfig",
            "  removed   .gitignore",
            *(line for line in done.stdout.splitlines() if line.startswith("  updated   ")),
        ],
    )
    assert "  updated   README.md" in done.stdout
    assert "it conforms" in done.stderr
    again = run(later, package.parent, "pushcart-shop")
    assert (again.returncode, again.stdout, again.stderr) == (
        0,
        f"pushcart-shop is up to date with template {LATER}\n",
        "",
    )


def test_what_is_there_is_found_without_an_argument_and_not_checked_where_that_is_wished(
    later: Path, package: Path
) -> None:
    done = run(later, package, "--no-verify")
    assert done.stdout.startswith(f"Brought pushcart-shop from template 0.1.0 to {LATER}\n")
    assert done.stderr == ""


def test_a_conflict_is_marked_told_and_has_to_be_resolved(later: Path, package: Path) -> None:
    edit(package)
    done = run(later, package, ".")
    assert done.returncode == 1
    readme = (package / "README.md").read_text(encoding="utf-8")
    line = readme.splitlines().index("<<<<<<< yours") + 1
    assert f"  conflict  README.md: line {line}\n" in done.stdout
    assert "  merged    pyproject.toml\n" in done.stdout
    assert "keep the lines that you want and remove the marks" in done.stdout
    mark = f"<<<<<<< yours\n## Set up\n=======\n## Installation\n>>>>>>> template {LATER}\n"
    assert mark in readme
    pyproject = (package / "pyproject.toml").read_text(encoding="utf-8")
    assert f'dependencies = ["pushcart-extensions>={LATER}", "httpx"]' in pyproject
    before = tree(package)
    for option in ("--no-verify", "--check", "--dry-run"):
        again = run(later, package, option)
        assert (again.returncode, again.stdout, tree(package)) == (1, "", before)
        assert "pushcart-update: . has conflicts that are not resolved yet:\n  README.md\n" in again.stderr
    (package / "README.md").write_text(readme.replace(mark, "## Set up\n"), encoding="utf-8")
    resolved = run(later, package, "--check")
    assert (resolved.returncode, resolved.stdout) == (
        0,
        f"pushcart-shop is up to date with template {LATER}\n",
    )


def test_a_file_that_can_t_be_merged_is_told_and_tried_again(later: Path, package: Path) -> None:
    readme = package / "README.md"
    original = readme.read_bytes()
    readme.write_bytes(b"\xff" + original)
    first = run(later, package, "--no-verify")
    assert first.returncode == 1
    assert first.stdout.startswith(
        f"Brought what can be merged of pushcart-shop from template 0.1.0 to {LATER}"
    )
    assert "  conflict  README.md: stays as it is: it can't be read as utf-8\n" in first.stdout
    assert (
        "The record stays at template 0.1.0, since the change of README.md is still to come" in first.stdout
    )
    assert run(later, package, "--check").returncode == 1
    assert json.loads(run(later, package, "--json").stdout)["complete"] is False
    readme.write_bytes(original)
    assert "  updated   README.md\n" in run(later, package).stdout
    assert run(later, package, "--check").returncode == 0


def test_check_tells_what_would_change_and_changes_nothing(later: Path, package: Path) -> None:
    before = tree(edit(package))
    done = run(later, package.parent, "pushcart-shop", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"pushcart-shop is made from template 0.1.0; {LATER} changes:\n\n  added  ")
    assert "  conflict  README.md: line " in done.stdout
    assert "remove the marks" not in done.stdout
    assert tree(package) == before


def test_a_dry_run_is_a_diff_of_what_an_update_does(later: Path, package: Path, tmp_path: Path) -> None:
    edit(package)
    shutil.copytree(package, tmp_path / "other")
    before = tree(package)
    done = run(later, package, "--dry-run")
    assert (done.returncode, tree(package)) == (1, before)  # as the update would exit, with its conflict
    assert done.stderr.startswith("pushcart-shop is made from template 0.1.0;")
    patch = tmp_path / "patch"
    patch.write_text(done.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", patch], cwd=tmp_path / "other", check=True)
    run(later, package)
    assert tree(tmp_path / "other") == tree(package)


def test_json_tells_the_same(later: Path, package: Path) -> None:
    edit(package)
    (package / ".github" / "workflows" / "ci.yml").unlink()
    done = run(later, package, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    by_path = {file["path"]: file for file in found.pop("files")}
    assert found == {
        "version": 1,
        "path": ".",
        "name": "pushcart-shop",
        "from": "0.1.0",
        "to": LATER,
        "behind": True,
        "written": True,
        "complete": True,
        "check": None,
    }
    assert by_path["pyproject.toml"] == {
        "path": "pyproject.toml",
        "outcome": "merged",
        "conflicts": [],
        "reason": None,
    }
    assert (by_path["README.md"]["outcome"], len(by_path["README.md"]["conflicts"])) == ("conflict", 1)
    (package / "README.md").write_text("mine\n", encoding="utf-8")
    again = json.loads(run(later, package, "--json").stdout)
    assert (again["behind"], again["files"], again["from"]) == (False, [], LATER)


def test_json_has_the_figures_of_the_check(later: Path, package: Path) -> None:
    assert json.loads(run(later, package, "--json").stdout)["check"] == {"errors": 0, "warnings": 0}


def test_errors_that_the_check_finds_are_in_the_status(later: Path, package: Path) -> None:
    module = package / "src" / "pushcart_shop" / "sources" / "orders.py"
    module.write_text("x = 1\n", encoding="utf-8")
    done = run(later, package)
    assert done.returncode == 1
    assert "error" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "PATH 'nothing' doesn't exist"),
        (("pushcart-shop/src",), "has no .copier-answers.yml"),
        (("pushcart-shop/README.md",), "is a file; give the folder of the package"),
        (("--check", "--dry-run"), "take one of the two"),
        (("--no-such-option",), "No such option"),
        (("a", "b"), "unexpected extra argument"),
    ],
)
def test_wrong_usage_exits_2(later: Path, package: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(later, package.parent, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_package_of_a_later_version_asks_for_a_later_program(later: Path, package: Path) -> None:
    assert run(later, package).returncode == 0
    before = tree(package)
    done = run(ROOT, package)
    assert (done.returncode, tree(package)) == (2, before)
    assert f"is later than {__version__}, which is installed here" in done.stderr
    assert "pip install --upgrade pushcart-extensions" in done.stderr


def test_it_needs_neither_git_nor_a_network(later: Path, package: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import sys\n"
        "def hook(event, _):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo', 'subprocess.Popen', 'os.exec'}:\n"
        "        raise SystemExit(f'not allowed: {event}')\n"
        "sys.addaudithook(hook)\n"
    )
    path = f"{later / 'src'}{os.pathsep}{site}"
    # Without its author's url, a default would ask git; here every answer is recorded.
    done = run(later, package, "--no-verify", PYTHONPATH=path, PATH="")
    assert (done.returncode, done.stderr) == (0, "")


def test_help_shows_examples_and_waits_for_nothing(later: Path, tmp_path: Path) -> None:
    done = run(later, tmp_path, "--help")
    assert done.returncode == 0
    assert "pushcart-update pushcart-shop --dry-run" in done.stdout
    assert run(later, tmp_path, "--version").stdout == f"pushcart-extensions {LATER}\n"


def test_without_the_tools_it_says_what_to_install(later: Path, package: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text("import sys\nsys.modules['jinja2'] = None\n")
    done = run(later, package, PYTHONPATH=f"{later / 'src'}{os.pathsep}{blocked}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'pushcart-update needs jinja2: pip install "pushcart-extensions[tools]"\n'


@pytest.mark.slow
def test_what_is_installed_from_a_wheel_has_the_old_templates(package: Path, tmp_path: Path) -> None:
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        tmp_path / "dist",
        ROOT,
    ]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    install: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        site,
        wheel,
    ]
    subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    done = run(tmp_path, package, "--no-verify", PYTHONPATH=str(site))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Brought pushcart-shop from template 0.1.0 to {__version__}\n")
    shown = subprocess.run(
        [sys.executable, "-c", "import pushcart_extensions as p; print(p.__file__)"],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith(str(site))


@pytest.mark.parametrize("kills", [5, pytest.param(KILLS, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes(
    later: Path, tmp_path: Path, kills: int
) -> None:
    reference = edit(make(tmp_path / "reference" / "pushcart-shop"))
    before = tree(reference)
    started = time.monotonic()
    assert run(later, reference, "--no-verify").returncode == 1
    whole, wanted = time.monotonic() - started, tree(reference)
    chance = random.Random(5)  # noqa: S311 - moments, no secrets
    cut_short = half_done = 0
    for number in range(kills):
        folder = edit(make(tmp_path / str(number) / "pushcart-shop"))
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, "--no-verify"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(later / "src")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if number % 2:
            time.sleep(whole * chance.uniform(0.3, 1.05))
        else:  # as soon as the first file has been written
            while not (folder / ".editorconfig").exists() and process.poll() is None:
                pass
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = {path: data for path, data in tree(folder).items() if HIDDEN not in path}
        cut_short += found != wanted
        half_done += found not in (before, wanted)
        for path in before.keys() | wanted.keys():
            assert found.get(path) in (before.get(path), wanted.get(path)), path
        again = run(later, folder, "--no-verify")
        # The run that was killed behind its last change has left its conflict to be resolved.
        assert again.returncode == 1, again.stderr
        assert tree(folder) == wanted
        shutil.rmtree(folder.parent)
    assert cut_short
    assert half_done or kills < KILLS


FAULTS = """
import os, sys, shutil, errno
from pathlib import Path
from pushcart_extensions.errors import PushcartError
from pushcart_extensions.scaffold import update

place, kind, first, step = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
hidden = ".pushcart-edit-"
armed, left, seen = False, 0, 0

def hit(path):
    global left, armed
    if not armed or not isinstance(path, (str, bytes, os.PathLike)) or "/work/" not in os.fsdecode(path):
        return
    left -= 1
    if left == 0:
        armed = False
        raise (OSError(errno.EIO, "a fault", os.fsdecode(path)) if kind == "disk" else KeyboardInterrupt)

def hook(event, arguments):
    # os.walk only tells that it begins; what it calls comes by itself.
    if event == "open" or (event.startswith("os.") and event != "os.walk"):
        hit(arguments[0] if arguments else None)

def wrapped(function):
    def call(path, *arguments, **keywords):
        hit(path)
        return function(path, *arguments, **keywords)
    return call

for name in ("stat", "lstat", "readlink", "fsync"):
    setattr(os, name, wrapped(getattr(os, name)))
sys.addaudithook(hook)

def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and hidden not in p.name}

source = Path(place) / "package"
before = tree(source)
shutil.copytree(source, Path(place) / "done")
update(Path(place) / "done")
wanted = tree(Path(place) / "done")
work = Path(place) / "work" / "package"
outcomes = {"before": 0, "after": 0}
for number in range(first, 5000, step):
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(source, work)
    armed, left = True, number
    try:
        update(work)
    except (PushcartError, KeyboardInterrupt):
        pass
    armed = False
    found = tree(work)
    if left > 0:
        break
    assert found in (before, wanted), (number, [path for path in found if found[path] != before.get(path)])
    outcomes["before" if found == before else "after"] += 1
    update(work)
    assert tree(work) == wanted, number
print(number, outcomes["before"], outcomes["after"])
"""


@pytest.mark.parametrize("kind", ["disk", "interrupt"])
@pytest.mark.parametrize("step", [29, pytest.param(STEP, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_fault_at_any_call_of_the_file_system_leaves_all_or_nothing(
    later: Path, package: Path, tmp_path: Path, kind: str, step: int
) -> None:
    text = (package / "pyproject.toml").read_text(encoding="utf-8")
    (package / "pyproject.toml").write_text(f"{text}\n[tool.mine]\nx = 1\n", encoding="utf-8")
    shutil.move(package, tmp_path / "package")
    first = 1 + random.Random(kind).randrange(step)  # noqa: S311 - a moment, no secret
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, tmp_path, kind, str(first), str(step)],
        env={**os.environ, "PYTHONPATH": str(later / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    end, before, after = map(int, done.stdout.split())
    assert before + after == (end - first) // step
    assert before > 0
    assert after > 0 or step > 1
