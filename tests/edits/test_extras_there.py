"""Extras that are there already get what is meant, in their own style, and keep the rest."""

from __future__ import annotations

import pytest

from pushcart_extensions.edits.extras import Extension, add_extra, remove_extra
from pushcart_extensions.errors import EditError

from .hosts import BARE, REST, extras, extras_of, poetry


@pytest.mark.parametrize(
    ("before", "version", "after"),
    [
        ('rest_api = ["pushcart-rest-api>=1"]', ">=2", 'rest_api = ["pushcart-rest-api>=2"]'),
        ('rest_api = ["pushcart-rest-api>=1"]', None, 'rest_api = ["pushcart-rest-api>=1"]'),
        ('rest_api = ["pushcart-rest-api>=1"]', "", 'rest_api = ["pushcart-rest-api"]'),
        ("rest_api = ['pushcart-rest-api<2, >=1']", ">=1,<2", "rest_api = ['pushcart-rest-api<2, >=1']"),
        ('rest_api = ["Pushcart_Rest.API (>=1)"]', ">=2", 'rest_api = ["Pushcart_Rest.API>=2"]'),
        (
            "rest_api = ['pushcart-rest-api[fast] >=1 ; python_version < \"3.12\"']",
            "~=2.1",
            "rest_api = ['pushcart-rest-api[fast]~=2.1 ; python_version < \"3.12\"']",
        ),
        ('rest-api = ["pushcart-rest-api"]', ">=2", 'rest-api = ["pushcart-rest-api>=2"]'),
        ('REST.api = ["x"]', ">=2", None),
        ('"rest.api" = ["x"]  # why', ">=2", '"rest.api" = ["x", "pushcart-rest-api>=2"]  # why'),
        ('rest_api = ["x"]', None, 'rest_api = ["x", "pushcart-rest-api"]'),
        ("rest_api = []", ">=1", 'rest_api = ["pushcart-rest-api>=1"]'),
        (
            'rest_api = ["pushcart-rest-api>=1"]\nall = [\n  "x",\n  "pushcart-rest-api>=1", # ours\n]',
            ">=2",
            'rest_api = ["pushcart-rest-api>=2"]\nall = [\n  "x",\n  "pushcart-rest-api>=2", # ours\n]',
        ),
        (
            'rest_api = ["pushcart-rest-api>=1"]\nall = ["host[rest_api]"]',
            ">=2",
            'rest_api = ["pushcart-rest-api>=2"]\nall = ["host[rest_api]"]',
        ),
    ],
)
def test_what_is_there_gets_the_given_version_and_keeps_the_rest(
    before: str, version: str | None, after: str | None
) -> None:
    host, extension = extras(before), Extension(REST.distribution, version)
    if after is None:
        with pytest.raises(EditError):
            add_extra(host, extension)
    else:
        assert add_extra(host, extension) == extras(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('all = ["x"]', 'all = ["x", "pushcart-rest-api>=1"]'),
        ('all = ["host[web]"]', 'all = ["host[web]", "host[rest_api]"]'),
        ("all = [\"Host[web]; python_version > '3'\"]", None),
        ('All = ["pushcart_rest_api<1"]', 'All = ["pushcart-rest-api>=1"]'),
        ('all = ["pushcart-rest-api", "pushcart-rest-api>2"]', 'all = ["pushcart-rest-api>=1"]'),
        ("all = []", 'all = ["pushcart-rest-api>=1"]'),
        ('all = ["host[web,rest-api]"]', 'all = ["host[web,rest-api]"]'),
    ],
)
def test_all_is_kept_in_its_own_style(before: str, after: str | None) -> None:
    added = add_extra(extras(before), REST, to_all=True)
    if after is None:
        assert extras_of(added)["all"][-1] == "Host[rest_api]"
    else:
        assert added == extras(f'{after}\nrest_api = ["pushcart-rest-api>=1"]')


def test_only_extensions_under_their_own_keys_are_in_all() -> None:
    host = extras('dev = ["pushcart-rest-api", "pytest"]\nsql-server = ["pushcart-sql-server", "driver"]')
    assert extras_of(add_extra(host, Extension("pushcart-new"), to_all=True))["all"] == [
        "pushcart-sql-server",
        "pushcart-new",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('rest_api = ["pushcart-rest-api", "x"]', 'rest_api = ["x"]'),
        ('dev = ["pushcart-rest-api"]\nrest_api = ["pushcart-rest-api"]', 'dev = ["pushcart-rest-api"]'),
        ('web = ["a"]\nall = ["host[web]", "host[rest-api]"]', 'web = ["a"]\nall = ["host[web]"]'),
        ('web = ["a"]\nall = ["host[web,rest_api]"]', 'web = ["a"]\nall = ["host[web]"]'),
        ('web = ["a"]\nall = ["host[rest_api]"]\nrest_api = ["pushcart-rest-api"]', 'web = ["a"]'),
        (
            'rest_api = ["pushcart-rest-api", "x"]\nall = ["host[rest_api]"]',
            'rest_api = ["x"]\nall = ["host[rest_api]"]',
        ),
        ('all = [\n  "pushcart-rest-api", # r\n  "a", # s\n]', 'all = [\n  "a", # s\n]'),
        ('all = [\n  "a", # s\n  "pushcart-rest-api" # r\n]', 'all = [\n  "a" # s\n]'),
        ('all = [\n  "a"\n  , "pushcart-rest-api"\n]', 'all = [\n  "a"\n  , \n]'),
    ],
)  # fmt: skip
def test_what_is_removed_takes_nothing_along(before: str, after: str) -> None:
    assert remove_extra(extras(before), REST) == extras(after)


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("", "neither \\[project\\] nor \\[tool.poetry\\]"),
        ("[build-system]\n", "neither"),
        ("a = ", "not valid TOML"),
        ("project = 1\n", "laid out|no table"),
        ("[[project]]\n", "laid out|no table"),
        (f'{BARE}dynamic = ["optional-dependencies"]\n', "are dynamic"),
        (f'{BARE}dependencies = ["pushcart_rest_api >1"]\n', "is a dependency of every installation already"),
        (extras('rest_api = "pushcart-rest-api"'), "rest_api is no list of strings"),
        (extras("rest_api = [1]"), "rest_api is no list of strings"),
        (extras('rest_api = ["pushcart-rest-api @ file:///x"]'), "comes from an address there"),
        (poetry('pushcart-rest-api = "^1"'), "is a dependency of every installation;"),
        (poetry('pushcart-rest-api = {path = "x", optional = true}'), "has no one version there"),
        (poetry('pushcart-rest-api = [{version = "1", optional = true}]'), "has no one version there"),
    ],
)
def test_what_would_not_be_safe_is_refused(host: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        add_extra(host, REST)
