"""What the versions of the template make of a package, some of whose files have another one than the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.scaffold.record.origin import Origin
from pushcart_extensions.scaffold.template.history import Template, frozen_templates, present_template
from pushcart_extensions.scaffold.updating.renderings import renderings_of

ANSWERS = {"name": "pushcart-shop", "sources": ["orders"], "author": "Ada", "email": "ada@example.com"}


@pytest.fixture
def templates() -> tuple[Template, Template]:
    """The oldest version that is shipped, and the present one."""
    return next(iter(frozen_templates().values())), present_template()


def test_a_file_that_was_brought_to_the_present_version_is_that_versions(
    tmp_path: Path, templates: tuple[Template, Template]
) -> None:
    old, present = templates
    plain = renderings_of(tmp_path, Origin(old, ANSWERS, b""))
    noted = renderings_of(tmp_path, Origin(old, ANSWERS, b"", {"pyproject.toml": present}))
    assert plain.differ("pyproject.toml")
    assert not noted.differ("pyproject.toml")
    others = [path for path in plain.paths if path != "pyproject.toml"]
    assert [plain.old.get(path) for path in others] == [noted.old.get(path) for path in others]


def test_a_file_that_the_other_version_has_not_is_none(
    tmp_path: Path, templates: tuple[Template, Template]
) -> None:
    old, present = templates
    noted = renderings_of(tmp_path, Origin(present, ANSWERS, b"", {"gone.md": old, "README.md": old}))
    assert "gone.md" not in noted.paths
    assert noted.old["README.md"] == renderings_of(tmp_path, Origin(old, ANSWERS, b"")).old["README.md"]
