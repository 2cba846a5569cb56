"""The transformations of pushcart-dataset."""

from pushcart_dataset.transformations.dataset import DatasetTransformation

__all__ = [
    "DatasetTransformation",
]
