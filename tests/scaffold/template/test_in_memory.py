"""What is rendered without Copier is what Copier writes."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import jinja2
import pytest
import yaml

from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.answers.choices import BACKENDS
from pushcart_extensions.scaffold.template.flavours import FLAVOURS
from pushcart_extensions.scaffold.template.in_memory import ANSWERS_FILE, render_files, template_environment
from pushcart_extensions.scaffold.template.location import template_root

KEYS = {
    "sources": ["rest_api", "a10", "a2"],
    "transformations": ["clean"],
    "destinations": ["rest_api"],
    "extensions": ["thing"],
}
AWKWARD = {"author": 'Zoë O\'Brien "Bob" \\ {{ x }} %}', "description": "{% yield %} {{ braces }} \\ é 🚀"}


@pytest.mark.parametrize(("backend", "dataframe"), [*zip(cycle(BACKENDS), FLAVOURS)])
@pytest.mark.parametrize("keys", [KEYS, *({folder: some} for folder, some in KEYS.items())], ids=list)
def test_every_file_is_the_one_that_copier_writes(
    tmp_path: Path, backend: str, dataframe: str, keys: dict[str, list[str]]
) -> None:
    chosen = {"backend": backend, "dataframe": dataframe, "output": tmp_path}
    package = new("shop", **keys, **AWKWARD, **chosen)  # type: ignore[arg-type]
    answers = yaml.safe_load((package.path / ANSWERS_FILE).read_text(encoding="utf-8"))
    written = {file.as_posix(): (package.path / file).read_bytes().decode("utf-8") for file in package.files}
    assert render_files(answers) == written


def test_only_what_is_wanted_is_rendered() -> None:
    files = render_files({"name": "shop", "dataframe": "rows", **KEYS}, lambda path: "test_clean" in path)
    assert list(files) == ["tests/transformations/test_clean.py"]


def test_a_template_need_not_ask_for_every_kind() -> None:
    answers = {"name": "shop", "dataframe": "rows", "sources": ["orders"]}
    assert list(render_files(answers, lambda path: "orders.py" in path)) == [
        "src/pushcart_shop/sources/orders.py",
        "tests/sources/test_orders.py",
    ]


def test_the_settings_are_those_of_copier_yml() -> None:
    settings = yaml.safe_load((template_root() / "copier.yml").read_text(encoding="utf-8"))
    environment = template_environment()
    found = {name: getattr(environment, name) for name in settings["_envops"]}
    assert found == settings["_envops"] | {"undefined": jinja2.StrictUndefined}
    assert settings["_envops"]["undefined"] == "jinja2.StrictUndefined"
    assert settings["_templates_suffix"] == ".jinja"
    assert settings["_answers_file"] == ANSWERS_FILE


def test_an_answer_that_is_missing_is_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateError, match="is undefined"):
        render_files({"name": "shop", **KEYS})
