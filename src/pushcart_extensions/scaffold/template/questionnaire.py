"""What ``copier.yml`` asks, for any version of the template, and what is rendered from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold.template.in_memory import render_files
from pushcart_extensions.scaffold.yaml_value import yaml_value

if TYPE_CHECKING:
    from jinja2 import Environment

_TEXT, _YAML = "str", "yaml"
"""The types of question that the template has, by Copier's names."""


class Questionnaire(NamedTuple):
    """What a version of the template asks.

    Attributes:
        root: The folder that holds its ``copier.yml``.
        settings: Copier's own settings in it.
        questions: Its questions, in their order.
    """

    root: Path
    settings: Mapping[str, Any]
    questions: Mapping[str, Mapping[str, Any]]

    def environment(self) -> Environment:
        """Return Jinja's environment with the settings and names of this version."""
        import jinja2

        options = dict(self.settings["_envops"])
        undefined = getattr(jinja2, options.pop("undefined").rpartition(".")[2])
        return jinja2.Environment(  # noqa: S701 - what comes out is source code, not HTML
            **options,
            undefined=undefined,
            extensions=self.settings["_jinja_extensions"],
            loader=jinja2.FileSystemLoader(self.root),
        )

    def completed(self, answers: Mapping[str, object], environment: Environment) -> dict[str, object]:
        """Return the answers to all questions: those given, and for the others what Copier takes unasked.

        Args:
            answers: Answers by question; what this version does not ask is left out.
            environment: Renders the defaults, which may name answers to earlier questions.
        """
        complete: dict[str, object] = {}
        for name, question in self.questions.items():
            given = answers.get(name)
            if given is None:
                default = environment.from_string(str(question["default"])).render(complete)
                given = yaml_value(default) if question["type"] == _YAML else default
            complete[name] = str(given) if question["type"] == _TEXT else given
        return complete


def read_questionnaire(root: Path) -> Questionnaire:
    """Return what a version of the template asks.

    Args:
        root: The folder that holds its ``copier.yml``.

    Raises:
        TemplateError: It can't be read; the installation is not whole.
    """
    try:
        content = yaml_value((root / "copier.yml").read_text(encoding="utf-8"))
    except OSError as error:
        raise TemplateError(f"{type(error).__name__}: {error}") from error
    settings = {name: value for name, value in content.items() if name.startswith("_")}
    questions = {name: value for name, value in content.items() if not name.startswith("_")}
    return Questionnaire(root, settings, questions)


def rendered(root: Path, answers: Mapping[str, object]) -> dict[str, bytes]:
    """Return the files that a version of the template makes of answers, by their paths.

    Args:
        root: The folder that holds ``copier.yml`` and ``template/``.
        answers: Valid answers by question.

    Raises:
        TemplateError: It can't be rendered.
    """
    questionnaire = read_questionnaire(root)
    environment = questionnaire.environment()
    complete = questionnaire.completed(answers, environment)
    files = render_files(complete, root=root, environment=environment)
    return {path: text.encode() for path, text in files.items()}
