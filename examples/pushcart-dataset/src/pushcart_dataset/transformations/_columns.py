"""The types that a workflow can give a column."""

import polars as pl

TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "float": pl.Float64(),
    "decimal": pl.Decimal(scale=6),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime(),
}
_TRUE, _FALSE = ["true", "yes", "1"], ["false", "no", "0"]


def typed(schema: pl.Schema, name: str, kind: str) -> pl.Expr:
    """Return a column as another type; a value that can't be one is an error, as Polars words it.

    Args:
        schema: What the column is now.
        name: Its name.
        kind: A key of `TYPES`.
    """
    column = pl.col(name)
    if schema[name] != pl.String():
        return column.cast(TYPES[kind])
    if kind == "date":
        return column.str.to_date()
    if kind == "datetime":
        return column.str.to_datetime()
    if kind == "boolean":
        known = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
        return column.str.to_lowercase().replace_strict(known, return_dtype=pl.Boolean())
    return column.cast(TYPES[kind])
