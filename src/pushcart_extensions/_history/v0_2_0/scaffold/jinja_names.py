"""The template's door to the contract: names, quoting and licences for Jinja.

``copier.yml`` loads this extension, so the template itself spells no naming rule out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

from pushcart_extensions._history.v0_2_0 import __version__
from pushcart_extensions._history.v0_2_0.contract.kinds import FLAG_GROUP, STAGE_KINDS
from pushcart_extensions._history.v0_2_0.contract.names import name_problem
from pushcart_extensions._history.v0_2_0.scaffold.answers import values
from pushcart_extensions._history.v0_2_0.scaffold.answers.choices import BACKENDS, COMPONENT_QUESTIONS, PROJECT_URL
from pushcart_extensions._history.v0_2_0.scaffold.answers.fallbacks import (
    PLACEHOLDER_EMAIL,
    current_year,
    default_description,
    default_url,
    placeholder_author,
)
from pushcart_extensions._history.v0_2_0.scaffold.answers.identity import git_identity
from pushcart_extensions._history.v0_2_0.scaffold.answers.validators import keys_problem
from pushcart_extensions._history.v0_2_0.scaffold.template import quoting
from pushcart_extensions._history.v0_2_0.scaffold.template.compiled import compile_strings_once
from pushcart_extensions._history.v0_2_0.scaffold.template.flavours import FLAVOURS
from pushcart_extensions._history.v0_2_0.scaffold.template.licenses import LICENSES, license_text
from pushcart_extensions._history.v0_2_0.scaffold.template.package import Package, describe_package


@pass_context
def pkg(context: Context) -> Package:
    """Return the new package that the answers in a template's context describe."""
    # A released template doesn't ask for kinds that came later.
    keys = (context.get(question) for question in COMPONENT_QUESTIONS)
    return _described(context["name"], tuple(tuple(some or ()) for some in keys))


@lru_cache(maxsize=8)
def _described(name: str, keys: tuple[tuple[str, ...], ...]) -> Package:
    """Return a package for which each template asks many times."""
    return describe_package(name, dict(zip(COMPONENT_QUESTIONS, keys, strict=True)))


def recorded(answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers to write into a package: from a source that other machines can reach.

    Args:
        answers: What Copier would record. A template taken from a URL stays as it is; one taken
            from this distribution, or from a folder, is recorded as this distribution's release.
    """
    source = str(answers.get("_src_path", ""))
    if "://" in source or source.startswith(("gh:", "gl:", "git@")):
        return dict(answers)
    own = {question: value for question, value in answers.items() if not question.startswith("_")}
    return {"_commit": f"v{__version__}", "_src_path": PROJECT_URL, **own}


class ContractNames(Extension):
    """Adds what ``template/`` and ``copier.yml`` call to Copier's Jinja environment."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        compile_strings_once(environment)
        environment.globals.update(
            pkg=pkg,
            backends=BACKENDS,
            flavours=FLAVOURS,
            licenses=LICENSES,
            license_text=license_text,
            flag_group=FLAG_GROUP,
            stage_kinds=STAGE_KINDS,
            project_url=PROJECT_URL,
            project_version=__version__,
            git_identity=git_identity,
            current_year=current_year,
            default_description=default_description,
            default_url=default_url,
            placeholder_author=placeholder_author,
            placeholder_email=PLACEHOLDER_EMAIL,
        )
        environment.filters.update(
            toml=quoting.toml_string,
            toml_strings=quoting.toml_strings,
            markdown=quoting.markdown_text,
            yaml_mapping=quoting.yaml_mapping,
            yaml_string=quoting.yaml_string,
            recorded=recorded,
            name_problem=name_problem,
            author_problem=values.author_problem,
            line_problem=values.line_problem,
            email_problem=values.email_problem,
            url_problem=values.url_problem,
            year_problem=values.year_problem,
            keys_problem=keys_problem,
        )
