"""The destination `parquet`."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import ClassVar

from pushcart_extensions import DestinationBase
from pyspark.sql import DataFrame, SparkSession

from pushcart_parquet.destinations._frames import Frame, spark_frame

Data = DataFrame | Frame | Sequence[Mapping[str, object]]


class ParquetDestination(DestinationBase[Data]):
    """Appends to a folder of Parquet files, by Spark.

    Takes a Spark, a Polars or a pandas data frame, or rows as mappings. On a cluster it works with the session
    that is there; elsewhere it starts one of its own, and ends that.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"parquet_destination"})

    def __init__(
        self, *, path: str = "rows.parquet", mode: str = "append", partition_by: str | Sequence[str] = ()
    ) -> None:
        """Take the options that stand beside `type: parquet` in a workflow.

        Args:
            path: The folder, wherever Spark can write: a path, `s3a://…`, `abfss://…`.
            mode: What becomes of the files that are there: append or overwrite. With overwrite, the last
                source of a workflow is what stays.
            partition_by: The column, or the columns, that the files are divided by.

        Raises:
            ValueError: There is no such mode.
        """
        if mode not in {"append", "overwrite"}:
            raise ValueError(f"mode is append or overwrite, and not {mode!r}")
        self.path = path
        self.mode = mode
        self.partition_by = [partition_by] if isinstance(partition_by, str) else list(partition_by)

    def open(self) -> None:
        """Find Spark, or start it."""
        self._own = SparkSession.getActiveSession() is None
        if self._own:
            # Its workers are to be of this Python, and not of the first that is on the path.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        quiet = SparkSession.builder.config("spark.ui.showConsoleProgress", "false")
        self._spark = quiet.appName("pushcart-parquet").getOrCreate()

    def close(self) -> None:
        """End Spark, where it was started here."""
        if self._own:
            self._spark.stop()

    def write(self, data: Data) -> None:
        """Write the rows that one source gave; none make no file."""
        frame = data if isinstance(data, DataFrame) else spark_frame(self._spark, data)
        if frame is not None:
            frame.write.mode(self.mode).partitionBy(*self.partition_by).parquet(self.path)
