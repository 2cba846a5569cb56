"""Each rule's example: accused by that rule where it is invalid, and by nothing where it is valid."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check import check
from pushcart_extensions.check.evidence.project_files import read_project
from pushcart_extensions.check.examples.base import BASE
from pushcart_extensions.check.examples.model import (
    Change,
    Example,
    changed,
    invalid_excerpts,
    valid_excerpts,
)
from pushcart_extensions.check.examples.table import EXAMPLES
from pushcart_extensions.check.probe.metadata import write_metadata
from pushcart_extensions.check.rules.registry import CRASHED, RULES, Rule

CASES = sorted(EXAMPLES.items())
CODES = [code for code, _ in CASES]


def found(
    folder: Path, files: Mapping[str, str], *, static: bool, target: str = "", **options: Any
) -> list[tuple[str, str]]:
    """Write a package and return what the checker finds: codes, and the files that are blamed."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (package,) = check(folder / target, static=static, **options).packages
    return [(finding.code, finding.place.path if finding.place else "") for finding in package.findings]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose package counts as installed: its source and metadata are on the path."""
    folder = tmp_path / "installed"
    for path, text in BASE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    project = read_project(folder)
    assert project
    write_metadata(folder / "metadata", project)
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder / "metadata"), str(folder / "src")])
    return folder


def test_every_rule_has_an_example_in_check_examples() -> None:
    # No package raises what stands for a rule that crashed; tests/check/test_rules.py does.
    assert {rule.code for rule in RULES} - {CRASHED.code} == set(EXAMPLES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule is not CRASHED], ids=lambda rule: rule.code)
def test_an_example_stands_in_the_file_that_is_named_as_its_rules(rule: Rule[Any]) -> None:
    name = rule.faults.__module__.rpartition(".")[2]
    module = importlib.import_module(f"pushcart_extensions.check.examples.{name}")
    assert rule.code in module.EXAMPLES


@pytest.mark.parametrize(("code", "example"), CASES, ids=CODES)
def test_a_rule_accuses_its_invalid_example_and_blames_the_right_file(
    code: str, example: Example, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue("installed") if example.installed else tmp_path
    files = changed(BASE, example.invalid)
    findings = found(folder, files, static=not example.imported, target=example.target, **example.options)
    right = {example.blamed} if example.blamed is not None else {change.path for change in example.invalid}
    assert right & {path for other, path in findings if other == code}


@pytest.mark.parametrize(("code", "example"), CASES, ids=CODES)
def test_nothing_accuses_its_valid_example(
    code: str, example: Example, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not example.valid:
        assert valid_excerpts(example, BASE), f"{code}: the base package is the example; show where"
    # The one import of the base package below speaks for all that don't change it.
    static = not (example.imported and example.valid)
    folder = request.getfixturevalue("installed") if example.installed else tmp_path
    assert found(folder, changed(BASE, example.valid), static=static, target=example.target) == []


def test_nothing_accuses_the_base_package_when_it_is_imported(tmp_path: Path) -> None:
    assert found(tmp_path, BASE, static=False) == []


def test_a_change_of_what_is_not_there_is_a_mistake_in_an_example() -> None:
    with pytest.raises(ValueError, match="doesn't hold"):
        changed(BASE, (Change("pyproject.toml", "no such text", "x"),))


def test_an_excerpt_from_within_a_class_is_indented_as_a_whole() -> None:
    (excerpt,) = invalid_excerpts(EXAMPLES["PCE410"], BASE)
    assert excerpt.text is not None
    begun = [line for line in excerpt.text.splitlines() if line.startswith("def ")]
    assert begun == ["def get_state(self):", "def get_increment(self):"]
