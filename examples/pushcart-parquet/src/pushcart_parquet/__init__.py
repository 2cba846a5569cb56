"""pushcart-parquet: an extension package for Pushcart."""

from pushcart_parquet.destinations.parquet import ParquetDestination

__all__ = [
    "ParquetDestination",
]
