"""The built-in stages with data frames: `rows` makes them and `console` prints them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROWS = """\
    rows:
      - id: 1
        the name: "O'Brien \\\\"
        at: 2024-01-02
      - id: 2
        a.b`c: {d: [1.5]}
"""

PRINT_COLUMNS = """\
import sys
from pushcart_extensions.testing import run_source
rows = [{"id": 1, "the name": "x"}, {"a.b`c": {"d": 1}, "id": None}]
print(*run_source("rows", {"rows": rows, "dataframe": sys.argv[1]}).columns, sep=",")
print(*run_source("rows", {"dataframe": sys.argv[1]}).columns, sep=",")
"""


@pytest.fixture(params=["pandas", "polars", "pyspark"])
def dataframe(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"pip install --group matrix (missing: {name})")
    if name == "pyspark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    return name


def python(folder: Path, *arguments: str) -> str:
    """Run Python, and return what it prints; fail unless it succeeds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        # Whatever Python that finds, Spark is to need none.
        env=environment | {"PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_workflow_of_built_in_stages_prints_the_rows_of_a_data_frame(
    dataframe: str, tmp_path: Path
) -> None:
    workflow = f"sources:\n  - type: rows\n    dataframe: {dataframe}\n{ROWS}destinations:\n  - console\n"
    (tmp_path / "workflow.yaml").write_text(workflow)
    run = "from pushcart_extensions.cli.launch import run; run()"
    printed = python(tmp_path, "-c", run, "workflow.yaml")
    for text in ("the name", "O'Brien \\", "2024-01-02", "a.b`c", "1.5"):
        assert text in printed


def test_columns_are_those_of_all_rows_in_their_order_and_none_of_no_rows(
    dataframe: str, tmp_path: Path
) -> None:
    assert python(tmp_path, "-c", PRINT_COLUMNS, dataframe) == "id,the name,a.b`c\n\n"
