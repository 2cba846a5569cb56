"""The extensions of pushcart-progress."""

from pushcart_progress.extensions.progress import ProgressExtension

__all__ = [
    "ProgressExtension",
]
