"""The transformation `dataset`."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import polars as pl
from pushcart_extensions import TransformationBase

from pushcart_dataset.transformations._columns import TYPES, typed

Data = pl.DataFrame | Sequence[Mapping[str, object]]


class DatasetTransformation(TransformationBase[Data, pl.DataFrame]):
    """Makes a typed dataset of rows: chooses columns, gives them types, sorts.

    Takes a Polars data frame, or rows as mappings.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"dataset_transformation"})

    def __init__(
        self,
        *,
        columns: Sequence[str] | Mapping[str, str] = (),
        select: Sequence[str] = (),
        sort: Sequence[str] = (),
    ) -> None:
        """Take the options that stand beside `type: dataset` in a workflow.

        Args:
            columns: Columns that must be there, or a mapping from each to its type: text, integer, float,
                decimal, boolean, date or datetime.
            select: The columns to keep; none given, all stay.
            sort: The columns to sort by.

        Raises:
            ValueError: There is no such type.
        """
        types = dict(columns) if isinstance(columns, Mapping) else dict.fromkeys(columns, "")
        unknown = sorted(set(types.values()) - TYPES.keys() - {""})
        if unknown:
            raise ValueError(f"columns: there is no type {', '.join(unknown)}; valid: {', '.join(TYPES)}")
        self.columns = types
        self.select = list(select)
        self.sort = list(sort)

    def transform(self, data: Data) -> pl.DataFrame:
        """Return the dataset.

        Raises:
            ValueError: A column that was asked for is not there.
        """
        frame = data if isinstance(data, pl.DataFrame) else _frame(data)
        if not frame.columns:
            return frame  # a source without news has no columns either
        asked = dict.fromkeys([*self.columns, *self.select, *self.sort])
        missing = [name for name in asked if name not in frame.columns]
        if missing:
            raise ValueError(
                f"the data have no column {', '.join(missing)}; there are {', '.join(frame.columns)}"
            )
        frame = frame.with_columns(
            typed(frame.schema, name, kind) for name, kind in self.columns.items() if kind
        )
        frame = frame.select(self.select) if self.select else frame
        return frame.sort(self.sort) if self.sort else frame


def _frame(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    # All rows are looked at: the first may lack what the others have.
    return pl.DataFrame(rows, infer_schema_length=None)
