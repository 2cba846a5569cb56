"""One table of a database, and what an upsert into it takes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from pushcart_sql_server.destinations._rows import Row

_COLUMN_TYPES: dict[type, type[sa.types.TypeEngine[Any]]] = {
    bool: sa.Boolean,
    int: sa.BigInteger,
    float: sa.Float,
    Decimal: sa.Numeric,
    dt.datetime: sa.DateTime,
    dt.date: sa.Date,
    bytes: sa.LargeBinary,
    dict: sa.JSON,
    list: sa.JSON,
}
_KEY_LENGTH = 255  # some databases index text only up to a length


def existing_or_new(
    connection: sa.Connection, name: str, key: Sequence[str], rows: Sequence[Row]
) -> sa.Table:
    """Return a table, made after the rows where the database has none of that name."""
    metadata = sa.MetaData()
    if sa.inspect(connection).has_table(name):
        return sa.Table(name, metadata, autoload_with=connection)
    columns = dict.fromkeys(column for row in rows for column in row)
    table = sa.Table(
        name,
        metadata,
        *(_column(column, column in key, (row.get(column) for row in rows)) for column in columns),
    )
    table.create(connection)
    return table


def upsert(connection: sa.Connection, table: sa.Table, key: Sequence[str], rows: Sequence[Row]) -> None:
    """Change the rows whose key is there, and add the others; by standard SQL, so for any database.

    Where two rows have one key, the later one counts.

    Raises:
        ValueError: A row lacks a part of the key, or has a column that the table lacks.
    """
    newest = {tuple(_part(row, column, table.name) for column in key): row for row in rows}
    unknown = dict.fromkeys(column for row in rows for column in row if column not in table.columns)
    if unknown:
        raise ValueError(f"table {table.name} has no column {', '.join(map(repr, unknown))}")
    added = [row for row in newest.values() if not _changed(connection, table, key, row)]
    if added:
        names = dict.fromkeys(column for row in added for column in row)
        connection.execute(sa.insert(table), [{name: row.get(name) for name in names} for row in added])


def _changed(connection: sa.Connection, table: sa.Table, key: Sequence[str], row: Row) -> bool:
    """Write a row over the one of its key, and tell whether there is one."""
    same = sa.and_(*(table.c[column] == row[column] for column in key))
    values = {column: value for column, value in row.items() if column not in key}
    if not values:
        return connection.scalar(sa.select(sa.literal(1)).select_from(table).where(same)) is not None
    return connection.execute(sa.update(table).where(same).values(values)).rowcount > 0


def _part(row: Row, column: str, table: str) -> object:
    if row.get(column) is None:
        raise ValueError(f"a row for table {table} has no {column!r}, which is part of the key: {row}")
    return row[column]


def _column(name: str, is_key: bool, values: Iterable[object]) -> sa.Column[object]:
    kind = next((type(value) for value in values if value is not None), str)
    column_type: sa.types.TypeEngine[Any] = _COLUMN_TYPES.get(kind, sa.Text)()
    if is_key and isinstance(column_type, sa.Text):
        column_type = sa.String(_KEY_LENGTH)
    return sa.Column(name, column_type, primary_key=is_key, autoincrement=False)
