import datetime as dt
from decimal import Decimal

import polars as pl
import pytest
from pushcart_extensions.testing import run_transformation

from pushcart_dataset.transformations.dataset import Data, DatasetTransformation

ROWS = [{"id": "2", "name": "two"}, {"id": "1", "name": "one"}]


def transform(data: Data, **options: object) -> pl.DataFrame:
    return run_transformation(DatasetTransformation, data, options)


@pytest.mark.parametrize("data", [ROWS, pl.DataFrame(ROWS)], ids=["rows", "a frame"])
def test_without_any_option_all_rows_stay(data: Data) -> None:
    assert transform(data).to_dicts() == ROWS


def test_a_source_without_news_is_no_error() -> None:
    assert transform([], columns={"id": "integer"}, sort=["id"]).is_empty()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "1", "1"),
        ("integer", "1", 1),
        ("float", "1.5", 1.5),
        ("decimal", "1.5", Decimal("1.5")),
        ("boolean", "Yes", True),
        ("boolean", "0", False),
        ("date", "2026-01-02", dt.date(2026, 1, 2)),
        ("datetime", "2026-01-02T03:04:05", dt.datetime(2026, 1, 2, 3, 4, 5)),
    ],
)
def test_a_column_gets_the_type_that_is_asked_for(kind: str, text: str, value: object) -> None:
    assert transform([{"x": text}, {"x": None}], columns={"x": kind})["x"].to_list() == [value, None]


def test_a_number_can_be_another_kind_of_number() -> None:
    assert transform([{"x": 1}], columns={"x": "float"})["x"].dtype == pl.Float64()


def test_a_value_that_cannot_be_of_the_type_is_an_error() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError, match="one"):
        transform([{"x": "one"}], columns={"x": "integer"})


def test_columns_are_chosen_and_rows_sorted() -> None:
    assert transform(ROWS, select=["id"], sort=["id"]).to_dicts() == [{"id": "1"}, {"id": "2"}]


def test_columns_that_must_be_there_may_be_a_list() -> None:
    assert transform(ROWS, columns=["id", "name"]).to_dicts() == ROWS


def test_a_missing_column_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="no column nam; there are id, name"):
        transform(ROWS, columns={"nam": "text"})


def test_an_unknown_type_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="no type number; valid: text, integer"):
        transform(ROWS, columns={"id": "number"})
