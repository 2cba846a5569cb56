from pathlib import Path

import pytest
from pushcart_extensions.testing import run_destination
from pyspark.sql import SparkSession

from pushcart_parquet.destinations.parquet import Data, ParquetDestination

ROWS = [{"id": 1, "shop": "a"}, {"id": 2, "shop": "b"}]


class PolarsFrame:
    """What the destination asks of a Polars frame."""

    columns = ("id", "shop")

    def to_dicts(self) -> list[dict[str, object]]:
        return [dict(row) for row in ROWS]


class PandasFrame:
    """What the destination asks of a pandas frame."""

    columns = ("id", "shop")

    def to_dict(self, orient: str) -> list[dict[str, object]]:
        assert orient == "records"
        return [dict(row) for row in ROWS]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "rows.parquet")


def stored(spark: SparkSession, path: str) -> list[dict[str, object]]:
    return [row.asDict() for row in spark.read.parquet(path).orderBy("id").collect()]


@pytest.mark.parametrize("data", [ROWS, PolarsFrame(), PandasFrame()], ids=["rows", "Polars", "pandas"])
def test_it_takes_what_other_engines_give(spark: SparkSession, path: str, data: Data) -> None:
    run_destination(ParquetDestination, data, {"path": path})

    assert stored(spark, path) == ROWS


def test_it_takes_a_spark_frame(spark: SparkSession, path: str) -> None:
    run_destination(ParquetDestination, spark.range(1, 3), {"path": path})

    assert stored(spark, path) == [{"id": 1}, {"id": 2}]


def test_it_appends_unless_told_to_overwrite(spark: SparkSession, path: str) -> None:
    for mode in ("append", "append", "overwrite", "append"):
        run_destination(ParquetDestination, spark.range(1, 2), {"path": path, "mode": mode})

    assert stored(spark, path) == [{"id": 1}, {"id": 1}]


def test_files_are_divided_by_columns(spark: SparkSession, path: str) -> None:
    run_destination(ParquetDestination, ROWS, {"path": path, "partition_by": "shop"})

    assert {folder.name for folder in Path(path).glob("shop=*")} == {"shop=a", "shop=b"}


def test_no_row_makes_no_file(spark: SparkSession, path: str) -> None:
    run_destination(ParquetDestination, [], {"path": path})

    assert not Path(path).exists()


def test_the_session_that_was_there_stays(spark: SparkSession, path: str) -> None:
    run_destination(ParquetDestination, ROWS, {"path": path})

    assert spark.range(1).count() == 1


def test_another_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="append or overwrite, and not 'merge'"):
        ParquetDestination(mode="merge")
