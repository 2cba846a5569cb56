"""The destinations of pushcart-sql-server."""

from pushcart_sql_server.destinations.sql_server import SqlServerDestination

__all__ = [
    "SqlServerDestination",
]
