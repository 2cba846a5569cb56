"""pushcart-dataset: an extension package for Pushcart."""

from pushcart_dataset.transformations.dataset import DatasetTransformation

__all__ = [
    "DatasetTransformation",
]
