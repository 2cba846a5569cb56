"""The frozen versions of the template: each renders as it did, and none is changed after its release."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check import changes_since_frozen
from freeze import renamed
from golden import answers_of, digests, written

from pushcart_extensions.scaffold.template.history import Template, frozen_templates, numbers, present_template
from pushcart_extensions.scaffold.template.questionnaire import read_questionnaire, rendered

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "template" / "golden"
FROZEN = frozen_templates()


def golden(version: str) -> list[dict[str, Any]]:
    text = (GOLDEN / f"{version}.json").read_text(encoding="utf-8")
    sets: list[dict[str, Any]] = json.loads(text)
    return sets


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param(template, one, id=f"{version}-{number}-{one['answers']['backend']}")
        for version, template in FROZEN.items()
        for number, one in enumerate(golden(version))
    ],
)
def test_a_frozen_version_renders_as_it_did(template: Template, expected: dict[str, Any]) -> None:
    assert digests(rendered(template.root, expected["answers"])) == expected["files"]


def test_the_present_template_is_the_one_that_was_released_under_its_version() -> None:
    assert changes_since_frozen(present_template()) == []


def test_every_frozen_version_has_its_digests_and_code_of_its_own() -> None:
    assert list(FROZEN) == sorted(FROZEN, key=numbers)
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(FROZEN)
    for version, template in FROZEN.items():
        imported = rf"(?m)^\s*from pushcart_extensions(?!\._history\.v{version.replace('.', '_')}\b)"
        for file in template.root.rglob("*.py"):
            assert re.findall(imported, file.read_text(encoding="utf-8")) == []


def test_the_questions_are_of_types_that_are_known_without_copier() -> None:
    for template in (*FROZEN.values(), present_template()):
        questions = read_questionnaire(template.root).questions.values()
        assert {question["type"] for question in questions} <= {"str", "yaml"}
        # `when` would make an answer depend on others.
        assert set().union(*questions) <= {"type", "help", "default", "choices", "validator"}


def test_what_nobody_answered_is_taken_as_copier_takes_it() -> None:
    answers = {"name": "my-source", "author": "Ada", "email": "ada@example.com", "year": 2024}
    for template in (*FROZEN.values(), present_template()):
        questionnaire = read_questionnaire(template.root)
        complete = questionnaire.completed(answers, questionnaire.environment())
        assert complete.keys() == questionnaire.questions.keys()
        assert complete["description"] == "Extension package for Pushcart: source my"
        assert (complete["sources"], complete["year"], complete["backend"]) == ([], "2024", "hatchling")
    ours, copiers = rendered(present_template().root, answers), written({**answers, "year": "2024"})
    # Copier records answers in the order in which they are given.
    recorded, by_copier = (yaml.safe_load(files.pop(".copier-answers.yml")) for files in (ours, copiers))
    assert (ours, recorded) == (copiers, by_copier)


def test_each_choice_of_each_question_is_in_a_golden_rendering() -> None:
    questions = read_questionnaire(present_template().root)
    content = {**questions.settings, **questions.questions}
    sets = list(answers_of(content))
    for name, question in questions.questions.items():
        for choice in question.get("choices", ()):
            assert choice in [answers[name] for answers in sets]


@pytest.mark.parametrize("text", ["1.2", "1.2.3.4", "v1.2.3", "1.2.3.dev0", "1.02.3", ""])
def test_what_is_no_version_has_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="is no version such as"):
        numbers(text)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source tree, as far as it is frozen, with a version that never was."""
    for name in ("src/pushcart_extensions", "template", "release"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "copier.yml", tmp_path)
    (tmp_path / "tests" / "template").mkdir(parents=True)
    face = tmp_path / "src" / "pushcart_extensions" / "__init__.py"
    face.write_text(
        re.sub(r"(?m)^__version__ = .*", '__version__ = "90.10.0"', face.read_text(encoding="utf-8"))
    )
    return tmp_path


def run(tree: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, tree / "release" / script],
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_version_is_released_only_once_it_is_frozen(tree: Path) -> None:
    before, freezing, after = run(tree, "check.py"), run(tree, "freeze.py"), run(tree, "check.py")
    assert (before.returncode, "is not frozen: python tasks.py freeze" in before.stderr) == (1, True)
    assert freezing.returncode == 0, freezing.stderr
    assert (after.returncode, after.stderr) == (0, "")


def test_what_is_frozen_is_not_frozen_again(tree: Path) -> None:
    assert run(tree, "freeze.py").returncode == 0
    again = run(tree, "freeze.py")
    assert (again.returncode, "is frozen already" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("template/README.md.jinja", "## Install", "## Installation", "template/README.md.jinja"),
        (
            "src/pushcart_extensions/contract/names.py",
            '{key}_{kind.name}"',
            '{kind.name}_{key}"',
            "README.md",
        ),
        ("copier.yml", "trim_blocks: true", "trim_blocks: false", "ci.yml"),
    ],
)
def test_a_change_of_what_is_released_needs_a_new_version(
    tree: Path, file: str, old: str, new: str, named: str
) -> None:
    assert run(tree, "freeze.py").returncode == 0
    text = (tree / file).read_text(encoding="utf-8")
    assert old in text
    (tree / file).write_text(text.replace(old, new), encoding="utf-8")
    checked = run(tree, "check.py")
    assert checked.returncode == 1
    assert named in checked.stderr
    assert "give pushcart_extensions.__version__ a new one" in checked.stderr


def test_code_that_changes_later_changes_no_frozen_rendering(tree: Path) -> None:
    assert run(tree, "freeze.py").returncode == 0
    shutil.rmtree(tree / "template")
    for module in ("names", "keys"):
        (tree / "src" / "pushcart_extensions" / "contract" / f"{module}.py").write_text("raise SystemExit\n")
    program = (
        "import sys, json; sys.path.insert(0, 'release'); from golden import digests\n"
        "from pathlib import Path\n"
        "from pushcart_extensions.scaffold.template.questionnaire import rendered\n"
        "root = Path('src/pushcart_extensions/_history/v90_10_0')\n"
        "for one in json.loads(Path('tests/template/golden/90.10.0.json').read_text()):\n"
        "    assert digests(rendered(root, one['answers'])) == one['files']\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_only_imports_are_renamed() -> None:
    text = '"""from pushcart_extensions import x"""\nfrom pushcart_extensions.a import b\nimport os\n'
    assert renamed(text, "other") == text.replace("\nfrom pushcart_extensions", "\nfrom other")
