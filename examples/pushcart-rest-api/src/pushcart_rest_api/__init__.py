"""pushcart-rest-api: an extension package for Pushcart."""

from pushcart_rest_api.sources.rest_api import RestApiSource

__all__ = [
    "RestApiSource",
]
