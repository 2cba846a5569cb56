"""A new package passes its own tests and every tool that a careful author would run, whatever its kinds.

Every kind with every build backend: built, installed, checked, and run by the runtime. The tools are
those of the dependency group ``matrix``; nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from pushcart_extensions.scaffold import NewPackage

TOOLS = ("check_wheel_contents", "poetry", "pyroma", "setuptools", "twine", "uv_build", "validate_pyproject")
MISSING = [tool for tool in TOOLS if importlib.util.find_spec(tool) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"pip install --group matrix (missing: {', '.join(MISSING)})"),
]

# uv_build starts a program of its own, which is looked for on PATH even where no environment is active.
PATH = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))

QUIET = {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}

LIST = """\
import json
from pushcart_extensions import list_stages
print(json.dumps([[s.kind, s.key, s.module, s.class_name, s.load().__name__] for s in list_stages()]))
"""


class Arrival(NamedTuple):
    """A package on disk, what was built of it, and where that is installed."""

    package: NewPackage
    sdist: Path
    wheel: Path
    site: Path


@pytest.fixture
def arrival(package: NewPackage, tmp_path: Path) -> Arrival:
    """Build a copy of the package with its own backend, and install the wheel."""
    copy = shutil.copytree(package.path, tmp_path / "copy")
    output, site = tmp_path / "dist", tmp_path / "site"
    run(copy, "build", "--no-isolation", "--outdir", str(output))
    (sdist,), (wheel,) = output.glob("*.tar.gz"), output.glob("*.whl")
    # --target keeps each package apart without a virtual environment each.
    pip = ("pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    run(tmp_path, *pip, "--target", str(site), str(wheel))
    return Arrival(package, sdist, wheel, site)


def python(folder: Path, site: Path | None, *arguments: str) -> str:
    """Run Python with a package installed, and return what it prints; fail unless it succeeds."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PATH": PATH, "PYTHONPATH": str(site or ""), **QUIET},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def run(folder: Path, module: str, *arguments: str, site: Path | None = None) -> str:
    """Run a module as a program."""
    return python(folder, site, "-m", module, *arguments)


def command(name: str) -> tuple[str, str]:
    """Return the arguments that run one of our commands."""
    return "-c", f"from pushcart_extensions.cli.launch import {name}; {name}()"


def test_a_new_package_is_clean_on_arrival(
    arrival: Arrival, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, described = arrival.package.path, arrival.package.request.package
    caches = tmp_path_factory.getbasetemp() / "mypy"

    run(folder, "ruff", "check", "--no-cache")
    run(folder, "ruff", "check", "--no-cache", "--isolated")
    run(folder, "ruff", "format", "--check", "--no-cache")
    run(folder, "mypy", "--strict", "--cache-dir", str(caches))
    run(folder, "validate_pyproject", "pyproject.toml")
    run(folder, "twine", "check", "--strict", str(arrival.sdist), str(arrival.wheel))
    run(folder, "check_wheel_contents", str(arrival.wheel))
    assert "10/10" in run(folder, "pyroma", "--min=10", str(arrival.sdist))
    held = zipfile.ZipFile(arrival.wheel).namelist()
    metadata = f"{described.module}-0.1.0.dist-info"
    assert {name.partition("/")[0] for name in held} == {described.module, metadata}
    assert {f"{described.module}/py.typed", f"{metadata}/licenses/LICENSE"} <= set(held)

    own_tests = run(folder, "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", site=arrival.site)
    assert f"{expected_tests(arrival)} passed" in own_tests
    checked = python(folder, arrival.site, *command("check"), ".", "--strict", "--wheel", "--no-isolation")
    assert "0 errors, 0 warnings" in checked
    listed = json.loads(python(folder, arrival.site, "-c", LIST))
    for stage in described.stages:
        assert [stage.kind, stage.key, stage.module, stage.class_name, stage.class_name] in listed
    assert python(folder, arrival.site, *command("run"), "workflow.yaml")

    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert files == set(arrival.package.files), "something was left in the tree"


@pytest.mark.skipif(
    importlib.util.find_spec("pre_commit_hooks") is None,
    reason="pip install pre-commit-hooks",
)
def test_the_standard_hooks_have_nothing_to_say(package: NewPackage, tmp_path: Path) -> None:
    copy = shutil.copytree(package.path, tmp_path / "copy")
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    subprocess.run(["git", "add", "--all"], cwd=copy, check=True)
    configuration = yaml.safe_load((copy / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    standard, ours = configuration["repos"]
    assert [(hook["id"], hook["language"]) for hook in ours["hooks"]] == [("pushcart-check", "system")]
    for hook in standard["hooks"]:
        module, suffixes = HOOKS.get(hook["id"], (hook["id"].replace("-", "_"), None))
        named = [file.as_posix() for file in package.files if suffixes is None or file.suffix in suffixes]
        if hook["id"] == "name-tests-test":
            named = [file for file in named if file.startswith("tests/")]
        run(copy, f"pre_commit_hooks.{module}", *hook.get("args", ()), *named)


HOOKS: dict[str, tuple[str, set[str] | None]] = {
    "check-toml": ("check_toml", {".toml"}),
    "check-yaml": ("check_yaml", {".yaml", ".yml"}),
    "debug-statements": ("debug_statement_hook", {".py"}),
    "end-of-file-fixer": ("end_of_file_fixer", None),
    "name-tests-test": ("tests_should_end_in_test", {".py"}),
    "trailing-whitespace": ("trailing_whitespace_fixer", None),
}
"""Hooks whose module has another name, or that look at some files only."""


def expected_tests(arrival: Arrival) -> int:
    """Return how many tests a package has: its conformance, two for each stage, five for each extension."""
    components = arrival.package.request.package.components
    return 1 + sum(5 if component.kind == "extension" else 2 for component in components)
