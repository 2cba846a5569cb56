"""Hosts that have extension packages as extras."""

from __future__ import annotations

import tomllib

from pushcart_extensions.edits.extras import Extension, extras_table

REST = Extension("pushcart-rest-api", ">=1")
SQL = Extension("pushcart-sql-server")

BARE = '[project]\nname = "host"\nversion = "1"\n'


def extras(entries: str) -> str:
    return f'[project]\nname = "host"\n\n[project.optional-dependencies]\n{entries}\n'


def poetry(dependencies: str, extras: str = "") -> str:
    return f'[tool.poetry]\nname = "host"\n\n[tool.poetry.dependencies]\n{dependencies}\n\n{extras}'


def extras_of(text: str) -> dict[str, list[str]]:
    data = tomllib.loads(text)
    for key in extras_table(text):
        data = data.get(str(key), {})
    return data
