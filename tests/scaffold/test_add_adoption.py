"""What other generators leave becomes an extension package, and its stage is found once it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
CREATE = {
    "uv": ("uv", "init", "--package", "pushcart-shop"),
    "hatch": ("hatch", "new", "pushcart-shop"),
    "poetry": ("poetry", "new", "pushcart-shop"),
    "pyscaffold": ("putup", "pushcart-shop"),
}
GITCONFIG = "[user]\n\tname = Jo\n\temail = jo@example.org\n[init]\n\tdefaultBranch = main\n"
FIND = (
    "from pushcart_extensions import get_destination, get_source; "
    "print(get_source('orders').__module__, get_source('orders')(count=2).get_increment()); "
    "print(get_destination('orders').__name__)"
)

pytestmark = pytest.mark.slow


class Tools(NamedTuple):
    """The other generators, and our own wheel."""

    programs: Path
    wheel: Path


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    folder = tmp_path_factory.mktemp("tools")
    environment = environment_at(folder / "generators")
    # uv asks for a uv_build that is no older than itself, and an index may be behind with that.
    pip(environment, "uv_build")
    show = "import importlib.metadata as m; print(m.version('uv_build'))"
    version = run(environment, str(environment / "bin" / "python"), "-c", show).strip()
    pip(environment, f"uv=={version}", "hatch", "poetry", "pyscaffold")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT))
    run(folder, sys.executable, *build)
    (wheel,) = (folder / "dist").glob("*.whl")
    return Tools(environment / "bin", wheel)


def environment_at(folder: Path) -> Path:
    run(folder.parent, sys.executable, "-m", "venv", str(folder))
    return folder


def pip(environment: Path, *arguments: str) -> None:
    run(environment, str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", *arguments)


def run(folder: Path, *command: str, **variables: str) -> str:
    """Run a command that is to succeed, and return what it prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def ours(folder: Path, command: str, *arguments: str) -> str:
    return run(
        folder,
        sys.executable,
        "-c",
        f"from pushcart_extensions.cli.launch import {command}; {command}()",
        *arguments,
    )


@pytest.mark.parametrize("generator", CREATE)
def test_a_package_of_another_generator_is_adopted(tools: Tools, tmp_path: Path, generator: str) -> None:
    gitconfig = tmp_path / "gitconfig"
    gitconfig.write_text(GITCONFIG)
    program, *arguments = CREATE[generator]
    run(
        tmp_path,
        str(tools.programs / program),
        *arguments,
        GIT_CONFIG_GLOBAL=str(gitconfig),
        VIRTUAL_ENV="",
        XDG_CONFIG_HOME=str(tmp_path / "config"),
    )
    package = tmp_path / "pushcart-shop"
    before = lines(package)

    ours(package, "add", "--source", "orders", "--destination", "orders", "--no-check")
    ours(package, "check", "--fix", "--no-isolation")
    assert "0 errors, 0 warnings: it conforms" in ours(package, "check", "--static", "--strict")

    after = lines(package)
    for path, there in before.items():
        emptied = [line for line in there if line not in after[path] and "dependencies = [" not in line]
        assert emptied == [], path

    environment = environment_at(tmp_path / "environment")
    pip(environment, "--find-links", str(tools.wheel.parent), str(package))
    found = run(tmp_path, str(environment / "bin" / "python"), "-c", FIND)
    assert found == (
        "pushcart_shop.sources.orders [{'id': 1, 'name': 'row 1'}, {'id': 2, 'name': 'row 2'}]\n"
        "OrdersDestination\n"
    )
    pip(environment, "pytest", "pytest-cov")
    assert "passed" in run(package, str(environment / "bin" / "python"), "-m", "pytest", "-q")


def lines(package: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in package.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(package).parts and path.suffix != ".pyc"
    }
