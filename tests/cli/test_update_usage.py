"""How ``pushcart-update`` is called: wrong usage, help, and what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pushcart_extensions import __version__

from .later_release import LATER, ROOT, make, run, tree


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of the oldest version that is shipped."""
    return make(tmp_path / "pushcart-shop")


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
