"""Random edits of a good package: always a report, never a traceback, and the tree stays."""

# ruff: noqa: E501 - a table reads best in full lines

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pushcart_extensions.check import Report, check
from pushcart_extensions.check.reports.json import json_text
from pushcart_extensions.check.reports.text import plain_text
from pushcart_extensions.errors import NotAPackageError

SNIPPETS = st.sampled_from(
    [
        b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b'"""', b"'", b"(", b")", b"[", b"]", b"{", b"}", b"=", b":",
        b"\\", b"#", b"@", b"*", b"async ", b"del ", b"lambda: ", b"class X(X): pass\n", b"__all__ += __all__\n",
        b"from . import *\n", b"from .. import a\n", b"from ..... import a\n", b"X = X\n", b"X: X\n", b"import a.b.c as d\n",
        b"[project]\n", b"[[project]]\n", b"name = 1\n", b"entry-points = 1\n", b'"pushcart.sources" = []\n', b"1e999",
        b"match x:\n  case _: pass\n", b"global x\n", b"return\n", b"yield\n", b"\xf0\x9f\x9a\x80", "é".encode("latin-1"),
    ]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.integers(0, 30),  # which file, modulo their number
        st.sampled_from(["insert", "delete", "duplicate", "truncate", "remove", "rename"]),
        st.floats(0, 1),  # where, as a part of the file
        SNIPPETS,
    ),
    min_size=1,
    max_size=4,
)
QUIET = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def edited(data: bytes, how: str, where: float, snippet: bytes) -> bytes:
    at = int(len(data) * where)
    lines = data.splitlines(keepends=True)
    line = int(max(len(lines) - 1, 0) * where)
    if how == "insert":
        return data[:at] + snippet + data[at:]
    if how == "delete":
        return b"".join(lines[:line] + lines[line + 1 :])
    if how == "duplicate":
        return b"".join(lines[: line + 1] + lines[line:])
    return data[:at]


def package_after(good: Any, edits: Any, folder: Path) -> Path:
    good.folder = folder / "shop"
    good.write()
    for number, how, where, snippet in edits:
        files = sorted(path for path in good.folder.rglob("*") if path.is_file())
        if not files:
            break
        file = files[number % len(files)]
        if how == "remove":
            file.unlink()
        elif how == "rename":
            file.rename(file.with_name(f"x{file.name}"))
        else:
            file.write_bytes(edited(file.read_bytes(), how, where, snippet))
    return Path(good.folder)


def report_on(good: Any, edits: Any, *, static: bool) -> Report | None:
    with tempfile.TemporaryDirectory() as name:
        folder = package_after(good, edits, Path(name))
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        try:
            report = check(folder, static=static, timeout=20)
        except NotAPackageError:
            return None
        finally:
            assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        plain_text(report).encode()
        json_text(report).encode()
        shutil.rmtree(folder)
        return report


@QUIET
@given(edits=EDITS)
def test_any_package_gets_a_report_from_its_files_alone(good: Any, edits: Any) -> None:
    report = report_on(good, edits, static=True)
    assert report is None or not report.rule_crashed


@settings(QUIET, max_examples=25)
@given(edits=EDITS)
def test_any_package_gets_a_report_from_its_import(good: Any, edits: Any) -> None:
    report = report_on(good, edits, static=False)
    assert report is None or not report.rule_crashed
