"""What the documentation promises to name, it names."""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from pathlib import Path

import pytest

from pushcart_extensions.check.evidence.instructions import Instructions
from pushcart_extensions.check.settings import mistakes
from pushcart_extensions.cli.check import Format

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted((DOCS / "reference" / "api").glob("*.md"))
API = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
COMMANDS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
NAMED = set(re.findall(r"^\.\. auto(?:class|exception|function):: (?:\w+\.)*(\w+)", API, re.MULTILINE))
"""What stands in the reference by its name."""
WHOLE = ("pushcart_extensions.scaffold", "pushcart_extensions.catalog", "pushcart_extensions.errors")
"""Modules of which all that is public is documented without being named."""


@pytest.mark.parametrize("name", ["pushcart_extensions", "pushcart_extensions.check"])
def test_every_public_name_is_in_the_reference(name: str) -> None:
    module = importlib.import_module(name)
    public = {one for one in module.__all__ if not one.startswith("__")}
    assert public <= NAMED


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_documented_whole_leaves_out_only_what_is_documented_elsewhere(name: str) -> None:
    _, directive, options = API.partition(f".. automodule:: {name}\n   :members:\n   :imported-members:\n")
    assert directive
    left_out = options.partition("\n")[0].partition(":exclude-members:")[2]
    assert {one.strip() for one in left_out.split(",") if one.strip()} <= NAMED
    module = importlib.import_module(name)
    assert not [one for one in module.__all__ if not inspect.getdoc(getattr(module, one))]


def test_every_function_for_tests_is_in_the_reference() -> None:
    module = importlib.import_module("pushcart_extensions.testing")
    functions = [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert f":members: {', '.join(functions)}\n" in API


def test_every_setting_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
    table = page.partition("| key |")[2].partition("\n\n")[0]
    keys = [line.split("`")[1] for line in table.splitlines()[2:]]
    (mistake,) = mistakes(Instructions(table={"nonsense": True}))
    assert mistake.hint == f"There are {', '.join(keys)}."


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_every_command_is_introduced(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert not [command for command in COMMANDS if command not in text]


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.TEXT])
def test_every_form_of_a_report_is_introduced(form: Format) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    reference = (DOCS / "reference" / "reports.md").read_text(encoding="utf-8")
    assert re.search(rf"`(--format )?{form}`", readme)
    assert f"--format {form}" in reference


def test_the_release_that_readers_are_told_to_take_is_the_last_one() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    last = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    pages = [ROOT / "README.md", *sorted((DOCS / "how-to").glob("*.md"))]
    named = {
        version
        for page in pages
        for version in re.findall(r"(?:rev: |@)v(\d+\.\d+\.\d+)", page.read_text(encoding="utf-8"))
    }
    assert last
    assert named == {last[1]}
