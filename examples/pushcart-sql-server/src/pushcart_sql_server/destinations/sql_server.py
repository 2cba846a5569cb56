"""The destination `sql_server`."""

from collections.abc import Sequence
from typing import ClassVar

import sqlalchemy as sa
from pushcart_extensions import DestinationBase

from pushcart_sql_server.destinations._rows import Data, rows_of
from pushcart_sql_server.destinations._table import existing_or_new, upsert


class SqlServerDestination(DestinationBase[Data]):
    """Writes rows into a table of an SQL database: changes those whose key is there, adds the others.

    Takes a list of mappings, a Polars or a pandas frame. Each source's data are one transaction.
    """

    provides: ClassVar[frozenset[str]] = frozenset({"sql_server_destination"})

    def __init__(
        self, *, url: str = "sqlite:///pushcart.db", table: str = "rows", key: str | Sequence[str] = "id"
    ) -> None:
        """Take the options that stand beside `type: sql_server` in a workflow.

        Args:
            url: The database, as SQLAlchemy names it: `mssql+pyodbc://…`, `postgresql+psycopg://…`. With a
                password in it, write `${DATABASE_URL}`.
            table: The table; it is made after the first rows where the database has none of that name.
            key: The column, or the columns, that tell one row from another.
        """
        self.url = url
        self.table = table
        self.key = [key] if isinstance(key, str) else list(key)

    def open(self) -> None:
        """Connect to the database."""
        self._engine = sa.create_engine(self.url)

    def close(self) -> None:
        """Give its connections back."""
        self._engine.dispose()

    def write(self, data: Data) -> None:
        """Write the rows that one source gave."""
        rows = rows_of(data)
        if rows:
            with self._engine.begin() as connection:
                upsert(connection, existing_or_new(connection, self.table, self.key, rows), self.key, rows)
