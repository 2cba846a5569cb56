"""What a type checker says of good and bad stages."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = """
from collections.abc import Mapping
from pushcart_extensions import DestinationBase, SourceBase, TransformationBase, get_source, load_workflow
from pushcart_extensions.testing import run_destination, run_source, run_transformation

Rows = list[Mapping[str, object]]

class One(SourceBase[Rows]):
    def get_increment(self) -> Rows:
        return []

class Two(TransformationBase[Rows]):
    def transform(self, data: Rows) -> Rows:
        return data

class Three(TransformationBase[Rows, int]):
    def transform(self, data: Rows) -> int:
        return len(data)

class Four(DestinationBase[int]):
    total = 0
    def write(self, data: int) -> None:
        self.total += data

class Meta(type): ...
class Model(metaclass=Meta): ...
class Five(Model, SourceBase[int]):
    def get_increment(self) -> int:
        return 5

rows: Rows = run_source(One)
same: Rows = run_transformation(Two, rows)
count: int = run_transformation(Three, rows, {"a": 1})
total: int = run_destination(Four, count, ["a"]).total
anything: str = run_source("rows", {"rows": rows})
get_source("rows")().get_increment().whatever()
seconds: float = load_workflow({"sources": ["rows"]}).run().seconds
"""

BAD = """
from pushcart_extensions import DestinationBase, SourceBase, TransformationBase
from pushcart_extensions import get_sauce  # E: attr-defined
from pushcart_extensions.testing import run_source, run_transformation

class Wrong(SourceBase[int]):
    def get_increment(self) -> str:  # E: override
        return ""

class Arity(TransformationBase[int]):
    def transform(self) -> int:  # E: override
        return 1

class Lacking(DestinationBase[int]): ...
Lacking()  # E: abstract

class Right(SourceBase[int]):
    def get_increment(self) -> int:
        return 1

class Double(TransformationBase[int, str]):
    def transform(self, data: int) -> str:
        return str(data)

text: str = run_source(Right)  # E: assignment
run_transformation(Double, "text")  # E: misc
number: int = run_transformation(Double, 1)  # E: assignment
"""


def errors(text: str, folder: Path) -> tuple[list[tuple[int, str]], str]:
    api = pytest.importorskip("mypy.api")
    module = folder / "stages.py"
    module.write_text(text)
    cache = folder / "cache"
    out, _, _ = api.run(["--strict", "--no-error-summary", "--cache-dir", str(cache), str(module)])
    found = []
    for line in out.splitlines():
        _, number, kind, *rest = line.split(":")
        if kind.strip() == "error":
            found.append((int(number), rest[-1].rpartition("[")[2].rstrip("]")))
    return found, out


def test_good_stages_are_fine(tmp_path: Path) -> None:
    assert errors(GOOD, tmp_path) == ([], "")


def test_bad_stages_are_seen_where_they_are_bad(tmp_path: Path) -> None:
    expected = [
        (number, line.partition("# E: ")[2])
        for number, line in enumerate(BAD.splitlines(), 1)
        if "# E: " in line
    ]
    found, out = errors(BAD, tmp_path)
    assert found == expected, out
