"""Extras as Poetry has them: with an optional dependency beside, whose form stays."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.extras import (
    POETRY,
    STANDARD,
    Extension,
    add_extra,
    extras_table,
    remove_extra,
)

from .hosts import BARE, REST, extras_of, poetry


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('Pushcart_Rest-API = {version = "^1", optional = true}', None, None),
        (
            "pushcart-rest-api = { optional = true, version = '^1' }",
            ">=2",
            "pushcart-rest-api = { optional = true, version = '>=2' }",
        ),
        (
            'pushcart-rest-api = {version = ">=1", optional = true}',
            "",
            'pushcart-rest-api = {version = "*", optional = true}',
        ),
        ('pushcart-rest-api = {path = "../x", optional = true}', None, None),
        (
            'a = "*"\n[tool.poetry.dependencies.pushcart-rest-api]\nversion = "^1"\noptional = true',
            ">=2",
            'a = "*"\n[tool.poetry.dependencies.pushcart-rest-api]\nversion = ">=2"\noptional = true',
        ),
    ],
)  # fmt: skip
def test_poetrys_dependency_keeps_its_form(before: str, version: str | None, after: str | None) -> None:
    added = add_extra(poetry(before), Extension(REST.distribution, version))
    assert added.startswith(poetry(after or before).rstrip())
    assert extras_of(added) == {"rest_api": ["pushcart_rest_api"]}


@pytest.mark.parametrize(
    "dependency",
    [
        'pushcart-rest-api = {version = ">=1", optional = true}',
        '[tool.poetry.dependencies.pushcart-rest-api]\nversion = ">=1"\noptional = true',
    ],
)
def test_poetrys_dependency_goes_with_its_extra(dependency: str) -> None:
    host = poetry(
        f'python = "^3.11"\n{dependency}', '[tool.poetry.extras]\nrest_api = ["pushcart_rest_api"]\n'
    )
    assert remove_extra(host, REST).rstrip() == poetry('python = "^3.11"').rstrip()


@pytest.mark.parametrize(
    ("dependency", "extra"),
    [
        ('pushcart-rest-api = {version = ">=1", optional = true}', 'web = ["pushcart-rest-api"]'),
        ('pushcart-rest-api = ">=1"', 'web = ["x"]'),
        ('pushcart-rest-api = {version = ">=1"}', 'web = ["x"]'),
        ('pushcart-rest-api = [{version = ">=1", optional = true}]', 'web = ["x"]'),
    ],
)
def test_poetrys_dependency_stays_where_something_else_has_it(dependency: str, extra: str) -> None:
    host = poetry(dependency, f'[tool.poetry.extras]\n{extra}\nrest_api = ["pushcart_rest_api"]\n')
    assert remove_extra(host, REST) == host.replace('rest_api = ["pushcart_rest_api"]\n', "")


BACKEND = '\n[build-system]\nbuild-backend = "poetry.core.masonry.api"\n'
POETRY_EXTRAS = '\n[tool.poetry.extras]\nweb = ["x"]\n'
POETRY_DEPENDENCIES = '\n[tool.poetry.dependencies]\npython = "^3.11"\n'


@pytest.mark.parametrize(
    ("host", "table"),
    [
        (f"{BARE}{BACKEND}", STANDARD),
        (f"{BARE}{BACKEND}{POETRY_EXTRAS}", POETRY),
        (f"{BARE}{BACKEND}{POETRY_DEPENDENCIES}", POETRY),
        (f'{BARE}dynamic = ["dependencies"]\n{BACKEND}{POETRY_DEPENDENCIES}', STANDARD),
        (f'{BARE}dynamic = ["dependencies"]\n{BACKEND}{POETRY_DEPENDENCIES}{POETRY_EXTRAS}', POETRY),
        (f'{BARE}dynamic = ["optional-dependencies"]\n{BACKEND}{POETRY_EXTRAS}', POETRY),
        (f"{BARE}dependencies = []\n{BACKEND}{POETRY_DEPENDENCIES}{POETRY_EXTRAS}", STANDARD),
        (f"{BARE}{POETRY_EXTRAS}{POETRY_DEPENDENCIES}", STANDARD),
    ],
)
def test_poetry_2_goes_on_with_the_tables_that_it_reads(host: str, table: tuple[str, ...]) -> None:
    assert extras_table(host) == table
    assert extras_of(add_extra(host, REST))["rest_api"]
