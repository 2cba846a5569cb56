"""Spark data frames of what other engines hold."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pyspark.sql import DataFrame, SparkSession


class Frame(Protocol):
    """What is asked of a Polars or a pandas frame; neither need be installed."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - each has a type of its own for it
        """The names of its columns."""
        ...


def spark_frame(spark: SparkSession, data: Frame | Sequence[Mapping[str, object]]) -> DataFrame | None:
    """Return a Spark data frame of rows, or of a Polars or pandas frame; None where there is no row.

    Columns come in the order in which the rows first name them. Spark finds their types in the values.
    """
    rows = _rows_of(data)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if not columns:
        return None
    return spark.createDataFrame([tuple(row.get(column) for column in columns) for row in rows], columns)


def _rows_of(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever has the method
    if hasattr(data, "to_dicts"):  # Polars
        return list(data.to_dicts())
    if hasattr(data, "to_dict"):  # pandas
        return list(data.to_dict("records"))
    return [dict(row) for row in data]
