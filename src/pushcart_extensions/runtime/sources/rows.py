"""Source ``rows``: data written in the workflow itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pushcart_extensions.runtime.bases import SourceBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar
else:
    Any = object

Rows = list[dict[str, object]]


class RowsSource(SourceBase[Any]):
    """Gives the rows that its options hold, as dicts or as a data frame for stages that take one.

    Args:
        rows: Mappings from column to value.
        dataframe: What to give: rows, or a data frame of pandas, polars or pyspark.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"rows_source"})

    def __init__(self, rows: Sequence[Mapping[str, object]] = (), dataframe: str = "rows") -> None:
        if not _are_rows(rows):
            from pushcart_extensions.runtime.spelling import spelled

            raise TypeError(f"rows is a list of mappings, and not {spelled(rows)}")
        if dataframe not in _MAKERS:
            from pushcart_extensions.runtime.spelling import spelled

            raise ValueError(f"dataframe is one of {', '.join(_MAKERS)}, and not {spelled(dataframe)}")
        if dataframe != "rows":
            from importlib.util import find_spec

            if find_spec(dataframe) is None:
                raise ValueError(f"{dataframe} is not installed: python -m pip install {dataframe}")
        self.rows = rows
        self.dataframe = dataframe

    def get_increment(self) -> Any:
        """Return the rows, each a dict of its own that the next stage may change, or a new data frame."""
        return _MAKERS[self.dataframe]([dict(row) for row in self.rows])


def _are_rows(rows: object) -> bool:
    if isinstance(rows, (str, Mapping)) or not isinstance(rows, Iterable):
        return False
    return all(isinstance(row, Mapping) for row in rows)


# Each is imported by the workflow that asks for it, and by none else.


def _pandas(rows: Rows) -> Any:  # pragma: no cover - slow tests have it installed
    return __import__("pandas").DataFrame(rows)


def _polars(rows: Rows) -> Any:  # pragma: no cover - slow tests have it installed
    return __import__("polars").DataFrame(rows, infer_schema_length=None)


def _pyspark(rows: Rows) -> Any:  # pragma: no cover - slow tests have it installed
    import json

    spark = __import__("pyspark.sql", fromlist=["sql"]).SparkSession.builder.getOrCreate()
    if not rows:
        return spark.range(0).select()
    # As JSON, which Spark reads by itself; for dicts it would start whatever Python it finds. Dates are text.
    query = "SELECT inline(from_json(:rows, schema_of_json(:rows)))"
    data = spark.sql(query, args={"rows": json.dumps(rows, default=str)})
    # It sorts the columns; they are to come in the order of the rows.
    columns = dict.fromkeys(str(name) for row in rows for name in row)
    return data.select(*(f"`{name.replace('`', '``')}`" for name in columns))


_MAKERS: dict[str, Callable[[Rows], Any]] = {
    "rows": list,
    "pandas": _pandas,
    "polars": _polars,
    "pyspark": _pyspark,
}
