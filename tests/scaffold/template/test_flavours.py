"""The flavours of data: a row of the table, a file of samples and a form of the built-in source for each."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pushcart_extensions.errors import InvalidInputError
from pushcart_extensions.runtime.sources.rows import RowsSource
from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.template.flavours import FLAVOURS
from pushcart_extensions.scaffold.template.location import template_root
from pushcart_extensions.scaffold.template.in_memory import template_environment

SAMPLES = template_root() / "template" / "_flavours"


def test_each_flavour_has_a_file_of_samples_and_each_file_a_flavour() -> None:
    assert {file.stem for file in SAMPLES.iterdir()} == set(FLAVOURS)


@pytest.mark.parametrize("dataframe", FLAVOURS)
def test_the_samples_of_all_flavours_have_the_same_names(dataframe: str) -> None:
    environment = template_environment()
    samples, rows = (
        environment.get_template(f"template/_flavours/{name}.jinja").module for name in (dataframe, "rows")
    )
    assert {*vars(samples)} == {*vars(rows)}


@pytest.mark.parametrize("dataframe", FLAVOURS)
def test_the_built_in_source_knows_each_flavour(
    dataframe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{dataframe}.py").touch()  # the library need not be there
    monkeypatch.syspath_prepend(tmp_path)
    assert RowsSource(dataframe=dataframe).dataframe == dataframe


def test_a_flavour_is_known_in_any_case_and_recorded_as_it_is_called(tmp_path: Path) -> None:
    package = new("a", dataframe="PySpark", output=tmp_path)
    answers = yaml.safe_load((package.path / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert package.request.dataframe == answers["dataframe"] == "pyspark"


def test_an_unknown_flavour_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        new("a", dataframe="panda", output=tmp_path)
    (problem,) = caught.value.problems
    assert str(problem).startswith("--dataframe 'panda' is none of rows, pandas, polars, pyspark")
    assert problem.hint == "pandas"
