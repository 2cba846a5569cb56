"""The destinations of pushcart-parquet."""

from pushcart_parquet.destinations.parquet import ParquetDestination

__all__ = [
    "ParquetDestination",
]
