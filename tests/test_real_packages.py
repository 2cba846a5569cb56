"""The packages of ``examples/`` stay as good as on the day that they were made, and work together."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PACKAGES = sorted(path for path in EXAMPLES.glob("pushcart-*") if path.is_dir())

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("real packages")]

CHECKS = {
    "its own tests": ("pytest", "-q", "-p", "no:cacheprovider"),
    "ruff": ("ruff", "check", "--no-cache"),
    "ruff's formatter": ("ruff", "format", "--check", "--no-cache"),
    "mypy": ("mypy", "--cache-dir", os.devnull),
    "pushcart-check": ("pushcart-check", "--wheel", "--strict"),
    "pushcart-update": ("pushcart-update", "--check"),
}


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with this project, the packages, and what they are developed with."""
    folder = tmp_path_factory.mktemp("real") / "environment"
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (found / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "--upgrade", "pip>=25.1"], check=True)
    subprocess.run([*pip, f"{ROOT}[tools]"], check=True)
    for package in PACKAGES:
        subprocess.run([*pip, "--editable", ".", "--group", "dev"], cwd=package, check=True)
    return found


def run(scripts: Path, *command: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    environment = {
        **os.environ,
        "PATH": path,
        "VIRTUAL_ENV": str(scripts.parent),  # where pushcart-check looks for what a package needs
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_COLOR": "1",
        **variables,
    }
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


def test_there_are_examples_of_every_kind() -> None:
    kinds = {path.parent.name for package in PACKAGES for path in package.glob("src/*/*/__init__.py")}

    assert kinds == {"sources", "transformations", "destinations", "extensions"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
@pytest.mark.parametrize("check", CHECKS)
def test_an_example_passes(scripts: Path, package: Path, check: str) -> None:
    done = run(scripts, *CHECKS[check], cwd=package)

    assert done.returncode == 0, done.stdout + done.stderr


def test_together_they_bring_orders_from_a_server_into_a_database_and_files(
    scripts: Path, tmp_path: Path
) -> None:
    database, state = tmp_path / "orders.db", str(tmp_path / "state.json")
    variables = {
        "DATABASE_URL": f"sqlite:///{database}",
        "PARQUET_PATH": str(tmp_path / "orders.parquet"),
    }
    command = ("python", "orders_api.py", "--", "pushcart-run", "workflow.yaml", "--state", state)

    first = run(scripts, *command, cwd=EXAMPLES, **variables)
    again = run(scripts, *command, cwd=EXAMPLES, **variables)

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    with sqlite3.connect(database) as connection:
        count, shops = connection.execute("SELECT count(*), count(DISTINCT shop) FROM orders").fetchone()
    assert (count, shops) == (200, 7)
    kept = json.loads(Path(state).read_text(encoding="utf-8"))
    assert kept["sources"] == {"rest_api": {"since": 200}}
    read = (
        "import polars, sys; frame = polars.read_parquet(sys.argv[1] + '/**/*.parquet'); "
        "print(frame.height, frame.schema['amount'], frame.schema['ordered_at'])"
    )
    shown = run(scripts, "python", "-c", read, variables["PARQUET_PATH"], cwd=tmp_path)
    assert shown.stdout.split()[:2] == ["200", "Float64"], shown.stderr
