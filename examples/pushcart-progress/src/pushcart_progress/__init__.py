"""pushcart-progress: an extension package for Pushcart."""

from pushcart_progress.extensions.progress import ProgressExtension

__all__ = [
    "ProgressExtension",
]
