"""What an ``__all__`` holds, told without running the module."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.exports import Exporter
from pushcart_extensions.check.evidence.package import gather
from pushcart_extensions.check.evidence.project import Project
from pushcart_extensions.check.evidence.source_tree import read_source_tree

OTHER = '__all__ = ["A", "B"]\nA = B = 1\n'


def exporter(folder: Path, code: str) -> Exporter:
    """Return what is known of the ``__all__`` of a package with a module ``other`` beside it."""
    package = folder / "pushcart_shop"
    package.mkdir()
    (package / "__init__.py").write_text(code)
    (package / "other.py").write_text(OTHER)
    tree = read_source_tree(folder, Project("pyproject.toml", "pushcart-shop"))
    return gather(tree, None).exporters["pushcart_shop"]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ('__all__ = ["X"]', ("X",)),
        ('__all__: list[str] = ["X"]', ("X",)),
        ('__all__ = ("X",)\n__all__ += ("Y",)', ("X", "Y")),
        ('__all__ = ["X"]\n__all__.append("Y")\n__all__.extend(["Z"])', ("X", "Y", "Z")),
        ('__all__ = ["X"] + ["Y"]', ("X", "Y")),
        ('__all__ = sorted(["X"])', None),
        ('__all__ = list(("X", "Y"))', ("X", "Y")),
        ('NAMES = ["X"]\n__all__ = NAMES', ("X",)),
        ("NAMES = NAMES\n__all__ = NAMES", None),
        ("__all__ = __all__", None),
        ('__all__ = ["X", unknown]', None),
        ('__all__ = ["X"]\n__all__ += unknown()', None),
        ('__all__ += ["X"]', None),
        ("__all__: list[str]", None),
        ("import pushcart_shop.other\n__all__ = [*pushcart_shop.other.__all__]", ("A", "B")),
        ('from pushcart_shop import other\n__all__ = [*other.__all__, "X"]', ("A", "B", "X")),
        ("from pushcart_shop import other\n__all__ = other.__all__ + names()", None),
        ("from json import decoder\n__all__ = decoder.__all__", None),
        ("from .other import __all__", ("A", "B")),
        ('from .other import __all__\n__all__ += ["X"]', ("A", "B", "X")),
        ("from .other import __all__ as more\n__all__ = more", ("A", "B")),
        ("from .missing import __all__", None),
        ("from pushcart_shop import __all__", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_names_are_told_where_the_source_tells_them(
    tmp_path: Path, code: str, names: tuple[str, ...] | None
) -> None:
    assert exporter(tmp_path, code).names == names


@pytest.mark.parametrize(
    ("code", "stated"),
    [
        ("__all__ = names()", True),
        ("from json import __all__", True),
        ("__all__ += []", True),
        ("x = 1", False),
    ],
)
def test_that_there_is_one_is_known_even_where_its_names_are_not(
    tmp_path: Path, code: str, stated: bool
) -> None:
    assert exporter(tmp_path, code).stated is stated


@pytest.mark.parametrize(
    ("code", "unbound"),
    [
        ('__all__ = ["X", "Y"]\nX = 1', ("Y",)),
        ('__all__ = ["other"]', ()),
        ('__all__ = ["X"]\ndef __getattr__(name): ...', ()),
        ('__all__ = ["A", "X"]\nfrom .other import *', ("X",)),
        ('__all__ = ["X"]\nfrom json import *', ()),
    ],
)
def test_names_that_lead_nowhere_are_told_where_none_can_come_from_outside(
    tmp_path: Path, code: str, unbound: tuple[str, ...]
) -> None:
    assert exporter(tmp_path, code).unbound == unbound


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("class X: ...\n__all__ = [X]", 2),
        ('__all__ = ["X"]\n__all__ += ["Y", 3]', 2),
        ('__all__ = "X"', 1),
        ("X = 1\n__all__ = [X]", None),
        ('__all__ = ["X"]', None),
    ],
)
def test_what_is_no_string_is_found(tmp_path: Path, code: str, line: int | None) -> None:
    unquoted = exporter(tmp_path, code).unquoted
    assert (unquoted and unquoted.line) == line
