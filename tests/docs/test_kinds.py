"""Wherever the documentation or a rule lists the kinds, it lists them all."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from pushcart_extensions.check.rules.registry import RULES, Rule
from pushcart_extensions.contract.kinds import FLAG_GROUP, KINDS, STAGE_KINDS, Kind

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
each_stage_kind = pytest.mark.parametrize("kind", STAGE_KINDS, ids=lambda kind: kind.name)


def rows(page: Path) -> list[str]:
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]


def cell(kind: Kind) -> str:
    """Return the required method of a kind as tables write it."""
    return f"`{kind.method}({', '.join(['self', 'data'][: 1 + kind.arity])})`"


@each_kind
def test_the_conventions_name_its_folder_its_class_and_its_group(kind: Kind) -> None:
    begin = f"| {kind.name} | `{kind.folder}/` | `RestApi{kind.suffix}` | `{kind.group or FLAG_GROUP}`"
    assert any(row.startswith(begin) for row in rows(DOCS / "reference" / "conventions.md"))


@each_stage_kind
def test_the_conventions_name_its_base_class_and_when_its_method_is_called(kind: Kind) -> None:
    found = rows(DOCS / "reference" / "conventions.md")
    assert f"| {kind.name} | `{kind.base}` | {cell(kind)} |" in found
    assert any(row.startswith(f"| {kind.name} | {cell(kind)} | ") for row in found)


@each_stage_kind
def test_the_readme_has_a_row_for_it(kind: Kind) -> None:
    names = f"| {kind.name} | `{kind.folder}/` | `RestApi{kind.suffix}` | `{kind.base}` | {cell(kind)} |"
    assert f"{names} `{kind.group}` |" in rows(ROOT / "README.md")


def test_the_page_on_workflow_files_names_each_section() -> None:
    sections = ", ".join(f"`{kind.folder}`" for kind in STAGE_KINDS)
    assert f"| {sections} | a list of stages |" in rows(DOCS / "reference" / "workflow-files.md")


def test_the_schema_of_reports_knows_each_kind() -> None:
    schema = json.loads((DOCS / "schema" / "report-v1.schema.json").read_text(encoding="utf-8"))
    stage = schema["$defs"]["stage"]["properties"]
    assert stage["kind"]["enum"] == [kind.name for kind in STAGE_KINDS]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_speaks_of_several_kinds_speaks_of_all(rule: Rule[Any]) -> None:
    explanation = inspect.getdoc(rule.faults) or ""
    for fact in ("folder", "group", "base", "method"):
        spoken_of = [kind for kind in STAGE_KINDS if f"``{getattr(kind, fact)}" in explanation]
        assert len(spoken_of) < 2 or spoken_of == list(STAGE_KINDS)
