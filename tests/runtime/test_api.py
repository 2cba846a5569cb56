"""The public names of the runtime, and what importing them costs."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

import pushcart_extensions
from pushcart_extensions import runtime

from .site import Site

FORBIDDEN = [
    "yaml",
    "importlib.metadata",
    "typing",
    "re",
    "typer",
    "rich",
    "copier",
    "tomlkit",
    "jinja2",
    "logging",
]


def test_importing_the_package_brings_in_nothing_heavy(site: Site) -> None:
    code = f"""
    before = set(sys.modules)
    import pushcart_extensions
    dir(pushcart_extensions)
    gained = set(sys.modules) - before
    import json
    print(json.dumps([sorted(gained), [name for name in {FORBIDDEN!r} if name in gained]]))
    """
    assert site.ask(code, "-S") == [["__future__", "pushcart_extensions"], []]


@pytest.mark.parametrize("name", pushcart_extensions.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(pushcart_extensions, name) is not None
    assert name in dir(pushcart_extensions)


def test_type_checkers_see_the_names_that_are_imported_late() -> None:
    tree = ast.parse(Path(pushcart_extensions.__file__).read_text(encoding="utf-8"))
    seen = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert seen - {"annotations"} == set(pushcart_extensions.__all__) - {"__version__"}


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'get_sauce'"):
        pushcart_extensions.get_sauce  # type: ignore[attr-defined]  # noqa: B018


def test_cached_is_lru_cache() -> None:
    calls: list[int] = []

    @runtime.cached
    def double(number: int) -> int:
        """Double."""
        calls.append(number)
        return 2 * number

    assert [double(2), double(2), double(3)] == [4, 4, 6]
    assert calls == [2, 3]
    assert isinstance(double, type(functools.lru_cache(lambda: None)))
    assert (double.__name__, double.__doc__) == ("double", "Double.")
    assert double.cache_info() == (1, 2, None, 2)
    double.cache_clear()
    assert double.cache_info().currsize == 0
