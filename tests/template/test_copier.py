"""The template with plain Copier, and its questions."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pytest_copie.plugin import Copie

from pushcart_extensions import __version__
from pushcart_extensions.scaffold import update
from pushcart_extensions.scaffold.answers.choices import CHOICES, PROJECT_URL, QUESTIONS
from pushcart_extensions.scaffold.answers.given import answers_from_options
from pushcart_extensions.scaffold.answers.request import make_request
from pushcart_extensions.scaffold.new import write_package
from pushcart_extensions.scaffold.template.history import frozen_templates

ROOT = Path(__file__).parents[2]
QUESTIONNAIRE = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))
IDENTITY: dict[str, str | list[str]] = {
    "author": "Ada",
    "email": "ada@example.com",
    "url": "https://example.com",
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """The template as a folder outside any repository, so that Copier has nothing to clone."""
    folder = tmp_path / "template"
    shutil.copytree(ROOT / "template", folder / "template")
    shutil.copy(ROOT / "copier.yml", folder)
    return folder


def test_the_questions_are_those_that_the_command_answers() -> None:
    assert tuple(question for question in QUESTIONNAIRE if not question.startswith("_")) == QUESTIONS
    for question, choices in CHOICES.items():
        assert tuple(QUESTIONNAIRE[question]["choices"]) == choices
        assert QUESTIONNAIRE[question]["default"] == choices[0]
    assert "_tasks" not in QUESTIONNAIRE


def test_file_names_are_legal_on_windows() -> None:
    for path in (ROOT / "template").rglob("*"):
        assert not set(path.name) & set('<>:"|?*\\'), path
        assert path.name == path.name.rstrip(" ."), path
        # A wheel puts some 110 characters in front of these, in a virtual environment of a user.
        assert len(str(path.relative_to(ROOT))) < 130, path


@pytest.mark.parametrize(
    "answers",
    [
        {"name": "my-source"},
        {"name": "x", "sources": ["a", "b"], "extensions": ["c"], "backend": "uv", "license": "ISC"},
        {"name": "x", "transformations": ["a"], "dataframe": "pyspark"},
    ],
)
def test_plain_copier_writes_what_the_command_writes(
    copie: Copie, template: Path, tmp_path: Path, answers: dict[str, str | list[str]]
) -> None:
    result = copie.copy(extra_answers=answers | IDENTITY, template_dir=template)
    assert result.exception is None
    assert result.project_dir is not None
    made = write_package(make_request(answers_from_options(answers | IDENTITY), tmp_path))
    for file in made.files:
        ours = (made.path / file).read_text(encoding="utf-8")
        theirs = (result.project_dir / file).read_text(encoding="utf-8")
        if file.name == ".copier-answers.yml":
            # Copier records the name and keys as they were typed.
            assert yaml.safe_load(ours).keys() == yaml.safe_load(theirs).keys()
        else:
            assert ours == theirs, file


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"name": "s3"}, "digits"),
        ({"name": "x", "sources": ["class"]}, "keyword"),
        ({"name": "x", "sources": "a"}, "no list of keys"),
        ({"name": "x", "sources": ["a", "a"]}, "side by side"),
        ({"name": "x", "email": "y"}, "e-mail"),
        ({"name": "x", "author": "a\nb"}, "line break"),
        ({"name": "x", "url": "y"}, "web address"),
        ({"name": "x", "license": "GPL"}, "license"),
        ({"name": "x", "dataframe": "numpy"}, "dataframe"),
    ],
)
def test_plain_copier_refuses_what_the_command_refuses(
    copie: Copie, template: Path, answers: dict[str, str], reason: str
) -> None:
    assert reason in str(copie.copy(extra_answers=answers, template_dir=template).exception)


def test_a_package_of_the_repository_is_updated_by_copier_and_then_by_us(tmp_path: Path) -> None:
    version, frozen = next(iter(frozen_templates().items()))
    repository = tmp_path / "repository"
    old = (frozen.root / "copier.yml").read_text(encoding="utf-8")
    # As the tag has it: the names come from what is installed.
    release(repository, version, frozen.root / "template", old.replace("_history.v0_1_0.", ""))
    release(repository, __version__, ROOT / "template", (ROOT / "copier.yml").read_text(encoding="utf-8"))
    package = tmp_path / "pushcart-shop"
    answers = [word for name, value in IDENTITY.items() for word in ("--data", f"{name}={value}")]
    chosen = ("--data", "name=shop", "--data", "sources=[orders]", "--vcs-ref", f"v{version}")
    copier(tmp_path, "copy", *answers, *chosen, f"git+file://{repository}", str(package))
    readme = package / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    git(package, "init")
    git(package, "add", "--all")
    git(package, "commit", "--message", "made")

    copier(package, "update")

    recorded = yaml.safe_load((package / ".copier-answers.yml").read_text(encoding="utf-8"))
    assert recorded["_commit"] == f"v{__version__}"
    assert readme.read_text(encoding="utf-8").endswith("\nMine.\n")
    # Had it come from its usual address, our own update would have nothing left to do.
    answers_file = package / ".copier-answers.yml"
    text = answers_file.read_text(encoding="utf-8").replace(f"git+file://{repository}", PROJECT_URL)
    answers_file.write_text(text, encoding="utf-8")
    assert not update(package, dry_run=True).is_behind


def release(repository: Path, version: str, template: Path, questions: str) -> None:
    """Commit a template to a repository, tagged as a release is."""
    shutil.rmtree(repository / "template", ignore_errors=True)
    shutil.copytree(template, repository / "template")
    (repository / "copier.yml").write_text(questions, encoding="utf-8")
    if not (repository / ".git").exists():
        git(repository, "init")
    git(repository, "add", "--all")
    git(repository, "commit", "--message", version)
    git(repository, "tag", f"v{version}")


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def copier(folder: Path, command: str, *arguments: str) -> None:
    words = ["copier", command, "--trust", "--defaults", "--quiet", *arguments]
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
