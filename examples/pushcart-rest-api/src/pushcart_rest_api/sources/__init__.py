"""The sources of pushcart-rest-api."""

from pushcart_rest_api.sources.rest_api import RestApiSource

__all__ = [
    "RestApiSource",
]
