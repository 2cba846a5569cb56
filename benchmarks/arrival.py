"""What a new package is held to on its arrival: built, installed, and shown to every tool, check by check.

The tools are those of the dependency group ``matrix``, in the environment of the Python that runs this;
nothing is downloaded. ``matrix.py`` prints the checks of all packages, the tests run those of some.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

from pushcart_extensions.scaffold import NewPackage
from pushcart_extensions.scaffold.answers.choices import BACKENDS

TOOLS = (
    *("check_wheel_contents", "pre_commit_hooks", "pyroma", "twine", "validate_pyproject"),
    *("pandas", "polars", "pyspark"),
    *(backend.api.partition(".")[0] for backend in BACKENDS.values()),
)

# uv_build starts a program of its own, which is looked for on PATH even where no environment is active.
_PATH = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
_QUIET = {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}

_LIST = """\
import json
from pushcart_extensions import list_stages
print(json.dumps([[s.kind, s.key, s.module, s.class_name, s.load().__name__] for s in list_stages()]))
"""


def missing_tools() -> list[str]:
    """Return the modules of the dependency group ``matrix`` that are not there."""
    return [tool for tool in TOOLS if importlib.util.find_spec(tool) is None]


class Arrival(NamedTuple):
    """A package on disk, what was built of it, and where that is installed.

    Attributes:
        package: The package.
        work: A folder for what the checks need.
        caches: A folder that several packages' checks may share, one after the other.
    """

    package: NewPackage
    work: Path
    caches: Path

    @property
    def folder(self) -> Path:
        """The package's folder."""
        return self.package.path

    @property
    def sdist(self) -> Path:
        """The source archive."""
        (found,) = (self.work / "dist").glob("*.tar.gz")
        return found

    @property
    def wheel(self) -> Path:
        """The wheel."""
        (found,) = (self.work / "dist").glob("*.whl")
        return found

    @property
    def site(self) -> Path:
        """Where the wheel is installed: a folder for each package does without an environment for each."""
        return self.work / "site"


