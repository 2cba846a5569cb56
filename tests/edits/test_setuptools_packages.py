"""A package is listed for setuptools where others are, and nowhere else."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.setuptools_packages import list_in_pyproject, list_in_setup_cfg
from pushcart_extensions.errors import EditError


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('packages = ["shop"]  # all\n', 'packages = ["shop", "shop.sources"]  # all\n'),
        ("packages = [\n  'shop',\n]\n", "packages = [\n  'shop',\n  'shop.sources',\n]\n"),
        ('packages = ["other"]\n', None),
        ('packages = ["shop", "shop.sources"]\n', None),
        ('packages.find.where = ["src"]\n', None),
        ("zip-safe = false\n", None),
    ],
)
def test_in_pyproject(before: str, after: str | None) -> None:
    text = f"[tool.setuptools]\n{before}"
    expected = text if after is None else f"[tool.setuptools]\n{after}"
    assert list_in_pyproject(text, "shop", "shop.sources") == expected
    assert list_in_pyproject(expected, "shop", "shop.sources") == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("packages =\n    shop\n    # end\n", "packages =\n    shop\n    shop.sources\n    # end\n"),
        ("packages = shop\n", "packages =\n    shop\n    shop.sources\n"),
        ("packages = find:\n", None),
        ("packages =\n    shop\n    shop.sources\n", None),
        ("zip_safe = no\n", None),
    ],
)
def test_in_setup_cfg(before: str, after: str | None) -> None:
    text = f"[options]\n{before}"
    expected = text if after is None else f"[options]\n{after}"
    assert list_in_setup_cfg(text, "shop", "shop.sources") == expected
    assert list_in_setup_cfg(expected, "shop", "shop.sources") == expected


def test_a_list_on_one_line_is_refused() -> None:
    with pytest.raises(EditError, match="on one line"):
        list_in_setup_cfg("[options]\npackages = shop, other\n", "shop", "shop.sources")
