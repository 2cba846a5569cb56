"""pushcart-sql-server: an extension package for Pushcart."""

from pushcart_sql_server.destinations.sql_server import SqlServerDestination

__all__ = [
    "SqlServerDestination",
]
