"""Rendering: what Copier says becomes an error of ours, and files get the user's modes."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from pushcart_extensions import __version__
from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold import new
from pushcart_extensions.scaffold.answers.choices import PROJECT_URL
from pushcart_extensions.scaffold.jinja_names import recorded
from pushcart_extensions.scaffold.template.by_copier import render


def test_what_copier_refuses_is_an_error_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="is required"):
        render({}, tmp_path / "package")
    assert gc.isenabled()


def test_a_template_that_is_read_only_makes_files_that_are_not(tmp_path: Path) -> None:
    folder = new("a", output=tmp_path).path
    assert {file.stat().st_mode & 0o777 for file in folder.rglob("*") if file.is_file()} == {
        folder.stat().st_mode & 0o666
    }


@pytest.mark.parametrize("source", ["/home/ada/template", "C:\\template", "../template", ""])
def test_a_template_of_this_machine_is_recorded_as_our_release(source: str) -> None:
    answers = {"_src_path": source, "_commit": "abc", "name": "x"}
    assert recorded(answers) == {"_src_path": PROJECT_URL, "_commit": f"v{__version__}", "name": "x"}


@pytest.mark.parametrize("source", ["gh:ada/fork", "https://example.com/fork.git", "git@example.com:fork"])
def test_a_template_from_elsewhere_is_recorded_as_it_is(source: str) -> None:
    answers = {"_src_path": source, "_commit": "abc", "name": "x"}
    assert recorded(answers) == answers
