"""The stages that the runtime ships."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import math
import sys

import pytest

from pushcart_extensions.runtime.destinations.console import ConsoleDestination
from pushcart_extensions.runtime.sources.rows import RowsSource
from pushcart_extensions.testing import run_destination, run_source

ROWS = [{"a": 1, "b": "[red]x"}, {"a": None, "c": dt.date(2024, 1, 2)}]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(data: object) -> str:
    """Return what console prints where stdout is a terminal."""
    stream = Terminal()
    with contextlib.redirect_stdout(stream):
        run_destination(ConsoleDestination, data)
    return stream.getvalue()


def test_rows_gives_the_rows_of_its_options_as_dicts_of_their_own() -> None:
    given = [{"a": 1}]
    found = run_source(RowsSource, {"rows": given})
    found[0]["a"] = 2
    assert given == [{"a": 1}]
    assert run_source(RowsSource) == []


@pytest.mark.parametrize("rows", ["text", {"a": 1}, [1], [{"a": 1}, "b"], 5, None, True])
def test_rows_refuses_what_are_no_rows(rows: object) -> None:
    with pytest.raises(TypeError, match="rows is a list of mappings"):
        run_source(RowsSource, {"rows": rows})


def test_rows_refuses_a_data_frame_it_can_not_make() -> None:
    with pytest.raises(ValueError, match="one of rows, pandas, polars, pyspark, and not 'spark'"):
        run_source(RowsSource, {"dataframe": "spark"})


def test_rows_says_what_to_install_for_a_data_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ValueError, match=r"polars is not installed: python -m pip install polars"):
        run_source(RowsSource, {"dataframe": "polars"})


def test_console_prints_json_lines_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    run_destination(ConsoleDestination, ROWS)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"a": 1, "b": "[red]x"}, {"a": None, "c": "2024-01-02"}]


def test_console_escapes_what_the_pipe_cannot_hold() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    with contextlib.redirect_stdout(stream):
        run_destination(ConsoleDestination, [{"a": "日本", 3: "x"}])
    stream.seek(0)
    assert json.loads(stream.read()) == {"a": "日本", "3": "x"}


@pytest.mark.parametrize(("data", "shown"), [("text", "text\n"), (3, "3\n"), ([1, 2], "[1, 2]\n"), ([], "")])
def test_console_prints_other_data_as_text(
    data: object, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run_destination(ConsoleDestination, data)
    assert capsys.readouterr().out == shown


def test_console_prints_a_table_on_a_terminal() -> None:
    shown = on_a_terminal(ROWS)
    assert "┃" in shown
    for cell in ("a", "b", "c", "1", "[red]x", "2024-01-02"):
        assert cell in shown
    assert "None" not in shown


@pytest.mark.parametrize(("no_color", "styled"), [("", True), ("1", False)])
def test_console_styles_a_table_unless_told_not_to(
    monkeypatch: pytest.MonkeyPatch, no_color: str, styled: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    assert ("\x1b[" in on_a_terminal(ROWS)) is styled


def test_console_prints_a_plain_table_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert on_a_terminal(ROWS).splitlines() == [
        "a  b       c",
        "1  [red]x",
        "           2024-01-02",
    ]


def test_console_prints_what_a_source_yields(capsys: pytest.CaptureFixture[str]) -> None:
    run_destination(ConsoleDestination, ({"n": number} for number in range(2)))
    assert capsys.readouterr().out == '{"n": 0}\n{"n": 1}\n'


@pytest.mark.parametrize("data", [ROWS, "text", iter(ROWS)])
def test_console_needs_no_standard_output(data: object) -> None:
    with contextlib.redirect_stdout(None):
        run_destination(ConsoleDestination, data)


def test_console_has_a_spark_data_frame_show_itself(capsys: pytest.CaptureFixture[str]) -> None:
    class DataFrame:
        __module__ = "pyspark.sql.dataframe"

        def show(self) -> None:
            sys.stdout.write("shown\n")

    run_destination(ConsoleDestination, DataFrame())
    assert capsys.readouterr().out == "shown\n"


def test_console_prints_nothing_that_is_not_json(capsys: pytest.CaptureFixture[str]) -> None:
    run_destination(
        ConsoleDestination, [{"a": float("nan"), "b": [float("inf"), 1.5], "c": {"d": -math.inf}}]
    )
    assert json.loads(capsys.readouterr().out) == {"a": None, "b": [None, 1.5], "c": {"d": None}}
