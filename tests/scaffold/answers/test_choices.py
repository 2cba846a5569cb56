"""What a new package can be made with, and where else that is written down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from pushcart_extensions.scaffold.answers.choices import BACKENDS, CHOICES
from pushcart_extensions.scaffold.template.flavours import FLAVOURS

ROOT = Path(__file__).parents[3]
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
INSTALLED = {Requirement(one).name for one in GROUPS["matrix"]}


@pytest.mark.parametrize("question", ["dataframe", "backend"])
def test_the_readme_names_each_choice(question: str) -> None:
    *most, last = CHOICES[question]
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"`--{question}` takes {', '.join(most)} or {last}" in readme


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_matrix_can_build_with_each_backend(backend: str) -> None:
    assert Requirement(BACKENDS[backend].requires).name in INSTALLED


@pytest.mark.parametrize("dataframe", FLAVOURS)
def test_the_matrix_can_run_each_flavour(dataframe: str) -> None:
    flavour = FLAVOURS[dataframe]
    assert {Requirement(one).name for one in (*flavour.requires, *flavour.types)} <= INSTALLED