def python(folder: Path, site: Path | None, *arguments: str, **environment: str) -> str:
    """Run Python with a package installed, and return what it prints; fail unless it succeeds."""
    variables = os.environ | {"PATH": _PATH, "PYTHONPATH": str(site or ""), **_QUIET, **environment}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    expect(done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def run(folder: Path, module: str, *arguments: str, site: Path | None = None, **environment: str) -> str:
    """Run a module as a program."""
    return python(folder, site, "-m", module, *arguments, **environment)


def command(name: str) -> tuple[str, str]:
    """Return the arguments that run one of our commands."""
    return "-c", f"from pushcart_extensions.cli.launch import {name}; {name}()"


def expect(truth: object, what: str) -> None:
    """Raise AssertionError unless something is true."""
    if not truth:
        raise AssertionError(what)


def builds(arrival: Arrival) -> None:
    """Build a copy of the package with its own backend, and install the wheel."""
    copy = shutil.copytree(arrival.folder, arrival.work / "copy")
    run(copy, "build", "--no-isolation", "--outdir", str(arrival.work / "dist"))
    pip = ("pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    run(arrival.work, *pip, "--target", str(arrival.site), str(arrival.wheel))
    held = zipfile.ZipFile(arrival.wheel).namelist()
    module = arrival.package.request.package.module
    metadata = f"{module}-0.1.0.dist-info"
    expect({name.partition("/")[0] for name in held} == {module, metadata}, str(held))
    expect({f"{module}/py.typed", f"{metadata}/licenses/LICENSE"} <= set(held), str(held))


def own_tests(arrival: Arrival) -> None:
    """Run the package's own tests: its conformance, two for each stage, five for each extension."""
    components = arrival.package.request.package.components
    expected = 1 + sum(5 if component.kind == "extension" else 2 for component in components)
    printed = run(arrival.folder, "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", site=arrival.site)
    expect(f"\n{expected} passed in " in printed, printed)


def conformance(arrival: Arrival) -> None:
    """Have nothing said by the checker, of the tree, its import or its wheel."""
    strict = (*command("check"), ".", "--strict", "--wheel", "--no-isolation")
    printed = python(arrival.folder, arrival.site, *strict)
    count = len(arrival.package.request.package.stages)
    stages = f"{count} stage" if count == 1 else f"{count} stages"
    clean = f"1 package, {stages}, 0 errors, 0 warnings: it conforms" in printed
    # How long an import takes depends on what else the machine does; that is information, and no fault.
    expect(clean and set(re.findall(r"PCE\d+", printed)) <= {"PCE616"}, printed)


def discovery(arrival: Arrival) -> None:
    """Have each stage found by the runtime where the wheel is installed."""
    listed = json.loads(python(arrival.folder, arrival.site, "-c", _LIST))
    for stage in arrival.package.request.package.stages:
        row = [stage.kind, stage.key, stage.module, stage.class_name, stage.class_name]
        expect(row in listed, f"{row} is not in {listed}")


def workflow(arrival: Arrival) -> None:
    """Run the package's example, and have it print rows."""
    printed = python(arrival.folder, arrival.site, *command("run"), "workflow.yaml")
    expect("row 1" in printed or "one" in printed, printed)


def hooks(arrival: Arrival) -> None:
    """Run the standard hooks of pre-commit that the package configures."""
    copy = shutil.copytree(arrival.folder, arrival.work / "hooks")
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    subprocess.run(["git", "add", "--all"], cwd=copy, check=True)
    configuration = yaml.safe_load((copy / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    standard, ours = configuration["repos"]
    local = [(hook["id"], hook["language"]) for hook in ours["hooks"]]
    expect(local == [("pushcart-check", "system")], str(local))
    for hook in standard["hooks"]:
        module, suffixes = _HOOKS.get(hook["id"], (hook["id"].replace("-", "_"), None))
        files = arrival.package.files
        named = [file.as_posix() for file in files if suffixes is None or file.suffix in suffixes]
        if hook["id"] == "name-tests-test":
            named = [file for file in named if file.startswith("tests/")]
        run(copy, f"pre_commit_hooks.{module}", *hook.get("args", ()), *named)


_HOOKS: dict[str, tuple[str, set[str] | None]] = {
    "check-toml": ("check_toml", {".toml"}),
    "check-yaml": ("check_yaml", {".yaml", ".yml"}),
    "debug-statements": ("debug_statement_hook", {".py"}),
    "end-of-file-fixer": ("end_of_file_fixer", None),
    "name-tests-test": ("tests_should_end_in_test", {".py"}),
    "trailing-whitespace": ("trailing_whitespace_fixer", None),
}
"""Hooks whose module has another name, or that look at some files only."""


def ten_of_ten(arrival: Arrival) -> None:
    """Have pyroma give the source archive all its points."""
    expect("10/10" in run(arrival.folder, "pyroma", "--min=10", str(arrival.sdist)), "not 10/10")


def tidiness(arrival: Arrival) -> None:
    """Leave nothing in the tree that was not written with it, whatever ran before."""
    files = {path.relative_to(arrival.folder) for path in arrival.folder.rglob("*") if path.is_file()}
    expect(files == set(arrival.package.files), str(files ^ set(arrival.package.files)))


def _tool(module: str, *arguments: str) -> Callable[[Arrival], None]:
    def check(arrival: Arrival) -> None:
        run(arrival.folder, module, *(one.format_map(_Paths(arrival)) for one in arguments))

    return check


class _Paths(dict[str, Path]):
    """The attributes of an arrival that arguments name."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__(caches=arrival.caches)
        self.arrival = arrival

    def __missing__(self, name: str) -> Path:
        path: Path = getattr(self.arrival, name)
        return path


CHECKS: dict[str, Callable[[Arrival], None]] = {
    "builds": builds,
    "own tests": own_tests,
    "pushcart-check": conformance,
    "ruff": _tool("ruff", "check", "--no-cache", "--isolated"),
    "ruff, configured": _tool("ruff", "check", "--no-cache"),
    "ruff format": _tool("ruff", "format", "--check", "--no-cache"),
    "mypy": _tool("mypy", "--strict", "--cache-dir", "{caches}"),
    "validate-pyproject": _tool("validate_pyproject", "pyproject.toml"),
    "check-wheel-contents": _tool("check_wheel_contents", "{wheel}"),
    "twine": _tool("twine", "check", "--strict", "{sdist}", "{wheel}"),
    "pyroma": ten_of_ten,
    "hooks": hooks,
    "discovery": discovery,
    "workflow": workflow,
    "tidiness": tidiness,
}
"""What each package is held to, by what the table calls it; the first makes what others need."""


def faults(arrival: Arrival) -> dict[str, str]:
    """Return what the checks have to say of a package, by the names of those that failed."""
    found = {}
    for name, check in CHECKS.items():
        try:
            check(arrival)
        except Exception as error:  # noqa: BLE001 - a check that can't be made has failed too
            found[name] = f"{type(error).__name__}: {error}"
    return found
